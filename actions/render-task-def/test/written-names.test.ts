import type { ScenarioChange } from '@fargate-actions/emulator';
import { describe, expect, test } from '@jest/globals';
import { inAJob } from './a-job.ts';
import { aContainer, aDefinition, aFile } from './definitions.ts';

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

test('an unknown name is an error at its place, and nothing is written', () =>
  inAJob(
    {
      files: {
        'task.json': JSON.stringify(aDefinition(withSecret('arn:aws:secretsmanager:...:amply/nothing')), undefined, 1),
      },
    },
    async (job) => {
      const run = await job.render({ 'task-definition': 'task.json', 'container-name': 'web', image: 'nginx:1.28' });
      expect(run).toMatchObject({ exitCode: 1, found: ['error names/secret'], outputs: { changed: 'false' } });
      expect(run.annotations[0]?.at).toMatch(/^task\.json:\d+:\d+$/);
      expect(run.annotations[0]?.message).toContain('There is no secret amply/nothing in this account and region.');
      expect(await job.written()).toEqual([]);
    },
  ));

describe('a look-up that fails leaves the name as it is written, with one notice', () => {
  const NAMES = {
    taskRoleArn: 'arn:aws:iam::...:role/amply-task',
    executionRoleArn: 'arn:aws:iam::xxxx:role/amply-task-execution',
    containerDefinitions: [
      aContainer({
        secrets: [
          { name: 'DB', valueFrom: 'arn:aws:secretsmanager:...:amply/database-url:key::' },
          { name: 'KEY', valueFrom: 'arn:aws:ssm:...:parameter/amply/key' },
        ],
      }),
    ],
  };
  const LOOK_UPS = ['iam:GetRole', 'secretsmanager:DescribeSecret', 'ssm:DescribeParameters'];
  const fails = (fault: object): ScenarioChange => ({ faults: LOOK_UPS.map((operation) => ({ operation, ...fault })) });

  test.each<{ how: string; scenario: ScenarioChange }>([
    { how: 'denied', scenario: { denied: LOOK_UPS } },
    { how: 'unknown to who answers', scenario: fails({ error: 'UnknownOperationException' }) },
    { how: 'answered by a proxy', scenario: fails({ answer: 'html', httpStatus: 200 }) },
    { how: 'refused by a proxy', scenario: fails({ answer: 'html', httpStatus: 403 }) },
    { how: 'broken in AWS', scenario: fails({ error: 'ServiceUnavailable' }) },
    { how: 'never answered', scenario: fails({ answer: 'hang' }) },
    { how: 'without credentials', scenario: fails({ error: 'UnrecognizedClientException' }) },
  ])('$how', ({ scenario }) =>
    inAJob({ files: aFile(NAMES), scenario }, async (job) => {
      const run = await job.render({ 'task-definition': 'task.json', 'container-name': 'web', image: 'nginx:1.28' });
      expect(run.exitCode).toBe(0);
      expect(run.annotations.map(({ severity }) => severity)).toEqual(LOOK_UPS.map(() => 'notice'));
      for (const { message } of run.annotations) expect(message).toContain('passed on as written');
      const { containerDefinitions, ...task } = await job.definition(run.outputs['task-definition']);
      expect(task).toMatchObject({ taskRoleArn: NAMES.taskRoleArn, executionRoleArn: NAMES.executionRoleArn });
      expect(containerDefinitions[0]).toMatchObject({ secrets: NAMES.containerDefinitions[0]?.['secrets'] });
    }),
  );
});
