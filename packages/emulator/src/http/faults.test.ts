import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeTargetGroupsCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, expect, test } from '@jest/globals';

import type { ScenarioChange } from '../world/scenario.ts';
import { anEmulatorOverHttp } from './testing/started-emulator.ts';

const started = anEmulatorOverHttp();
const logs = (maxAttempts = 1) => new CloudWatchLogsClient({ ...started.client, maxAttempts });

beforeEach(() => started.control('POST', 'reset'));

const given = (change: ScenarioChange) => started.control('POST', 'scenario', change);
const groups = async () => (await logs().send(new DescribeLogGroupsCommand({}))).logGroups?.length;
const statuses = () => started.emulator.requests.map(({ operation, status }) => [operation, status]);

test.each([
  { effect: 'before', exists: 0, status: 0 },
  { effect: 'after', exists: 1, status: 200 },
] as const)(
  'a connection that breaks $effect the effect leaves $exists log groups',
  async ({ effect, exists, status }) => {
    await given({ faults: [{ operation: 'CreateLogGroup', error: 'ConnectionLost', effect, times: 1 }] });
    await expect(logs().send(new CreateLogGroupCommand({ logGroupName: '/ecs/x' }))).rejects.toMatchObject({
      message: expect.stringContaining('socket hang up'),
    });
    expect(await groups()).toBe(exists);
    expect(statuses()).toEqual([
      ['CreateLogGroup', status],
      ['DescribeLogGroups', 200],
    ]);
  },
);

test('an error after the effect leaves the effect', async () => {
  const fault = { operation: 'logs:CreateLogGroup', error: 'ServiceUnavailable', effect: 'after', times: 1 } as const;
  await given({ faults: [fault] });
  await expect(logs().send(new CreateLogGroupCommand({ logGroupName: '/ecs/x' }))).rejects.toMatchObject({
    $fault: 'server',
    $metadata: { httpStatusCode: 503 },
  });
  expect(await groups()).toBe(1);
});

test('the SDK itself gets over throttling', async () => {
  await given({ faults: [{ operation: 'DescribeLogGroups', error: 'ThrottlingException', times: 2 }] });
  const { $metadata } = await logs(3).send(new DescribeLogGroupsCommand({}));
  expect($metadata.attempts).toBe(3);
  expect(statuses().map(([, status]) => status)).toEqual([400, 400, 200]);
});

const clients = {
  logs: () => logs().send(new DescribeLogGroupsCommand({})),
  elasticloadbalancing: () =>
    new ElasticLoadBalancingV2Client(started.client).send(new DescribeTargetGroupsCommand({})),
  sns: () => new SNSClient(started.client).send(new ListTopicsCommand({})),
  ec2: () => new EC2Client(started.client).send(new DescribeVpcsCommand({})),
};

test.each([
  { service: 'logs', name: 'AccessDeniedException', status: 400 },
  { service: 'elasticloadbalancing', name: 'AccessDenied', status: 403 },
  { service: 'sns', name: 'AuthorizationErrorException', status: 403 },
  { service: 'ec2', name: 'UnauthorizedOperation', status: 403 },
] as const)('$service denies in its own words: $name', async ({ service, name, status }) => {
  await given({ denied: [`${service}:*`] });
  await expect(clients[service]()).rejects.toMatchObject({
    name,
    message: expect.stringContaining(`is not authorized to perform: ${service}:`),
    $metadata: { httpStatusCode: status },
  });
});

test.each([
  { service: 'logs', name: 'ExpiredTokenException' },
  { service: 'elasticloadbalancing', name: 'ExpiredToken' },
  { service: 'ec2', name: 'RequestExpired' },
] as const)('$service tells in its own words that the token has expired: $name', async ({ service, name }) => {
  await given({ tokensExpireAtSeconds: 0 });
  await expect(clients[service]()).rejects.toMatchObject({ name });
});

test.each([
  { service: 'logs', name: 'ThrottlingException', status: 400 },
  { service: 'elasticloadbalancing', name: 'Throttling', status: 400 },
  { service: 'ec2', name: 'RequestLimitExceeded', status: 503 },
] as const)('$service throttles in its own words: $name', async ({ service, name, status }) => {
  await given({ faults: [{ operation: `${service}:*`, error: 'ThrottlingException' }] });
  await expect(clients[service]()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
});

test('calls take as long as the scenario says', async () => {
  await given({ latencySeconds: [0.2, 0.2] });
  const before = performance.now();
  await clients.logs();
  expect(performance.now() - before).toBeGreaterThanOrEqual(195);
});
