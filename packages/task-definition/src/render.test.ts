import { Diagnostics, valueAt, type JsonObject } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { aContainer, aFile, aTaskDefinition, rulesOf, withContainer } from '../test/task-definitions.ts';
import { parseOverrides, type RenderInputs } from './overrides.ts';
import { renderTaskDefinition } from './render.ts';
import { stableBytes } from './stable-bytes.ts';
import { validateTaskDefinition } from './validate.ts';

function rendered(definition: JsonObject, inputs: RenderInputs) {
  const diagnostics = new Diagnostics();
  const overrides = parseOverrides(inputs, diagnostics);
  const document = renderTaskDefinition(aFile(definition), overrides, diagnostics);
  return { document, value: document.value, found: rulesOf(diagnostics), all: diagnostics.all };
}

interface Case {
  readonly name: string;
  readonly inputs: RenderInputs;
  readonly from?: Readonly<Record<string, unknown>>;
  readonly to: Readonly<Record<string, unknown>>;
  readonly found?: readonly string[];
}

const container: readonly Case[] = [
  { name: 'image', inputs: { image: ' shop:2 ' }, to: { image: 'shop:2' } },
  {
    name: 'image where there is none',
    inputs: { image: 'shop:2' },
    from: { image: undefined },
    to: { image: 'shop:2' },
  },
  {
    name: 'environment-variables: set, replaced in place, emptied',
    inputs: { 'environment-variables': 'B=two=2\nC=\nD=new' },
    from: {
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
        { name: 'C', value: '3' },
      ],
    },
    to: {
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: 'two=2' },
        { name: 'C', value: '' },
        { name: 'D', value: 'new' },
      ],
    },
  },
  {
    name: 'environment-variables: of several lines',
    inputs: { 'environment-variables': 'PEM<<E\na\nb\nE' },
    to: { environment: [{ name: 'PEM', value: 'a\nb' }] },
  },
  {
    name: 'environment-variables: removed',
    inputs: { 'environment-variables': '!A' },
    from: {
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    },
    to: { environment: [{ name: 'B', value: '2' }] },
  },
  {
    name: 'environment-variables: removed though not there',
    inputs: { 'environment-variables': '!Z' },
    from: { environment: [{ name: 'A', value: '1' }] },
    to: { environment: [{ name: 'A', value: '1' }] },
    found: ['notice render/nothing-to-remove'],
  },
  {
    name: 'environment-variables: there twice, replaced once and for all',
    inputs: { 'environment-variables': 'A=3' },
    from: {
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
        { name: 'A', value: '2' },
      ],
    },
    to: {
      environment: [
        { name: 'A', value: '3' },
        { name: 'B', value: '2' },
      ],
    },
  },
  {
    name: 'environment-variables: what was a secret',
    inputs: { 'environment-variables': 'A=1' },
    from: {
      secrets: [
        { name: 'A', valueFrom: '/a' },
        { name: 'B', valueFrom: '/b' },
      ],
    },
    to: { environment: [{ name: 'A', value: '1' }], secrets: [{ name: 'B', valueFrom: '/b' }] },
    found: ['notice render/variable-and-secret'],
  },
  {
    name: 'secrets: set, replaced, removed',
    inputs: { secrets: 'A=/new\n!B\nC=arn:aws:secretsmanager:...:c:key::' },
    from: {
      secrets: [
        { name: 'A', valueFrom: '/a' },
        { name: 'B', valueFrom: '/b' },
      ],
    },
    to: {
      secrets: [
        { name: 'A', valueFrom: '/new' },
        { name: 'C', valueFrom: 'arn:aws:secretsmanager:...:c:key::' },
      ],
    },
  },
  {
    name: 'secrets: what was a plain variable',
    inputs: { secrets: 'A=/a' },
    from: { environment: [{ name: 'A', value: 'x' }] },
    to: { environment: [], secrets: [{ name: 'A', valueFrom: '/a' }] },
    found: ['notice render/variable-and-secret'],
  },
  {
    name: 'env-files: replace those that are there',
    inputs: { 'env-files': 'arn:aws:s3:::b/1.env\narn:aws:s3:::b/2.env' },
    from: { environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::b/0.env' }] },
    to: {
      environmentFiles: [
        { type: 's3', value: 'arn:aws:s3:::b/1.env' },
        { type: 's3', value: 'arn:aws:s3:::b/2.env' },
      ],
    },
  },
  {
    name: 'command with quotes',
    inputs: { command: 'sh -c "a b"' },
    from: { command: ['x'] },
    to: { command: ['sh', '-c', 'a b'] },
  },
  { name: 'command as JSON', inputs: { command: '["a b", "c"]' }, to: { command: ['a b', 'c'] } },
  {
    name: 'log-configuration-log-driver',
    inputs: { 'log-configuration-log-driver': 'awslogs' },
    to: { logConfiguration: { logDriver: 'awslogs' } },
  },
  {
    name: 'log-configuration-options',
    inputs: { 'log-configuration-options': 'awslogs-group=/a=b\n!mode\nx=1' },
    from: { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/a', mode: 'blocking' } } },
    to: { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/a=b', x: '1' } } },
  },
  {
    name: 'docker-labels',
    inputs: { 'docker-labels': 'traefik.rule=Host=a.b\n!old' },
    from: { dockerLabels: { old: '1', kept: '2' } },
    to: { dockerLabels: { kept: '2', 'traefik.rule': 'Host=a.b' } },
  },
  {
    name: 'a label that is not there',
    inputs: { 'docker-labels': '!old' },
    to: {},
    found: ['notice render/nothing-to-remove'],
  },
  {
    name: 'empty inputs',
    inputs: { image: '', command: ' ', 'environment-variables': '\n' },
    from: { command: ['a'] },
    to: { command: ['a'] },
  },
  {
    name: 'malformed lines, which change nothing',
    inputs: { 'environment-variables': 'A', command: '"' },
    to: {},
    found: ['error inputs/lines', 'error inputs/command'],
  },
];

test.each(container)('container: $name', ({ inputs, from, to, found = [] }) => {
  const result = rendered(withContainer(from ?? {}), inputs);
  expect(result.found).toEqual(found);
  expect(result.value).toEqual(withContainer({ ...from, ...to }));
});

const task: readonly Case[] = [
  { name: 'family', inputs: { family: 'shop-staging' }, to: { family: 'shop-staging' } },
  { name: 'cpu and memory', inputs: { cpu: '1024', memory: '2048' }, to: { cpu: '1024', memory: '2048' } },
  { name: 'cpu and memory with units', inputs: { cpu: '1 vCPU', memory: '2 GB' }, to: { cpu: '1024', memory: '2048' } },
  {
    name: 'task-role-arn',
    inputs: { 'task-role-arn': 'arn:aws-iso-f:iam::123456789012:role/shop' },
    to: { taskRoleArn: 'arn:aws-iso-f:iam::123456789012:role/shop' },
  },
  { name: 'execution-role-arn', inputs: { 'execution-role-arn': 'other' }, to: { executionRoleArn: 'other' } },
  {
    name: 'tags',
    inputs: { tags: 'team=shop=1\n!old\nempty=' },
    from: {
      tags: [
        { key: 'old', value: '1' },
        { key: 'team', value: 'x' },
      ],
    },
    to: {
      tags: [
        { key: 'team', value: 'shop=1' },
        { key: 'empty', value: '' },
      ],
    },
  },
];

test.each(task)('task: $name', ({ inputs, from, to }) => {
  const result = rendered(aTaskDefinition(from), inputs);
  expect(result).toMatchObject({ value: aTaskDefinition({ ...from, ...to }), found: [] });
});

describe('container-name', () => {
  const three = aTaskDefinition({
    containerDefinitions: [aContainer({ name: 'web' }), aContainer({ name: 'beat' }), aContainer({ name: 'proxy' })],
  });
  const images = (inputs: RenderInputs) => {
    const { value, found } = rendered(three, inputs);
    return { images: [0, 1, 2].map((index) => valueAt(value, ['containerDefinitions', index, 'image'])), found };
  };
  const OLD = 'nginx:1.27';

  test.each([
    { name: 'one', inputs: { 'container-name': 'beat', image: 'new' }, expected: [OLD, 'new', OLD] },
    {
      name: 'several, with blanks',
      inputs: { 'container-name': 'web, beat', image: 'new' },
      expected: ['new', 'new', OLD],
    },
    { name: 'none, and nothing for a container', inputs: { family: 'x' }, expected: [OLD, OLD, OLD] },
  ])('$name', ({ inputs, expected }) => {
    expect(images(inputs)).toEqual({ images: expected, found: [] });
  });

  test('none for a definition of several', () => {
    const { all } = rendered(three, { image: 'new' });
    expect(all).toMatchObject([
      { rule: 'render/container-name', severity: 'error', hint: 'Name one or several of: web, beat, proxy.' },
    ]);
  });

  test('of a container that is not there', () => {
    const { all } = rendered(three, { 'container-name': 'web,baet', image: 'new' });
    expect(all).toMatchObject([{ rule: 'render/container-name', severity: 'error', hint: 'Did you mean beat?' }]);
    expect(all[0]?.at?.line).toBeGreaterThan(1);
  });
});

test('renders can be chained', () => {
  const first = rendered(withContainer({}), { image: 'shop:2', 'environment-variables': 'A=1' });
  const again = rendered(JSON.parse(stableBytes(first.value as JsonObject)) as JsonObject, {
    'environment-variables': 'B=2',
  });
  expect(again.value).toEqual(
    withContainer({
      image: 'shop:2',
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    }),
  );
});

test('a fault in what the run sets is not shown at the text that it replaced', () => {
  const { document } = rendered(withContainer({ image: 'old' }), { image: 'Not An Image' });
  const diagnostics = new Diagnostics();
  validateTaskDefinition(document, { mode: 'fargate' }, diagnostics);
  expect(diagnostics.all).toMatchObject([
    { rule: 'task-definition/image', at: document.at(['containerDefinitions', 0]) },
  ]);
});

test('the rest of an edited list keeps its positions', () => {
  const original = aFile(
    withContainer({
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    }),
  );
  const diagnostics = new Diagnostics();
  const edited = renderTaskDefinition(original, { environment: [{ kind: 'remove', name: 'A' }] }, diagnostics);
  const environment = ['containerDefinitions', 0, 'environment'];
  expect(edited.at(environment)).toEqual(original.at(environment));
  expect(edited.at([...environment, 0, 'value'])).toEqual(original.at([...environment, 1, 'value']));
});
