import { isList, isObject, type Json, type JsonObject } from '@fargate-actions/documents';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aContainer, anEc2TaskDefinition, aTaskDefinition, withContainer } from '../test/task-definitions.ts';
import type { DescribedTaskDefinition } from './aws-types.ts';
import { sameTaskDefinition, taskDefinitionDifferences } from './differences.ts';

/** A definition as DescribeTaskDefinition gives it back: what ECS fills in, in its own words and lists. */
function echo(definition: JsonObject): DescribedTaskDefinition {
  const { tags: _tags, ...registered } = definition;
  const networkMode = registered['networkMode'];
  const echoed = {
    volumes: [],
    placementConstraints: [],
    ...registered,
    containerDefinitions: objects(registered['containerDefinitions']).map((container) => ({
      cpu: 0,
      essential: true,
      environment: [],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
      ...container,
      portMappings: objects(container['portMappings']).map((mapping) => ({
        protocol: 'tcp',
        hostPort: networkMode === 'awsvpc' || networkMode === 'host' ? mapping['containerPort'] : 0,
        ...mapping,
      })),
      ...(isObject(container['healthCheck']) && {
        healthCheck: { interval: 30, timeout: 5, retries: 3, ...container['healthCheck'] },
      }),
    })),
    taskDefinitionArn: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/shop:7',
    revision: 7,
    status: 'ACTIVE',
    requiresAttributes: [{ name: 'ecs.capability.task-eni' }],
    compatibilities: ['EC2', 'FARGATE'],
    registeredAt: new Date(0),
    registeredBy: 'arn:aws:iam::123456789012:user/me',
  };
  return echoed as unknown as DescribedTaskDefinition;
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter(isObject) : [];
}

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const named = (fields: Record<string, fc.Arbitrary<string>>, max = 3) =>
  fc.uniqueArray(fc.record({ name, ...fields }), { selector: (item) => item.name, maxLength: max });

const container = fc.record({
  image: name,
  cpu: optional(fc.integer({ min: 1, max: 256 })),
  memory: optional(fc.integer({ min: 6, max: 512 })),
  essential: optional(fc.boolean()),
  command: optional(fc.array(name, { minLength: 1, maxLength: 3 })),
  environment: optional(named({ value: fc.string() })),
  secrets: optional(named({ valueFrom: name })),
  dockerLabels: optional(fc.dictionary(name, name, { maxKeys: 2 })),
  portMappings: optional(
    fc.uniqueArray(
      fc.record({
        containerPort: fc.integer({ min: 1, max: 65_535 }),
        protocol: optional(fc.constantFrom('tcp', 'udp')),
      }),
      { selector: ({ containerPort }) => containerPort, maxLength: 3 },
    ),
  ),
  dependsOn: optional(
    fc.uniqueArray(fc.record({ containerName: name, condition: fc.constantFrom('START', 'COMPLETE') }), {
      selector: ({ containerName }) => containerName,
      maxLength: 2,
    }),
  ),
  healthCheck: optional(
    fc.record({
      command: fc.constant(['CMD', 'true']),
      interval: optional(fc.constantFrom(10, 30)),
      startPeriod: optional(fc.constantFrom(0, 60)),
    }),
  ),
  stopTimeout: optional(fc.integer({ min: 2, max: 120 })),
  readonlyRootFilesystem: optional(fc.boolean()),
});

const definition = fc
  .record({
    networkMode: fc.constantFrom('awsvpc', 'bridge', 'host'),
    cpu: fc.constantFrom('256', '512', '1024'),
    taskRoleArn: optional(name),
    containers: fc.uniqueArray(fc.tuple(name, container), { selector: ([key]) => key, minLength: 1, maxLength: 3 }),
    requiresCompatibilities: fc.shuffledSubarray(['FARGATE', 'EC2'], { minLength: 1 }),
    runtimePlatform: optional(fc.record({ cpuArchitecture: fc.constantFrom('X86_64', 'ARM64') })),
  })
  .map(({ containers, ...task }) =>
    aTaskDefinition({ ...task, containerDefinitions: containers.map(([key, fields]) => ({ name: key, ...fields })) }),
  );

/** The same with lists shuffled whose order means nothing. */
function shuffled(value: Json, by: number): Json {
  const mixed = (items: readonly Json[]) =>
    items
      .map((item, index) => ({ item, key: (index * 7919 + by) % 101 }))
      .toSorted((one, other) => one.key - other.key)
      .map(({ item }) => item);
  if (isList(value)) {
    const items = value.map((item) => shuffled(item, by));
    // Lists of objects in this generator all go by names; of texts only requiresCompatibilities does.
    return items.every((item) => isObject(item)) ? mixed(items) : items;
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'requiresCompatibilities' && isList(item) ? mixed(item) : shuffled(item, by),
    ]),
  );
}

test("AWS's echo of a definition never differs from it, however shuffled, tagged or annotated", () =>
  fc.assert(
    fc.property(definition, fc.nat(), (wanted, seed) => {
      const other = shuffled(wanted, seed) as JsonObject;
      expect(taskDefinitionDifferences(echo(other), { ...wanted, tags: [{ key: 'run', value: '1' }] })).toEqual([]);
    }),
    { numRuns: 200 },
  ));

/** Every way to a single value, with the value changed. */
function edits(value: Json): readonly Json[] {
  if (isList(value)) return value.flatMap((item, index) => edits(item).map((edited) => value.with(index, edited)));
  if (!isObject(value)) {
    if (typeof value === 'number') return [value + 1];
    return [typeof value === 'boolean' ? !value : `${String(value)}x`];
  }
  return Object.entries(value).flatMap(([key, item]) => edits(item).map((edited) => ({ ...value, [key]: edited })));
}

test('any single edit differs', () =>
  fc.assert(
    fc.property(definition, (wanted) => {
      for (const edited of edits(wanted)) {
        const found = taskDefinitionDifferences(echo(wanted), edited as JsonObject);
        expect(found.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 40 },
  ));

interface Case {
  readonly name: string;
  readonly from: JsonObject;
  readonly to: JsonObject;
  readonly found: readonly object[];
}

const environment = (value: string) => withContainer({ environment: [{ name: 'MODE', value }] });

const cases: readonly Case[] = [
  {
    name: 'an image',
    from: withContainer({ image: 'a' }),
    to: withContainer({ image: 'b' }),
    found: [{ path: 'containerDefinitions[api].image', from: 'a', to: 'b' }],
  },
  {
    name: 'a variable',
    from: environment('a'),
    to: environment('b'),
    found: [{ path: 'containerDefinitions[api].environment[MODE].value', from: 'a', to: 'b' }],
  },
  {
    name: 'a variable added',
    from: withContainer({}),
    to: environment('a'),
    found: [{ path: 'containerDefinitions[api].environment[MODE]', from: undefined, to: { name: 'MODE', value: 'a' } }],
  },
  {
    name: 'a field taken away: its default comes back',
    from: withContainer({ healthCheck: { command: ['CMD', 'x'], interval: 10 } }),
    to: withContainer({ healthCheck: { command: ['CMD', 'x'] } }),
    found: [{ path: 'containerDefinitions[api].healthCheck.interval', from: 10, to: 30 }],
  },
  {
    name: 'a container that is not essential any more',
    from: withContainer({}),
    to: withContainer({ essential: false }),
    found: [{ path: 'containerDefinitions[api].essential', from: true, to: false }],
  },
  {
    name: 'the order of a command',
    from: withContainer({ command: ['a', 'b'] }),
    to: withContainer({ command: ['b', 'a'] }),
    found: [{ path: 'containerDefinitions[api].command' }],
  },
  {
    name: 'the log mode, whose default is a setting of the account',
    from: log({}),
    to: log({ mode: 'non-blocking' }),
    found: [{ path: 'containerDefinitions[api].logConfiguration.options.mode' }],
  },
  {
    name: 'the architecture',
    from: aTaskDefinition(),
    to: aTaskDefinition({ runtimePlatform: { cpuArchitecture: 'ARM64' } }),
    found: [{ path: 'runtimePlatform.cpuArchitecture', from: 'X86_64', to: 'ARM64' }],
  },
  {
    name: 'no architecture and the default one',
    from: aTaskDefinition(),
    to: aTaskDefinition({ runtimePlatform: { operatingSystemFamily: 'LINUX' } }),
    found: [],
  },
  {
    name: 'sizes with units',
    from: aTaskDefinition(),
    to: aTaskDefinition({ cpu: '.5 vCPU', memory: '1GB' }),
    found: [],
  },
  {
    name: 'containers in another order',
    from: aTaskDefinition({ containerDefinitions: [aContainer(), aContainer({ name: 'b' })] }),
    to: aTaskDefinition({ containerDefinitions: [aContainer({ name: 'b' }), aContainer()] }),
    found: [],
  },
  {
    name: 'empty texts, which ministack answers with',
    from: aTaskDefinition({
      taskRoleArn: '',
      pidMode: '',
      ipcMode: '',
      containerDefinitions: [aContainer({ user: '' })],
    }),
    to: aTaskDefinition(),
    found: [],
  },
  {
    name: 'an empty variable',
    from: environment(''),
    to: environment('a'),
    found: [{ path: 'containerDefinitions[api].environment[MODE].value', from: '', to: 'a' }],
  },
  {
    name: 'empty lists and maps',
    from: withContainer({}),
    to: withContainer({
      command: [],
      dockerLabels: {},
      linuxParameters: { initProcessEnabled: false, capabilities: {} },
    }),
    found: [],
  },
  {
    name: 'a volume',
    from: aTaskDefinition({ volumes: [{ name: 'data', host: {} }] }),
    to: aTaskDefinition({ volumes: [{ name: 'data' }] }),
    found: [],
  },
  {
    name: 'EC2 without a network mode',
    from: anEc2TaskDefinition({ networkMode: 'bridge' }),
    to: anEc2TaskDefinition(),
    found: [],
  },
  { name: 'capabilities in another order', from: caps(['A', 'B']), to: caps(['B', 'A']), found: [] },
  {
    name: 'a field of tomorrow',
    from: aTaskDefinition(),
    to: aTaskDefinition({ quantum: { spin: 1 } }),
    found: [{ path: 'quantum', from: undefined, to: { spin: 1 } }],
  },
  {
    name: 'a field of tomorrow that is registered as the file has it',
    from: aTaskDefinition({ quantum: { spin: 1 } }),
    to: aTaskDefinition({ quantum: { spin: 1 } }),
    found: [],
  },
  {
    name: 'a field of tomorrow that has changed',
    from: aTaskDefinition({ quantum: { spin: 1 } }),
    to: aTaskDefinition({ quantum: { spin: 2 } }),
    found: [{ path: 'quantum.spin', from: 1, to: 2 }],
  },
  {
    name: 'a field of tomorrow that is switched off',
    from: withContainer({ quantum: true }),
    to: withContainer({ quantum: false }),
    found: [{ path: 'containerDefinitions[api].quantum', from: true, to: false }],
  },
  {
    name: 'a field of tomorrow that AWS has filled in',
    from: aTaskDefinition({ quantum: { spin: 1 }, containerDefinitions: [aContainer({ entangled: 'yes' })] }),
    to: aTaskDefinition(),
    found: [],
  },
  {
    name: 'a field of tomorrow that says nothing',
    from: aTaskDefinition(),
    to: aTaskDefinition({ quantum: {}, entangled: false }),
    found: [],
  },
];

function log(options: Readonly<Record<string, string>>): JsonObject {
  return withContainer({ logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'a', ...options } } });
}
function caps(add: readonly string[]): JsonObject {
  return withContainer({ linuxParameters: { capabilities: { add } } });
}

test.each(cases)('differences: $name', ({ from, to, found }) => {
  const all = taskDefinitionDifferences(echo(from), to);
  expect(all).toHaveLength(found.length);
  expect(all).toMatchObject(found);
  expect(sameTaskDefinition(echo(from), to)).toBe(found.length === 0);
});
