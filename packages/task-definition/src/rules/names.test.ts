import type { JsonObject } from '@fargate-actions/documents';
import { AWSLOGS, aContainer, aTaskDefinition, withContainer } from '../../test/task-definitions.ts';
import { table } from '../../test/validation.ts';

const PLACEHOLDER = ['error task-definition/placeholder'];

function someContainers(count: number): readonly JsonObject[] {
  return Array.from({ length: count }, (_, index) => aContainer({ name: `c${index}` }));
}

function withValueFrom(valueFrom: unknown): JsonObject {
  return withContainer({ secrets: [{ name: 'TOKEN', valueFrom }] });
}

function withOptions(options: Readonly<Record<string, unknown>>, logDriver = 'awslogs'): JsonObject {
  return withContainer({ logConfiguration: { logDriver, options } });
}

function withPort(...mappings: readonly Readonly<Record<string, unknown>>[]): JsonObject {
  return withContainer({ portMappings: mappings });
}

table('names and numbers of containers', [
  { name: 'a family of 255 letters', definition: aTaskDefinition({ family: 'a'.repeat(255) }) },
  {
    name: 'a family of 256 letters',
    definition: aTaskDefinition({ family: 'a'.repeat(256) }),
    found: ['error task-definition/family'],
  },
  {
    name: 'a family with a dot',
    definition: aTaskDefinition({ family: 'shop.api' }),
    found: ['error task-definition/family'],
  },
  {
    name: 'a family with a revision',
    definition: aTaskDefinition({ family: 'shop:3' }),
    found: ['error task-definition/family'],
  },
  {
    name: 'a container with a blank',
    definition: withContainer({ name: 'my api' }),
    found: ['error task-definition/container-name'],
  },
  { name: 'a container with capitals, digits, - and _', definition: withContainer({ name: 'My-api_2' }) },
  {
    name: 'two containers of one name',
    definition: aTaskDefinition({ containerDefinitions: [aContainer(), aContainer()] }),
    found: ['error task-definition/duplicate-container'],
  },
  { name: 'ten containers', definition: aTaskDefinition({ containerDefinitions: someContainers(10) }) },
  {
    name: 'eleven containers',
    definition: aTaskDefinition({ containerDefinitions: someContainers(11) }),
    found: ['error task-definition/containers'],
  },
  {
    name: 'no container',
    definition: aTaskDefinition({ containerDefinitions: [] }),
    found: ['error task-definition/containers'],
  },
  {
    name: 'none essential',
    definition: withContainer({ essential: false }),
    found: ['error task-definition/essential'],
  },
  {
    name: 'one of two essential by default',
    definition: aTaskDefinition({
      containerDefinitions: [aContainer(), aContainer({ name: 'init', essential: false })],
    }),
  },
]);

table('tags', [
  {
    name: 'fifty',
    definition: aTaskDefinition({ tags: Array.from({ length: 50 }, (_, key) => ({ key: `k${key}`, value: '' })) }),
  },
  {
    name: 'fifty-one',
    definition: aTaskDefinition({ tags: Array.from({ length: 51 }, (_, key) => ({ key: `k${key}`, value: '' })) }),
    found: ['error task-definition/tag'],
  },
  {
    name: 'one key twice',
    definition: aTaskDefinition({
      tags: [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ],
    }),
    found: ['error task-definition/tag'],
  },
  {
    name: 'a long key',
    definition: aTaskDefinition({ tags: [{ key: 'a'.repeat(129), value: '1' }] }),
    found: ['error task-definition/tag'],
  },
  {
    name: 'a long value',
    definition: aTaskDefinition({ tags: [{ key: 'a', value: 'v'.repeat(257) }] }),
    found: ['error task-definition/tag'],
  },
]);

table('images', [
  { name: 'with a digest', definition: withContainer({ image: `shop@sha256:${'a'.repeat(64)}` }) },
  {
    name: 'with a short digest',
    definition: withContainer({ image: 'shop@sha256:abc' }),
    found: ['error task-definition/image'],
  },
  { name: 'with a port of the registry', definition: withContainer({ image: 'localhost:5000/team/shop:1' }) },
  { name: 'with capitals', definition: withContainer({ image: 'Shop:1' }), found: ['error task-definition/image'] },
  { name: 'with a blank', definition: withContainer({ image: 'shop :1' }), found: ['error task-definition/image'] },
  { name: 'without', definition: withContainer({ image: undefined }), found: ['error task-definition/image'] },
  {
    name: 'an account that is left open',
    definition: withContainer({ image: 'xxxx.dkr.ecr.eu-central-1.amazonaws.com/shop:latest' }),
  },
]);

table('placeholders', [
  ...[
    '<IMAGE1_NAME>',
    '${IMAGE}',
    '{{ image }}',
    '%IMAGE%',
    'IMAGE',
    '__IMAGE__',
    '$IMAGE',
    'repo:${TAG}',
    'REPLACE_ME',
    '$(image)',
  ].map((image) => ({
    name: `the image ${image}`,
    definition: withContainer({ image }),
    found: PLACEHOLDER,
  })),
  { name: 'in the family', definition: aTaskDefinition({ family: '${FAMILY}' }), found: PLACEHOLDER },
  {
    name: 'in a role',
    definition: aTaskDefinition({ taskRoleArn: 'arn:aws:iam::<ACCOUNT>:role/shop' }),
    found: PLACEHOLDER,
  },
  { name: 'in a port', definition: withPort({ containerPort: '{{PORT}}' }), found: PLACEHOLDER },
  {
    name: 'in a secret',
    definition: withValueFrom('arn:aws:ssm:eu-central-1:${ACCOUNT}:parameter/x'),
    found: PLACEHOLDER,
  },
  {
    name: 'in a log group',
    definition: withOptions({ ...AWSLOGS.options, 'awslogs-group': '/ecs/${ENV}' }),
    found: PLACEHOLDER,
  },
  {
    name: 'in a variable, where a shell may fill it in',
    definition: withContainer({ environment: [{ name: 'URL', value: 'http://${HOST}' }] }),
  },
]);
