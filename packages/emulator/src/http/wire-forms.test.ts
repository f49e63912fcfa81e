import { gzipSync } from 'node:zlib';

import { AwsSmithyRpcV2CborProtocol, AwsSmithyRpcV2JsonProtocol } from '@aws-sdk/core/protocols';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeEach, describe, expect, test } from '@jest/globals';

import { anEmulatorOverHttp } from '../../test/http/started-emulator.ts';

const started = anEmulatorOverHttp();
beforeEach(() => started.control('POST', 'reset'));

/** Sends a request as no SDK would. */
async function send(headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>, path = '/') {
  const answer = await fetch(`${started.endpoint}${path}`, { method: 'POST', headers, body });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const json = (target: string, body: string) =>
  send({ 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' }, body);

const registration = 'AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition';

describe('AWS JSON', () => {
  test.each([
    {
      name: 'a number for a text',
      body: '{"family": "a", "cpu": 512}',
      says: 'NUMBER_VALUE can not be converted to a String',
    },
    {
      name: 'a text for a boolean',
      body: '{"enableFaultInjection": "yes"}',
      says: 'STRING_VALUE can not be converted to a Boolean',
    },
    {
      name: 'a text for a number',
      body: '{"containerDefinitions": [{"memory": "512"}]}',
      says: 'STRING_VALUE can not be converted to a Number',
    },
    {
      name: 'an object for a list',
      body: '{"containerDefinitions": {}}',
      says: 'Start of structure or map found where not expected.',
    },
    { name: 'a list for an object', body: '{"runtimePlatform": []}', says: 'Start of list found where not expected.' },
    { name: 'no JSON', body: '{"family": ', says: 'The request body is no JSON.' },
  ])('$name is refused, and listed as it came', async ({ body, says }) => {
    const answer = await json(registration, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-amzn-errortype')).toBe('SerializationException');
    expect(JSON.parse(answer.text)).toEqual({ __type: 'SerializationException', message: says });
    expect(started.emulator.requests).toMatchObject([
      { service: 'ecs', operation: 'RegisterTaskDefinition', status: 400, error: 'SerializationException' },
    ]);
  });

  test('nulls are nothing, and unknown members are let through but listed', async () => {
    const body = { logGroupName: '/ecs/x', kmsKeyId: null, nope: 1 };
    expect(await json('Logs_20140328.CreateLogGroup', JSON.stringify(body))).toMatchObject({ status: 200, text: '' });
    expect(started.emulator.world.logGroups).toMatchObject([{ name: '/ecs/x' }]);
    expect(started.emulator.requests).toMatchObject([{ body }]);
  });

  test('times are seconds since the epoch', async () => {
    const answer = await json('secretsmanager.DescribeSecret', '{"SecretId": "amply/database-url"}');
    const createdAt = started.emulator.world.startAt / 1000;
    expect(JSON.parse(answer.text)).toMatchObject({ CreatedDate: createdAt });
  });

  test('a compressed request is unpacked', async () => {
    const headers = {
      'x-amz-target': 'Logs_20140328.CreateLogGroup',
      'content-type': 'application/x-amz-json-1.1',
      'content-encoding': 'gzip',
    };
    expect(await send(headers, new Uint8Array(gzipSync('{"logGroupName": "/ecs/x"}')))).toMatchObject({ status: 200 });
    expect(started.emulator.world.logGroups).toHaveLength(1);
  });

  test('version 1.0 is answered in version 1.0', async () => {
    const headers = { 'x-amz-target': 'AmazonSSM.DescribeParameters', 'content-type': 'application/x-amz-json-1.0' };
    expect((await send(headers, '{}')).headers.get('content-type')).toBe('application/x-amz-json-1.0');
  });

  test('an operation that the service does not have is unknown', async () => {
    const answer = await json('Logs_20140328.CreateLogGroups', '{}');
    expect(JSON.parse(answer.text)).toMatchObject({ __type: 'UnknownOperationException' });
  });
});

describe('AWS Query', () => {
  const query = (form: Record<string, string>) =>
    send({ 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }, new URLSearchParams(form).toString());

  test('an answer has its result and its request id', async () => {
    const { text } = await query({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
    expect(text).toContain('<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">');
    expect(text).toContain('<GetCallerIdentityResult>');
    expect(text).toMatch(/<ResponseMetadata><RequestId>[0-9a-f-]{36}<\/RequestId><\/ResponseMetadata>/);
  });

  test("an error has the service's code", async () => {
    const { status, text } = await query({
      Action: 'DescribeTargetGroups',
      Version: '2015-12-01',
      'Names.member.1': '<&>',
    });
    expect(status).toBe(400);
    expect(text).toContain('<Type>Sender</Type><Code>TargetGroupNotFound</Code>');
  });

  test('a list has the order of its numbers, whatever the order of the parameters', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `group-${String(i)}`);
    const members = names.map((name, i) => [`Names.member.${String(i + 1)}`, name] as const).reverse();
    await query({ ...Object.fromEntries(members), Action: 'DescribeTargetGroups', Version: '2015-12-01' });
    expect(started.emulator.requests).toMatchObject([{ body: { Names: names } }]);
  });

  test('a text for a number is refused', async () => {
    const answer = await query({ Action: 'DescribeTargetGroups', Version: '2015-12-01', PageSize: 'many' });
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('&#34;many&#34; is not a number') });
  });

  test('an action that the service does not have is invalid', async () => {
    const { text } = await query({ Action: 'GetNothing', Version: '2010-05-08' });
    expect(text).toContain('<Code>InvalidAction</Code>');
  });

  test('EC2 has its own form of errors', async () => {
    const { text } = await query({ Action: 'DescribeSubnets', Version: '2016-11-15', 'SubnetId.1': 'subnet-0' });
    expect(text).toContain('<Response><Errors><Error><Code>InvalidSubnetID.NotFound</Code>');
    expect(text).toMatch(/<RequestID>[0-9a-f-]{36}<\/RequestID>/);
  });
});

describe.each([
  { name: 'CBOR', protocol: AwsSmithyRpcV2CborProtocol },
  { name: 'JSON', protocol: AwsSmithyRpcV2JsonProtocol },
])('RPC v2 with $name', ({ protocol }) => {
  const client = () => ({ ...started.client, protocol });

  test('goes there and back, times and errors included', async () => {
    const logs = new CloudWatchLogsClient(client());
    await logs.send(new CreateLogGroupCommand({ logGroupName: '/ecs/x' }));
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ limit: 5 }));
    expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/ecs/x']);
    const secret = await new SecretsManagerClient(client()).send(
      new DescribeSecretCommand({ SecretId: 'amply/database-url' }),
    );
    expect(secret.CreatedDate).toEqual(new Date(started.emulator.world.startAt));
    await expect(
      logs.send(new GetLogEventsCommand({ logGroupName: '/nope', logStreamName: 'x' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(started.emulator.requests.map(({ body }) => body)).toContainEqual({ limit: 5 });
  });
});

test.each([
  {
    operation: 'GetDashboard',
    input: { DashboardName: 'nope' },
    name: 'DashboardNotFoundError',
    code: 'ResourceNotFound',
  },
  { operation: 'PutMetricAlarm', input: {}, name: 'ValidationException', code: 'ValidationError' },
])('CloudWatch tells $name by the code that it had in Query as well', async ({ operation, input, name, code }) => {
  const answer = await json(`GraniteServiceVersion20100801.${operation}`, JSON.stringify(input));
  expect(JSON.parse(answer.text)).toMatchObject({ __type: name });
  expect(answer.headers.get('x-amzn-query-error')).toBe(`${code};Sender`);
});

test.each(['rpc-v2-cbor', 'rpc-v2-json'])('%s is answered in its own form', async (form) => {
  const path = '/service/AmazonSSM/operation/DescribeParameters';
  const { status, headers } = await send({ 'smithy-protocol': form }, '', path);
  expect([status, headers.get('smithy-protocol')]).toEqual([200, form]);
});

test('what no AWS client sends is not found', async () => {
  expect(await send({}, 'hello')).toMatchObject({ status: 404 });
  expect(await json('Nope_2020.Do', '{}')).toMatchObject({ status: 404 });
  expect(started.emulator.requests).toEqual([]);
});
