import { expect, test } from '@jest/globals';
import { inAJob } from './testing/a-job.ts';
import { aContainer, aDefinition, aFile } from './testing/definitions.ts';

const ROLE = { executionRoleArn: 'arn:aws:iam::123456789012:role/exec' };
const withSecret = (valueFrom: string) => ({
  ...ROLE,
  containerDefinitions: [aContainer({ secrets: [{ name: 'DB', valueFrom }] })],
});
const SECRET = /^arn:aws:secretsmanager:eu-central-1:123456789012:secret:amply\/database-url-\w{6}$/;

test.each<{ name: string; fields: object; calls: string[]; expected: object }>([
  {
    name: 'an abbreviated ARN of a secret is looked up',
    fields: withSecret('arn:aws:secretsmanager:...:amply/database-url'),
    calls: ['secretsmanager:DescribeSecret'],
    expected: { containerDefinitions: [{ secrets: [{ name: 'DB', valueFrom: expect.stringMatching(SECRET) }] }] },
  },
  {
    name: 'an abbreviated ARN of a role is looked up',
    fields: { taskRoleArn: 'arn:aws:iam::...:role/amply-task' },
    calls: ['iam:GetRole'],
    expected: { taskRoleArn: 'arn:aws:iam::123456789012:role/amply-task' },
  },
  {
    name: 'bare names of roles and parameters are what ECS takes: nobody is asked',
    fields: { ...withSecret('amply-db'), taskRoleArn: 'amply-task', executionRoleArn: 'path/amply-task-execution' },
    calls: [],
    expected: {
      taskRoleArn: 'amply-task',
      executionRoleArn: 'path/amply-task-execution',
      containerDefinitions: [{ secrets: [{ name: 'DB', valueFrom: 'amply-db' }] }],
    },
  },
  {
    name: 'a bare role stays beside a name that is looked up',
    fields: { ...withSecret('arn:aws:secretsmanager:...:amply/database-url'), executionRoleArn: 'exec' },
    calls: ['secretsmanager:DescribeSecret'],
    expected: { executionRoleArn: 'exec' },
  },
])('$name', ({ fields, calls, expected }) =>
  inAJob({ files: aFile(fields) }, async (job) => {
    const run = await job.render({ 'task-definition': 'task.json', 'container-name': 'web', image: 'nginx:1.28' });
    expect(run).toMatchObject({ exitCode: 0, found: [], calls });
    expect(await job.definition(run.outputs['task-definition'])).toMatchObject(expected);
  }),
);

test('a registry without its account is filled in, by digest, where this render leaves the image alone', () =>
  inAJob(
    {
      files: aFile({
        ...ROLE,
        containerDefinitions: [aContainer({ image: 'xxxx.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:v1' })],
      }),
    },
    async (job) => {
      const run = await job.render({ 'task-definition': 'task.json', cpu: '512', memory: '1024' });
      expect(run).toMatchObject({ exitCode: 0, found: [], calls: ['sts:GetCallerIdentity', 'ecr:BatchGetImage'] });
      expect((await job.definition(run.outputs['task-definition'])).containerDefinitions[0]?.['image']).toMatch(
        /^123456789012\.dkr\.ecr\.eu-central-1\.amazonaws\.com\/amply-backend@sha256:[0-9a-f]{64}$/,
      );
    },
  ));

test('and stays where a later render of the chain is for that container', () =>
  inAJob(
    {
      files: aFile({
        ...ROLE,
        containerDefinitions: [
          aContainer(),
          aContainer({ name: 'beat', image: 'xxxx.dkr.ecr.eu-central-1.amazonaws.com/x:1' }),
        ],
      }),
    },
    async (job) => {
      const run = await job.render({ 'task-definition': 'task.json', 'container-name': 'web', image: 'nginx:1.28' });
      expect(run).toMatchObject({ exitCode: 0, calls: [] });
      expect((await job.definition(run.outputs['task-definition'])).containerDefinitions[1]).toEqual(
        aContainer({ name: 'beat', image: 'xxxx.dkr.ecr.eu-central-1.amazonaws.com/x:1' }),
      );
    },
  ));

test.each<{ name: string; scenario?: { denied: string[] }; valueFrom: string; found: string; message: string }>([
  {
    name: 'an unknown name',
    valueFrom: 'arn:aws:secretsmanager:...:amply/nothing',
    found: 'error names/secret',
    message: 'There is no secret amply/nothing in this account and region.',
  },
  {
    name: 'a name that may not be looked up',
    scenario: { denied: ['secretsmanager:DescribeSecret'] },
    valueFrom: 'arn:aws:secretsmanager:...:amply/database-url',
    found: 'error names/denied',
    message: "The secret amply/database-url can't be looked up: secretsmanager:DescribeSecret is denied on ",
  },
])('$name is an error at its place, and nothing is written', ({ scenario = {}, valueFrom, found, message }) =>
  inAJob(
    { files: { 'task.json': JSON.stringify(aDefinition(withSecret(valueFrom)), undefined, 1) }, scenario },
    async (job) => {
      const run = await job.render({ 'task-definition': 'task.json', 'container-name': 'web', image: 'nginx:1.28' });
      expect(run).toMatchObject({ exitCode: 1, found: [found], outputs: { changed: 'false' } });
      expect(run.annotations[0]?.at).toMatch(/^task\.json:\d+:\d+$/);
      expect(run.annotations[0]?.message).toContain(message);
      expect(await job.written()).toEqual([]);
    },
  ),
);
