import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { ECRClient, UploadLayerPartCommand } from '@aws-sdk/client-ecr';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, test } from '@jest/globals';
import { systemClock } from './clock.ts';
import type { Operation } from './operations.ts';
import { wholeExchange } from './exchange.ts';
import { sdkWire } from './sdk-wire.ts';
import { anHttpAws, sendJson } from '../test/http-aws.ts';
import { unknownMembers } from './unknown-members.ts';

const aws = anHttpAws();

const wire = () => sdkWire({ region: 'eu-central-1', product: ['fargate-actions', 'test'], clock: systemClock });

/** Calls with an input, or an answer, that the SDK's types of today do not have. */
async function call(operation: Operation, input: object): Promise<unknown> {
  const { $metadata: _, ...output } = (await wire().call(operation, input)) as { $metadata?: unknown };
  return output;
}

/** What AWS answers at least to whatever is sent here. */
const ANSWER = { service: {}, services: [], serviceDeployments: [], taskDefinition: {} };

/** What was sent, as JSON. */
function sent(): unknown {
  return JSON.parse(aws.asked.at(-1)?.body ?? '');
}

describe('what is sent', () => {
  test.each<{ name: string; operation: Operation; input: object; sends?: object }>([
    {
      name: 'at the top level',
      operation: 'ecs:UpdateService',
      input: { service: 'api', warpSpeed: 9 },
    },
    {
      name: 'with all kinds of JSON in it',
      operation: 'ecs:UpdateService',
      input: {
        service: 'api',
        tomorrow: { list: [1, 'zwei', false, { deep: [] }], text: 'Füße 🦶 "quoted"\n', none: {} },
      },
    },
    {
      name: 'in a structure',
      operation: 'ecs:CreateService',
      input: { serviceName: 'api', deploymentConfiguration: { maximumPercent: 200, minimumWarpPercent: 9 } },
    },
    {
      name: 'in a container, next to a list and a map',
      operation: 'ecs:RegisterTaskDefinition',
      input: {
        family: 'api',
        containerDefinitions: [
          { name: 'api', image: 'nginx', command: ['a', 'b'], dockerLabels: { one: '1' }, gpuSlices: 2 },
        ],
      },
    },
    {
      name: 'in items of a list of a list item',
      operation: 'ecs:RegisterTaskDefinition',
      input: {
        family: 'api',
        containerDefinitions: [
          { name: 'log', image: 'fluent' },
          { name: 'api', image: 'nginx', portMappings: [{ containerPort: 80 }, { containerPort: 81, quic: true }] },
        ],
      },
    },
    {
      name: 'alone in a structure of which the SDK knows no member here',
      operation: 'ecs:RegisterTaskDefinition',
      input: { family: 'api', containerDefinitions: [{ name: 'api', linuxParameters: { seccomp: 'strict' } }] },
    },
    {
      name: 'in an item behind empty ones, which the SDK leaves out',
      operation: 'ecs:CreateService',
      input: { serviceName: 'api', loadBalancers: [null, { containerName: 'api', weight: 3 }] },
      sends: { serviceName: 'api', loadBalancers: [{ containerName: 'api', weight: 3 }] },
    },
    {
      name: 'named like a property that every object has',
      operation: 'ecs:UpdateService',
      input: JSON.parse('{"service":"api","toString":"a","__proto__":{"b":1}}') as object,
      sends: JSON.parse('{"service":"api","toString":"a","__proto__":{"b":1}}') as object,
    },
    {
      name: 'but nothing where there is null or undefined',
      operation: 'ecs:UpdateService',
      input: { service: 'api', tomorrow: null, later: undefined, desiredCount: null },
      sends: { service: 'api' },
    },
  ])('an unknown member survives $name', async ({ operation, input, sends = input }) => {
    aws.answerJson(ANSWER);
    await call(operation, input);
    expect(JSON.stringify(sorted(sent()))).toBe(JSON.stringify(sorted(sends)));
    const { headers, body } = aws.asked[0] ?? {};
    expect(headers?.['content-length']).toBe(String(Buffer.byteLength(body ?? '')));
  });

  test('a request without anything unknown is the SDK’s, byte for byte', async () => {
    const input = { cluster: 'c', services: ['a', 'ü'], include: ['TAGS' as const] };
    aws.answerJson(ANSWER);
    await call('ecs:DescribeServices', input);
    await new ECSClient({ region: 'eu-central-1' }).send(new DescribeServicesCommand(input));
    expect(aws.asked[0]?.body).toBe(aws.asked[1]?.body);
  });

  test('dates stay seconds since the epoch', async () => {
    aws.answerJson(ANSWER);
    await call('ecs:ListServiceDeployments', {
      service: 'api',
      createdAt: { after: new Date('2026-01-01T00:00:00.500Z') },
      tomorrow: 1,
    });
    expect(sent()).toEqual({ service: 'api', createdAt: { after: 1767225600.5 }, tomorrow: 1 });
  });

  test('bytes stay base64', async () => {
    aws.answerJson(ANSWER);
    const client = new ECRClient({ region: 'eu-central-1' });
    client.middlewareStack.use(unknownMembers);
    const input = { repositoryName: 'r', uploadId: 'u', partFirstByte: 0, partLastByte: 2, tomorrow: true };
    await client.send(new UploadLayerPartCommand({ ...input, layerPartBlob: new Uint8Array([1, 2, 255]) }));
    expect(sent()).toEqual({ ...input, layerPartBlob: 'AQL/' });
  });

  test('the signature is of the body that is sent', async () => {
    aws.answerJson(ANSWER);
    const client = new ECSClient({ region: 'eu-central-1' });
    client.middlewareStack.use(unknownMembers);
    const input = { service: 'api', tomorrow: 1 };
    let signed: unknown;
    client.middlewareStack.add(
      (next) => async (args) => {
        const { headers, body } = args.request as { headers: Record<string, string>; body: Uint8Array };
        signed = { isSigned: 'authorization' in headers, body: Buffer.from(body).toString() };
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low', name: 'spy' },
    );
    await client.send(new UpdateServiceCommand(input));
    expect(signed).toEqual({ isSigned: true, body: aws.asked[0]?.body });
  });

  test('a service that speaks Query is left alone', async () => {
    aws.answer((_asked, response) => {
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(
        '<GetRoleResponse><GetRoleResult><Role><RoleName>r</RoleName><Arn>arn</Arn></Role></GetRoleResult></GetRoleResponse>',
      );
    });
    const output = await call('iam:GetRole', { RoleName: 'r', Tomorrow: 1 });
    expect(output).toEqual({ Role: { RoleName: 'r', Arn: 'arn' } });
    expect(aws.asked[0]?.body).toBe('Action=GetRole&Version=2010-05-08&RoleName=r');
  });
});

describe('what is answered', () => {
  test.each<{ name: string; answer: object }>([
    { name: 'at the top level', answer: { services: [], tomorrow: { a: [1] } } },
    { name: 'in a list item', answer: { services: [{ serviceName: 'a' }, { serviceName: 'b', warpSpeed: 9 }] } },
    {
      name: 'in a structure of a list item, alone',
      answer: { services: [{ deploymentConfiguration: { minimumWarpPercent: 9 } }] },
    },
    { name: 'with text beyond ASCII', answer: { services: [{ tomorrow: 'Füße 🦶' }] } },
  ])('an unknown member survives $name', async ({ answer }) => {
    aws.answerJson(answer);
    await expect(call('ecs:DescribeServices', {})).resolves.toEqual(answer);
  });

  test('a container of a task definition keeps what is unknown, and what is known', async () => {
    const taskDefinition = {
      family: 'api',
      containerDefinitions: [{ name: 'api', cpu: 0, dockerLabels: { a: 'b' }, portMappings: [{ quic: true }] }],
    };
    aws.answerJson({ taskDefinition });
    await expect(call('ecs:DescribeTaskDefinition', { taskDefinition: 'api' })).resolves.toEqual({ taskDefinition });
  });

  test('what is known is what the SDK makes of it: dates are dates, and null is absent', async () => {
    aws.answerJson({
      services: [{ createdAt: 1767225600.5, tomorrow: 1767225600.5, taskDefinition: null, later: null }],
    });
    await expect(call('ecs:DescribeServices', {})).resolves.toEqual({
      services: [{ createdAt: new Date('2026-01-01T00:00:00.500Z'), tomorrow: 1767225600.5 }],
    });
  });

  test('bytes stay bytes', async () => {
    aws.answerJson({ Name: 's', SecretBinary: 'AQL/', Tomorrow: 'AQL/' });
    const client = new SecretsManagerClient({ region: 'eu-central-1' });
    Object.assign(client.config, { requestHandler: wholeExchange(client.config.requestHandler, systemClock, 15) });
    client.middlewareStack.use(unknownMembers);
    const output = await client.send(new GetSecretValueCommand({ SecretId: 's' }));
    expect(output.SecretBinary).toEqual(new Uint8Array([1, 2, 255]));
    expect(output).toMatchObject({ Tomorrow: 'AQL/' });
  });

  test('an empty answer is empty', async () => {
    aws.answer((_asked, response) => response.end());
    await expect(call('logs:CreateLogGroup', { logGroupName: 'g' })).resolves.toEqual({});
  });

  test('an error is the SDK’s, with its members', async () => {
    aws.answerJson({ __type: 'ClientException', message: 'no', tomorrow: 1 }, 400);
    await expect(call('ecs:UpdateService', { service: 'api' })).rejects.toMatchObject({
      name: 'ClientException',
      message: 'no',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('an answer that breaks off is asked for again, where the call may be repeated', async () => {
    aws.answer((_asked, response) => {
      if (aws.asked.length > 1) {
        sendJson(response, { services: [{ serviceName: 'api', tomorrow: 1 }] });
        return;
      }
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': '1000' });
      response.write('{"services":[');
      // Sent for good before the connection goes, so that the answer has begun.
      setImmediate(() => response.destroy());
    });
    await expect(call('ecs:DescribeServices', {})).resolves.toEqual({
      services: [{ serviceName: 'api', tomorrow: 1 }],
    });
    expect(aws.asked).toHaveLength(2);
  });
});

/** The value with its members in the order of their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  // As entries: `__proto__` is a member here.
  return Object.entries(value)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, item]) => [name, sorted(item)]);
}
