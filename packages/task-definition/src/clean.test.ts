import { Diagnostics, type Json, type JsonObject } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { aContainer, aFile, aTaskDefinition, rulesOf, withContainer } from '../test/task-definitions.ts';
import { cleanTaskDefinition } from './clean.ts';

function cleaned(
  content: string | JsonObject,
  dropsEmptyArguments = false,
): {
  readonly value: Json | undefined;
  readonly found: readonly string[];
} {
  const diagnostics = new Diagnostics();
  const document = cleanTaskDefinition(aFile(content), diagnostics, { dropsEmptyArguments });
  return { value: document?.value, found: rulesOf(diagnostics) };
}

interface Case {
  readonly name: string;
  readonly from: JsonObject;
  readonly to: JsonObject;
  readonly found?: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'the answer of describe-task-definition',
    from: {
      taskDefinition: {
        ...aTaskDefinition(),
        taskDefinitionArn: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/shop:7',
        revision: 7,
        status: 'ACTIVE',
        requiresAttributes: [{ name: 'com.amazonaws.ecs.capability.task-eni' }],
        compatibilities: ['EC2', 'FARGATE'],
        registeredAt: '2026-01-01T00:00:00Z',
        registeredBy: 'arn:aws:iam::123456789012:user/me',
        deregisteredAt: null,
      },
      tags: [{ key: 'team', value: 'shop' }],
    },
    to: aTaskDefinition({ tags: [{ key: 'team', value: 'shop' }] }),
  },
  {
    name: 'read-only keys without a wrapper',
    from: aTaskDefinition({ revision: 7, status: 'ACTIVE' }),
    to: aTaskDefinition(),
  },
  {
    name: "AWS's own tags",
    from: aTaskDefinition({
      tags: [
        { key: 'aws:cloudformation:stack-name', value: 'x' },
        { key: 'team', value: 'shop' },
      ],
    }),
    to: aTaskDefinition({ tags: [{ key: 'team', value: 'shop' }] }),
    found: ['notice task-definition/aws-tag'],
  },
  {
    name: 'nulls',
    from: withContainer({
      healthCheck: null,
      cpu: null,
      logConfiguration: { logDriver: 'awslogs', secretOptions: null },
    }),
    to: withContainer({ logConfiguration: { logDriver: 'awslogs' } }),
  },
  {
    name: 'empty texts and what they leave empty',
    from: aTaskDefinition({
      taskRoleArn: '',
      runtimePlatform: { cpuArchitecture: '' },
      ipcMode: '',
      volumes: [{ name: '', host: {} }],
    }),
    to: aTaskDefinition(),
  },
  {
    name: 'empty texts that mean something',
    from: withContainer({
      environment: [{ name: 'EMPTY', value: '' }],
      command: ['echo', ''],
      entryPoint: [''],
      dockerLabels: { flag: '' },
    }),
    to: withContainer({
      environment: [{ name: 'EMPTY', value: '' }],
      command: ['echo', ''],
      entryPoint: [''],
      dockerLabels: { flag: '' },
    }),
  },
  ...(['command', 'dnsServers', 'links'] as const).map((key) => ({
    name: `a list of nothing but empty texts: ${key}`,
    from: withContainer({ [key]: ['', ''] }),
    to: withContainer({}),
  })),
  {
    name: 'a health check of an empty command',
    from: withContainer({ healthCheck: { command: [''] } }),
    to: withContainer({}),
  },
  {
    name: 'empty options of awslogs, and of another driver, which may mean something',
    from: withContainer({
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-create-group': '', tag: '' } },
    }),
    to: withContainer({ logConfiguration: { logDriver: 'awslogs', options: { tag: '' } } }),
  },
  {
    name: 'properties of a proxy without a name',
    from: aTaskDefinition({
      proxyConfiguration: {
        type: 'APPMESH',
        containerName: 'api',
        properties: [
          { name: '', value: '' },
          { name: '', value: 'x' },
          { value: 'y' },
          { name: 'AppPorts', value: '' },
        ],
      },
    }),
    to: aTaskDefinition({
      proxyConfiguration: { type: 'APPMESH', containerName: 'api', properties: [{ name: 'AppPorts', value: '' }] },
    }),
    found: ['notice task-definition/nameless-property', 'notice task-definition/nameless-property'],
  },
  ...['True', 'TRUE', ' true'].map((written) => ({
    name: `a log group to create: ${JSON.stringify(written)}`,
    from: withContainer({ logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-create-group': written } } }),
    to: withContainer({ logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-create-group': 'true' } } }),
  })),
  {
    name: 'a variable without a name and value',
    from: withContainer({ environment: [{ name: '', value: '' }] }),
    to: withContainer({}),
  },
  {
    name: 'a variable whose value is left open',
    from: withContainer({ environment: [{ name: 'DEBUG', value: null }] }),
    to: withContainer({ environment: [{ name: 'DEBUG', value: '' }] }),
    found: ['notice task-definition/empty-value'],
  },
  {
    name: 'a null in a command',
    from: withContainer({ command: ['a', null, 'b'] }),
    to: withContainer({ command: ['a', 'b'] }),
  },
  {
    name: 'empty lists',
    from: withContainer({ command: [], environment: [] }),
    to: withContainer({ command: [], environment: [] }),
  },
  {
    name: 'comments, at every level',
    from: aTaskDefinition({
      _comment: 'the shop',
      '//': 'a note',
      $schema: 'https://example.com/schema.json',
      'x-defaults': { a: 1 },
      containerDefinitions: [
        aContainer({
          _comment1: 'x',
          environment: [{ _comment: 'y' }, { name: 'A', value: '1', _comment: 'z' }],
          dockerLabels: { _comment: 'q', a: 'b' },
        }),
      ],
    }),
    to: withContainer({ environment: [{ name: 'A', value: '1' }], dockerLabels: { a: 'b' } }),
  },
  { name: 'sizes as numbers', from: aTaskDefinition({ cpu: 512, memory: 1024 }), to: aTaskDefinition() },
  { name: 'sizes with units', from: aTaskDefinition({ cpu: '.5 vcpu', memory: '1GB' }), to: aTaskDefinition() },
  { name: 'sizes with other units', from: aTaskDefinition({ cpu: '0.5 vCPU', memory: '1 gb' }), to: aTaskDefinition() },
  { name: 'a size in MiB', from: aTaskDefinition({ memory: '1024 MiB' }), to: aTaskDefinition() },
  {
    name: 'half a GB',
    from: aTaskDefinition({ cpu: '.25 vcpu', memory: '.5 gb' }),
    to: aTaskDefinition({ cpu: '256', memory: '512' }),
  },
  { name: 'no size', from: aTaskDefinition({ cpu: 'much' }), to: aTaskDefinition({ cpu: 'much' }) },
  {
    name: 'numbers and booleans in quotes',
    from: withContainer({ portMappings: [{ containerPort: '80' }], essential: 'True', cpu: ' 10 ', memory: '128' }),
    to: withContainer({ portMappings: [{ containerPort: 80 }], essential: true, cpu: 10, memory: 128 }),
  },
  {
    name: 'whole numbers without quotes',
    from: withContainer({ command: ['serve', '-w', 4] }),
    to: withContainer({ command: ['serve', '-w', '4'] }),
  },
  {
    name: 'booleans and fractions without quotes, whose writing is lost',
    from: withContainer({
      environment: [
        { name: 'DEBUG', value: true },
        { name: 'VERSION', value: 1.5 },
      ],
      dockerLabels: { on: false },
    }),
    to: withContainer({
      environment: [
        { name: 'DEBUG', value: 'true' },
        { name: 'VERSION', value: '1.5' },
      ],
      dockerLabels: { on: 'false' },
    }),
    found: ['notice task-definition/unquoted', 'notice task-definition/unquoted', 'notice task-definition/unquoted'],
  },
  {
    name: 'words in other letters',
    from: aTaskDefinition({
      requiresCompatibilities: ['Fargate'],
      containerDefinitions: [aContainer({ portMappings: [{ containerPort: 80, protocol: 'TCP' }] })],
    }),
    to: aTaskDefinition({
      containerDefinitions: [aContainer({ portMappings: [{ containerPort: 80, protocol: 'tcp' }] })],
    }),
    found: ['notice task-definition/case', 'notice task-definition/case'],
  },
  {
    name: 'wrong types, left for validation',
    from: withContainer({ command: 'celery', portMappings: { containerPort: 80 } }),
    to: withContainer({ command: 'celery', portMappings: { containerPort: 80 } }),
  },
  {
    name: 'fields of tomorrow, untouched',
    from: aTaskDefinition({ quantum: { spin: [null, '', 1] } }),
    to: aTaskDefinition({ quantum: { spin: [null, '', 1] } }),
  },
];

test.each(cases)('cleans $name', ({ from, to, found = [] }) => {
  expect(cleaned(from)).toEqual({ value: to, found });
});

test('a drop-in drops an empty entry point, as the official action', () => {
  expect(cleaned(withContainer({ entryPoint: [''] }), true)).toEqual({ value: withContainer({}), found: [] });
});

test.each([
  {
    name: 'a drop-in, as the official action',
    dropsEmptyArguments: true,
    command: ['app', 'x'],
    found: ['notice task-definition/empty-argument'],
  },
  { name: 'a stack keeps them', dropsEmptyArguments: false, command: ['app', '', 'x'], found: [] },
])('empty arguments among others: $name', ({ dropsEmptyArguments, command, found }) => {
  expect(cleaned(withContainer({ command: ['app', '', 'x'] }), dropsEmptyArguments)).toEqual({
    value: withContainer({ command }),
    found,
  });
});

describe('what is no task definition is called by its name', () => {
  test.each([
    { name: 'a list of containers', content: '[{"name": "api", "image": "nginx"}]', rule: 'bare-containers' },
    { name: 'a template', content: 'AWSTemplateFormatVersion: "2010-09-09"\nResources: {}', rule: 'cloudformation' },
    {
      name: 'a resource of a template',
      content: 'Type: AWS::ECS::TaskDefinition\nProperties:\n  ContainerDefinitions: []',
      rule: 'cloudformation',
    },
    {
      name: 'a definition in capitals',
      content: '{"Family": "shop", "ContainerDefinitions": []}',
      rule: 'cloudformation',
    },
    { name: 'a compose file', content: 'services:\n  api:\n    image: nginx', rule: 'compose' },
    { name: 'a Kubernetes manifest', content: 'apiVersion: apps/v1\nkind: Deployment', rule: 'kubernetes' },
    { name: 'a service definition', content: 'serviceName: shop\ndesiredCount: 2', rule: 'service-definition' },
    {
      name: 'the skeleton of the CLI',
      content:
        '{"family": "", "networkMode": "bridge", "containerDefinitions": [{"name": "", "image": "", "cpu": 0}], "cpu": ""}',
      rule: 'skeleton',
    },
  ])('$name', ({ content, rule }) => {
    expect(cleaned(content)).toEqual({ value: undefined, found: [`error task-definition/${rule}`] });
  });
});

test('what moves to another place in a list keeps its position in the file', () => {
  const document = cleanTaskDefinition(
    aFile('family: shop\ncontainerDefinitions:\n  - null\n  - name: api\n    command: [a, ~, b]\n'),
    new Diagnostics(),
  );
  expect(document?.at(['containerDefinitions', 0, 'name'])).toEqual({
    file: 'task-definition.yml',
    line: 4,
    column: 11,
  });
  expect(document?.at(['containerDefinitions', 0, 'command', 1])).toEqual({
    file: 'task-definition.yml',
    line: 5,
    column: 21,
  });
});

test('what stood in a wrapper keeps its position in the file', () => {
  const document = cleanTaskDefinition(
    aFile('taskDefinition:\n  family: shop\n  containerDefinitions: [{ name: api }]\ntags:\n  - key: team\n'),
    new Diagnostics(),
  );
  expect(document?.at(['family'])?.line).toBe(2);
  expect(document?.at(['tags', 0, 'key'])).toEqual({ file: 'task-definition.yml', line: 5, column: 10 });
});

test('a definition that holds nothing still stands in its file', () => {
  const document = cleanTaskDefinition(aFile('\n{ cpu: null }\n'), new Diagnostics());
  expect(document?.at(['family'])).toEqual({ file: 'task-definition.yml', line: 2, column: 1 });
});
