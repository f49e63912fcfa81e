import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeTargetGroupsCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, test } from '@jest/globals';

import type { ScenarioChange } from '../world/scenario.ts';
import { anEmulatorOverHttp } from '../../test/http/started-emulator.ts';

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

describe('an answer that is not from AWS', () => {
  const fetched = (signal?: AbortSignal) =>
    fetch(started.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'Logs_20140328.DescribeLogGroups', 'content-type': 'application/x-amz-json-1.1' },
      body: '{}',
      ...(signal && { signal }),
    });

  test.each([
    { answer: 'html', httpStatus: 502, body: expect.stringContaining('<html>') },
    { answer: 'html', body: expect.stringContaining('<html>') },
    { answer: 'empty', body: '{}' },
    { answer: 'null', body: 'null' },
    { answer: 'list', body: '[]' },
    { answer: 'error-body', body: expect.stringContaining('"__type":"ServerException"') },
    { answer: 'same-page', body: expect.stringContaining('"nextToken":"the-same-page-again"') },
    // fetch unpacks it.
    { answer: 'gzip', body: '{"logGroups":[]}' },
  ] as const)('$answer', async ({ body, ...fault }) => {
    await given({ faults: [{ operation: 'DescribeLogGroups', ...fault }] });
    const response = await fetched();
    expect([response.status, await response.text()]).toEqual(['httpStatus' in fault ? fault.httpStatus : 200, body]);
  });

  /** Whether something is still not there after a turn of the machine's other end. */
  const isStillUnderWay = async (work: Promise<unknown>) =>
    (await Promise.race([work, started.control('GET', 'time').then(() => 'under way')])) === 'under way';

  test('hang: nothing comes', async () => {
    await given({ faults: [{ operation: 'DescribeLogGroups', answer: 'hang', times: 1 }] });
    const end = new AbortController();
    const hanging = fetched(end.signal).catch(() => 'given up');
    expect(await groups()).toBe(0);
    expect(await isStillUnderWay(hanging)).toBe(true);
    end.abort();
    expect(await hanging).toBe('given up');
  });

  test('half: the body breaks off', async () => {
    await given({ faults: [{ operation: 'DescribeLogGroups', answer: 'half', times: 1 }] });
    const response = await fetched();
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? '').toString()).toBe('{"logGro');
    expect(await isStillUnderWay(Promise.resolve(reader?.read()))).toBe(true);
    await reader?.cancel();
  });

  test('slow: a request that is stuck arrives later', async () => {
    await given({ faults: [{ operation: 'CreateLogGroup', answer: 'slow', seconds: 0.2, times: 1 }] });
    await logs().send(new CreateLogGroupCommand({ logGroupName: '/ecs/x' }));
    expect(statuses()).toEqual([['CreateLogGroup', 200]]);
    expect(started.emulator.requests[0]?.at).toBeGreaterThanOrEqual(0.2);
  });
});
