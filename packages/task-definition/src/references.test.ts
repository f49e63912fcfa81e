import { pathKey, type JsonObject } from '@fargate-actions/documents';
import { expect, test } from '@jest/globals';
import { aFile, aTaskDefinition, withContainer } from '../test/task-definitions.ts';
import { references, withReferences } from './references.ts';

function secret(valueFrom: string): JsonObject {
  return withContainer({ secrets: [{ name: 'X', valueFrom }] });
}

const cases: readonly { readonly name: string; readonly definition: JsonObject; readonly found: readonly object[] }[] =
  [
    {
      name: 'a role by name',
      definition: aTaskDefinition({ taskRoleArn: 'shop' }),
      found: [{ kind: 'role', path: ['taskRoleArn'], name: 'shop' }],
    },
    {
      name: 'roles by abbreviated ARN',
      definition: aTaskDefinition({
        taskRoleArn: 'arn:aws:iam::...:role/team/shop',
        executionRoleArn: 'arn:aws:iam::xxxx:role/execution',
      }),
      found: [
        { kind: 'role', path: ['taskRoleArn'], name: 'shop' },
        { kind: 'role', path: ['executionRoleArn'], name: 'execution' },
      ],
    },
    {
      name: 'no role by full ARN',
      definition: aTaskDefinition({ taskRoleArn: 'arn:aws:iam::123456789012:role/shop' }),
      found: [],
    },
    { name: 'no placeholder', definition: aTaskDefinition({ taskRoleArn: '${ROLE}' }), found: [] },
    {
      name: 'a secret',
      definition: secret('arn:aws:secretsmanager:...:amply/database-url'),
      found: [{ kind: 'secret', name: 'amply/database-url', suffix: '' }],
    },
    {
      name: 'a key of a secret',
      definition: secret('arn:aws:secretsmanager:...:secret:amply/db:password::'),
      found: [{ kind: 'secret', name: 'amply/db', suffix: ':password::' }],
    },
    {
      name: 'a secret of an account that is left open',
      definition: secret('arn:aws:secretsmanager:eu-central-1:ACCOUNT:secret:amply/db'),
      found: [{ kind: 'secret', name: 'amply/db', suffix: '' }],
    },
    {
      name: 'no full ARN',
      definition: secret('arn:aws:secretsmanager:eu-central-1:123456789012:secret:amply/db-AbCdEf'),
      found: [],
    },
    {
      name: 'a parameter with levels',
      definition: secret('arn:aws:ssm:...:parameter/amply/db'),
      found: [{ kind: 'parameter', name: '/amply/db' }],
    },
    {
      name: 'a parameter without',
      definition: secret('arn:aws:ssm:...:parameter/db'),
      found: [{ kind: 'parameter', name: 'db' }],
    },
    { name: 'no bare name: ECS takes it as it is', definition: secret('/amply/db'), found: [] },
    {
      name: 'secrets of log drivers and registries',
      definition: withContainer({
        repositoryCredentials: { credentialsParameter: 'arn:aws:secretsmanager:...:registry' },
        logConfiguration: {
          logDriver: 'splunk',
          secretOptions: [{ name: 'splunk-token', valueFrom: 'arn:aws:secretsmanager:...:splunk' }],
        },
      }),
      found: [
        { path: ['containerDefinitions', 0, 'logConfiguration', 'secretOptions', 0, 'valueFrom'], name: 'splunk' },
        { path: ['containerDefinitions', 0, 'repositoryCredentials', 'credentialsParameter'], name: 'registry' },
      ],
    },
    {
      name: 'an image of an account that is left open',
      definition: withContainer({ image: 'xxxx.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:latest' }),
      found: [
        {
          kind: 'image',
          path: ['containerDefinitions', 0, 'image'],
          repository: 'amply-backend',
          region: 'eu-central-1',
          tag: 'latest',
        },
      ],
    },
    {
      name: 'an image of a registry that is left open',
      definition: withContainer({ image: 'xxxx.dkr.ecr.../amply-backend' }),
      found: [{ kind: 'image', repository: 'amply-backend' }],
    },
    {
      name: 'no image of an account',
      definition: withContainer({ image: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:1' }),
      found: [],
    },
    { name: 'no image elsewhere', definition: withContainer({ image: 'ghcr.io/amply/shop:1' }), found: [] },
  ];

test.each(cases)('finds $name', ({ definition, found }) => {
  const all = references(aFile(definition));
  expect(all).toHaveLength(found.length);
  expect(all).toMatchObject(found);
});

test('fills in what was looked up, and keeps where the name stood', () => {
  const document = aFile(
    withContainer({
      image: 'xxxx.dkr.ecr.eu-central-1.amazonaws.com/shop:1',
      secrets: [{ name: 'X', valueFrom: 'arn:aws:secretsmanager:...:amply/db:password::' }],
    }),
  );
  const resolved = new Map(references(document).map(({ path, kind }) => [pathKey(path), `the ${kind}`]));
  const filled = withReferences(document, resolved);
  expect(filled.value).toEqual(
    withContainer({ image: 'the image', secrets: [{ name: 'X', valueFrom: 'the secret:password::' }] }),
  );
  for (const { path } of references(document)) expect(filled.at(path)).toEqual(document.at(path));
});

test('leaves a name that was not found', () => {
  const document = aFile(aTaskDefinition({ taskRoleArn: 'shop' }));
  expect(withReferences(document, new Map()).value).toEqual(document.value);
});
