import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeEach, expect, test } from '@jest/globals';

import { anEmulatorOverHttp } from '../../test/http/started-emulator.ts';

const startAt = Date.UTC(2026, 0, 1);
const started = anEmulatorOverHttp({ speed: 1000, startAt });
const recording = anEmulatorOverHttp({ startAt, isRecordingAnswers: true });
const logs = () => new CloudWatchLogsClient(started.client);

beforeEach(() => started.control('POST', 'reset'));

test('requests are listed with what was sent and answered', async () => {
  await logs().send(new CreateLogGroupCommand({ logGroupName: '/ecs/x' }));
  await logs()
    .send(new CreateLogGroupCommand({ logGroupName: '/ecs/x' }))
    .catch(() => undefined);
  await new EC2Client(started.client).send(new DescribeVpcsCommand({ Filters: [{ Name: 'cidr', Values: ['x'] }] }));
  const { body } = await started.control('GET', 'requests');
  expect(body).toEqual([
    {
      at: expect.any(Number),
      service: 'logs',
      operation: 'CreateLogGroup',
      body: { logGroupName: '/ecs/x' },
      status: 200,
    },
    {
      at: expect.any(Number),
      service: 'logs',
      operation: 'CreateLogGroup',
      body: { logGroupName: '/ecs/x' },
      status: 400,
      error: 'ResourceAlreadyExistsException',
    },
    {
      at: expect.any(Number),
      service: 'ec2',
      operation: 'DescribeVpcs',
      body: { Filters: [{ Name: 'cidr', Values: ['x'] }] },
      status: 200,
    },
  ]);
});

test('requests are listed with their answers where that was asked for', async () => {
  await new EC2Client(recording.client).send(new DescribeVpcsCommand({ Filters: [{ Name: 'cidr', Values: ['x'] }] }));
  await new SecretsManagerClient(recording.client).send(new DescribeSecretCommand({ SecretId: 'amply/stripe-secret' }));
  const { body } = await recording.control('GET', 'requests');
  expect(body).toMatchObject([{ answer: { Vpcs: [] } }, { answer: { CreatedDate: startAt / 1000 } }]);
});

test('a denial is listed with the status that was sent', async () => {
  await started.control('POST', 'scenario', { denied: ['ec2:*'] });
  await expect(new EC2Client(started.client).send(new DescribeVpcsCommand({}))).rejects.toThrow('not authorized');
  expect((await started.control('GET', 'requests')).body).toMatchObject([{ status: 403 }]);
});

test('time runs as fast as it was told to', async () => {
  const at = async () => ((await started.control('GET', 'time')).body as { at: number }).at;
  const outerBegin = performance.now();
  const earlier = await at();
  const innerBegin = performance.now();
  await logs().send(new DescribeLogGroupsCommand({}));
  const innerSeconds = (performance.now() - innerBegin) / 1000;
  const later = await at();
  const outerSeconds = (performance.now() - outerBegin) / 1000;
  expect(later - earlier).toBeGreaterThanOrEqual(innerSeconds * 1000);
  expect(later - earlier).toBeLessThanOrEqual(outerSeconds * 1000);
  expect(started.emulator.world.now).toBe(startAt + Math.round(later * 1000));
});

test('a scenario is merged into the one before', async () => {
  await started.control('POST', 'scenario', { images: { '*:broken': { behaviour: 'crash', exitCode: 3 } } });
  const { body } = await started.control('POST', 'scenario', { pageSize: 2, timings: { pullSeconds: 1 } });
  expect(body).toMatchObject({
    images: { '*:broken': { behaviour: 'crash', exitCode: 3 } },
    pageSize: 2,
    timings: { pullSeconds: 1, provisioningSeconds: 12 },
  });
});

test('YAML will do for a scenario', async () => {
  const { body } = await started.control('POST', 'scenario', 'denied: [ecs:ListTasks]\n');
  expect(body).toMatchObject({ denied: ['ecs:ListTasks'] });
});

const refusedScenarios: { name: string; scenario: object | string; problem: string }[] = [
  { name: 'unknown member', scenario: { fault: [] }, problem: 'scenario.fault is unknown' },
  {
    name: 'unknown behaviour',
    scenario: { images: { '*': { behaviour: 'crashes' } } },
    problem: 'scenario.images["*"].behaviour is not one of healthy, crash,',
  },
  { name: 'no behaviour', scenario: { images: { a: {} } }, problem: 'scenario.images["a"].behaviour is missing' },
  {
    name: 'fault without error',
    scenario: { faults: [{ operation: 'x' }] },
    problem: 'scenario.faults[0] has neither error nor answer',
  },
  {
    name: 'misspelt effect',
    scenario: { faults: [{ operation: 'x', error: 'y', effect: 'late' }] },
    problem: 'effect',
  },
  { name: 'negative time', scenario: { timings: { pullSeconds: -1 } }, problem: 'scenario.timings.pullSeconds' },
  { name: 'text for a list', scenario: { denied: 'ecs:*' }, problem: 'scenario.denied is no list' },
  { name: 'inherited member', scenario: { constructor: 1 }, problem: 'scenario.constructor is unknown' },
  { name: 'a list', scenario: [], problem: 'scenario is no object' },
  { name: 'no YAML', scenario: '{"images": ', problem: "can't be used" },
];

test.each(refusedScenarios)('a scenario is refused, and nothing changes: $name', async ({ scenario, problem }) => {
  const before = await started.control('GET', 'scenario');
  const refused = await started.control('POST', 'scenario', scenario);
  expect(refused).toEqual({ status: 400, body: { message: expect.stringContaining(problem) } });
  expect((await started.control('GET', 'scenario')).body).toEqual(before.body);
});

test('a reset brings back the start', async () => {
  await started.control('POST', 'scenario', { pageSize: 1 });
  await logs().send(new CreateLogGroupCommand({ logGroupName: '/ecs/x' }));
  await started.control('POST', 'reset');
  expect((await started.control('GET', 'requests')).body).toEqual([]);
  expect((await logs().send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
  expect((await started.control('GET', 'scenario')).body).toMatchObject({ pageSize: 10 });
});

test('the truth tells of no service where there is none', async () => {
  expect((await started.control('GET', 'truth')).body).toEqual({
    at: expect.any(Number),
    deployments: [],
    services: [],
    containers: [],
  });
  expect((await started.control('GET', 'timeline')).body).toEqual([]);
});

test('an unknown route lists those that there are', async () => {
  expect(await started.control('GET', 'nope')).toMatchObject({
    status: 404,
    body: { routes: expect.arrayContaining(['POST /_emulator/scenario']) },
  });
});

test('metrics come in, alarms see them, and what topics were told can be read', async () => {
  const cloudWatch = new CloudWatchClient(started.client);
  const topic = 'arn:aws:sns:eu-central-1:123456789012:amply-alerts';
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'depth',
      Namespace: 'AWS/SQS',
      MetricName: 'Depth',
      Dimensions: [{ Name: 'QueueName', Value: 'jobs' }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 100,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [topic],
    }),
  );
  const depth = { namespace: 'AWS/SQS', name: 'Depth', dimensions: { QueueName: 'jobs' }, values: [-1, 101] };
  expect((await started.control('POST', 'metrics', [depth])).body).toEqual({ pushed: 1 });
  started.emulator.advance(70);
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({}));
  expect(MetricAlarms).toMatchObject([{ StateValue: 'ALARM' }]);
  expect((await started.control('GET', 'published')).body).toMatchObject([{ topicArn: topic }]);
});

test.each([
  { body: 'no json', why: 'no JSON' },
  { body: {}, why: 'metrics is no list' },
  { body: [{ name: 'a', valeu: 1 }], why: 'metrics[0].namespace is missing; metrics[0].valeu is unknown' },
])('metrics that can’t be pushed are refused: $why', async ({ body, why }) => {
  const answer = await started.control('POST', 'metrics', body);
  expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(why) } });
});
