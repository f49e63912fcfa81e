import { describe as group, expect, test } from '@jest/globals';
import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';

import { anAccount, register } from '../../../../test/world/an-account.ts';

const ROLE = 'arn:aws:iam::123456789012:role/execution';

const definition = (
  changes: Partial<RegisterTaskDefinitionCommandInput> = {},
  container: Partial<ContainerDefinition> = {},
) => ({
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: ROLE,
  containerDefinitions: [{ name: 'app', image: 'app:1', ...container }],
  ...changes,
});

const logs = (options: Record<string, string>): Partial<ContainerDefinition> => ({
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': 'g', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'p', ...options },
  },
});

const router = (options: Record<string, string>): Partial<ContainerDefinition> => ({
  firelensConfiguration: { type: 'fluentbit', options },
});

const WINDOWS: Partial<RegisterTaskDefinitionCommandInput> = {
  cpu: '1024',
  memory: '2048',
  runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
};

group('Fargate sizes', () => {
  test.each([
    ['256', '512'],
    ['256', '2048'],
    ['.25 vCPU', '0.5GB'],
    ['1 vCPU', '2 GB'],
    ['4096', '30720'],
    ['8192', '20480'],
    ['16384', '122880'],
    ['32768', '249856'],
  ])('takes %s with %s', (cpu, memory) => {
    expect(() => anAccount().call('ecs:RegisterTaskDefinition', definition({ cpu, memory }))).not.toThrow();
  });
  test.each([
    ['256', '4096'],
    ['512', '512'],
    ['300', '512'],
    ['4096', '4096'],
    ['8192', '17408'],
    ['32768', '65536'],
  ])('refuses %s with %s', (cpu, memory) => {
    expect(() => anAccount().call('ecs:RegisterTaskDefinition', definition({ cpu, memory }))).toThrow(
      'No Fargate configuration exists for given values.',
    );
  });
});

test.each([
  { name: 'family with a dot', input: definition({ family: 'a.b' }), message: 'Invalid family name' },
  {
    name: 'bridge network',
    input: definition({ networkMode: 'bridge' }),
    message: 'Fargate only supports network mode',
  },
  { name: 'no cpu', input: definition({ cpu: undefined }), message: "requires that 'cpu' be defined" },
  {
    name: 'no memory',
    input: definition({ memory: undefined }, { memory: 512 }),
    message: "requires that 'memory' be defined",
  },
  {
    name: 'no containers',
    input: definition({ containerDefinitions: [] }),
    message: 'Container list cannot be empty.',
  },
  { name: 'no image', input: definition({}, { image: '' }), message: 'Container.image should not be null or empty.' },
  { name: 'nothing essential', input: definition({}, { essential: false }), message: 'must be essential' },
  {
    name: 'the same name twice',
    input: definition({
      containerDefinitions: [
        { name: 'a', image: 'b' },
        { name: 'a', image: 'c' },
      ],
    }),
    message: 'must be unique',
  },
  {
    name: 'another host port',
    input: definition({}, { portMappings: [{ containerPort: 80, hostPort: 81 }] }),
    message: 'must match',
  },
  {
    name: 'an execution role that is a user',
    input: definition({ executionRoleArn: 'arn:aws:iam::123456789012:user/execution' }),
    message: 'Role is not valid',
  },
  {
    name: 'awslogs without prefix',
    input: definition({}, logs({ 'awslogs-stream-prefix': '' })),
    message: 'awslogs-stream-prefix',
  },
  {
    name: 'awslogs without region',
    input: definition({}, logs({ 'awslogs-region': '' })),
    message: 'Log driver awslogs requires options: awslogs-region',
  },
  {
    name: 'awslogs without role',
    input: definition({ executionRoleArn: undefined }, logs({})),
    message: 'execution role ARN to support log driver awslogs',
  },
  {
    name: 'ECR without role',
    input: definition(
      { executionRoleArn: undefined },
      { image: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/a:1' },
    ),
    message: 'execution role ARN to support ECR images',
  },
  {
    name: 'secrets without role',
    input: definition({ executionRoleArn: undefined }, { secrets: [{ name: 'A', valueFrom: 'b' }] }),
    message: "'executionRoleArn'",
  },
  {
    name: 'another log driver',
    input: definition({}, { logConfiguration: { logDriver: 'json-file' } }),
    message: 'does not support log driver json-file',
  },
  ...['false', 'True'].map((create) => ({
    name: `awslogs-create-group ${create}`,
    input: definition({}, logs({ 'awslogs-create-group': create })),
    message: "'awslogs-create-group' must be 'true'",
  })),
  {
    name: 'a log router with a file of S3',
    input: definition({}, router({ 'config-file-type': 's3', 'config-file-value': 'arn:aws:s3:::b/c' })),
    message: "config-file-type 's3'",
  },
  {
    name: 'a log router with a file of elsewhere',
    input: definition({}, router({ 'config-file-type': 'ssm', 'config-file-value': 'c' })),
    message: 'Invalid config-file-type',
  },
  {
    name: 'a log router with a file that is not named',
    input: definition({}, router({ 'config-file-type': 'file' })),
    message: 'need config-file-value',
  },
  {
    name: 'EFS on Windows',
    input: definition({ ...WINDOWS, volumes: [{ name: 'e', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }] }),
    message: 'EFS volumes for Windows',
  },
  {
    name: 'storage on Windows',
    input: definition({ ...WINDOWS, ephemeralStorage: { sizeInGiB: 30 } }),
    message: 'ephemeral storage for Windows',
  },
  {
    name: 'App Mesh on Windows',
    input: definition({ ...WINDOWS, proxyConfiguration: { containerName: 'app', type: 'APPMESH' } }),
    message: 'App Mesh for Windows',
  },
  {
    name: 'environment files on Windows',
    input: definition(WINDOWS, { environmentFiles: [{ value: 'arn:aws:s3:::b/c.env', type: 's3' }] }),
    message: 'environment files for Windows',
  },
  {
    name: 'FireLens on Windows',
    input: definition(WINDOWS, router({})),
    message: 'FireLens for Windows',
  },
  { name: 'privileged', input: definition({}, { privileged: true }), message: "'privileged'" },
  {
    name: 'storage of 20 GiB',
    input: definition({ ephemeralStorage: { sizeInGiB: 20 } }),
    message: 'between 21 and 200',
  },
  { name: 'stopTimeout 121', input: definition({}, { stopTimeout: 121 }), message: 'stopTimeout' },
  {
    name: 'health check of CMD alone',
    input: definition({}, { healthCheck: { command: ['CMD'] } }),
    message: 'is empty',
  },
  {
    name: 'health check interval 4',
    input: definition({}, { healthCheck: { command: ['CMD', 'a'], interval: 4 } }),
    message: 'between 5 and 300',
  },
  {
    name: 'a circle',
    input: definition({
      containerDefinitions: [
        { name: 'a', image: 'i', dependsOn: [{ containerName: 'b', condition: 'START' }] },
        { name: 'b', image: 'i', dependsOn: [{ containerName: 'a', condition: 'START' }] },
      ],
    }),
    message: 'circular',
  },
  {
    name: 'a secret named like a variable',
    input: definition({}, { environment: [{ name: 'A', value: '1' }], secrets: [{ name: 'A', valueFrom: 'x' }] }),
    message: 'must be unique and not shared',
  },
  { name: 'a read-only member', input: { ...definition(), revision: 3 }, message: 'Unknown member revision' },
  { name: 'more memory than the task has', input: definition({}, { memory: 1024 }), message: 'exceeds the memory' },
])('RegisterTaskDefinition refuses $name', ({ input, message }) => {
  const emulator = anAccount();
  expect(() => emulator.call('ecs:RegisterTaskDefinition', input)).toThrow(message);
  expect(emulator.world.taskDefinitions).toEqual({});
});

test('a definition for EC2 is not held to the rules of Fargate', () => {
  const emulator = anAccount();
  emulator.call('ecs:RegisterTaskDefinition', {
    family: 'ec2',
    containerDefinitions: [{ name: 'a', image: 'b', memory: 100, privileged: true }],
  });
  expect(emulator.call('ecs:DescribeTaskDefinition', { taskDefinition: 'ec2' })).toMatchObject({
    taskDefinition: { compatibilities: ['EC2'], networkMode: 'bridge', revision: 1 },
  });
});

test('revisions are numbered, listed by family and status, and gone from the newest when deregistered', () => {
  const emulator = anAccount();
  const arns = ['app:1', 'app:2', 'app:3'].map((image) => register(emulator, image));
  expect(arns[2]).toBe('arn:aws:ecs:eu-central-1:123456789012:task-definition/web:3');
  emulator.call('ecs:DeregisterTaskDefinition', { taskDefinition: 'web:3' });
  expect(emulator.call('ecs:DescribeTaskDefinition', { taskDefinition: 'web' })).toMatchObject({
    taskDefinition: { revision: 2 },
  });
  expect(emulator.call('ecs:DescribeTaskDefinition', { taskDefinition: 'web:3' })).toMatchObject({
    taskDefinition: { status: 'INACTIVE' },
  });
  expect(emulator.call('ecs:ListTaskDefinitions', { familyPrefix: 'web', sort: 'DESC' })).toEqual({
    taskDefinitionArns: [arns[1], arns[0]],
  });
  expect(emulator.call('ecs:ListTaskDefinitions', { status: 'INACTIVE' })).toEqual({ taskDefinitionArns: [arns[2]] });
  expect(() => emulator.call('ecs:DescribeTaskDefinition', { taskDefinition: 'none' })).toThrow(
    'Unable to describe task definition.',
  );
});

test('tags are kept, changed and shown where they are asked for', () => {
  const emulator = anAccount();
  emulator.call('ecs:RegisterTaskDefinition', { ...definition(), tags: [{ key: 'a', value: '1' }] });
  const resourceArn = 'arn:aws:ecs:eu-central-1:123456789012:task-definition/web:1';
  emulator.call('ecs:TagResource', { resourceArn, tags: [{ key: 'b', value: '2' }] });
  emulator.call('ecs:UntagResource', { resourceArn, tagKeys: ['a'] });
  expect(emulator.call('ecs:ListTagsForResource', { resourceArn })).toEqual({ tags: [{ key: 'b', value: '2' }] });
  expect(emulator.call('ecs:DescribeTaskDefinition', { taskDefinition: 'web', include: ['TAGS'] })).toMatchObject({
    tags: [{ key: 'b', value: '2' }],
  });
});
