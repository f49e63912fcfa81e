import { expect, test } from '@jest/globals';
import * as core from '@actions/core';
import {
  boolean,
  defineInputs,
  integer,
  json,
  keyValues,
  lines,
  minutes,
  names,
  oneOf,
  path,
  refused,
  stackInputs,
  text,
  type Input,
  type InputsOf,
} from '../index.ts';
import { readInputs } from './inputs.ts';

/** What an input makes of a text, or what it says is wrong with it. */
function read(input: Input<unknown>, given?: string): unknown {
  const { values, diagnostics } = readInputs(defineInputs({ someInput: input }), { 'INPUT_SOME-INPUT': given });
  return values ? values['someInput'] : diagnostics.map(({ rule, message, hint }) => [rule, message, hint].join(' | '));
}

test.each<{ name: string; input: Input<unknown>; given?: string; expected: unknown }>([
  { name: 'text, trimmed', input: text(), given: ' x ', expected: 'x' },
  { name: 'text over several lines', input: text(), given: 'a\n b', expected: 'a\n b' },
  { name: 'a path', input: path(), given: 'deploy/stack.yml', expected: 'deploy/stack.yml' },
  { name: 'a word', input: oneOf(['apply', 'suspend']), given: 'suspend', expected: 'suspend' },
  { name: 'true', input: boolean(), given: 'True', expected: true },
  { name: 'false', input: boolean(), given: ' FALSE ', expected: false },
  { name: 'a whole number', input: integer(), given: '-3', expected: -3 },
  { name: 'the least', input: integer({ min: 1, max: 3 }), given: '1', expected: 1 },
  { name: 'the most', input: integer({ min: 1, max: 3 }), given: '3', expected: 3 },
  { name: 'minutes', input: minutes({ max: 360 }), given: '0.5', expected: 0.5 },
  { name: 'lines', input: lines(), given: 'a, b\n\n  c\r\nd', expected: ['a, b', 'c', 'd'] },
  {
    name: 'lines in quotes, as docker/build-push-action takes them',
    input: lines(),
    given: `"VERSION=1.2"\n'A=b c'\n"TWO=a\nb"\nD="e",f`,
    expected: ['VERSION=1.2', 'A=b c', 'TWO=a\nb', 'D="e",f'],
  },
  { name: 'names in quotes', input: names(), given: `"v1,v2"\n'v3'\n"v4"`, expected: ['v1', 'v2', 'v3', 'v4'] },
  { name: 'names', input: names(), given: ' api, worker\nbeat,,', expected: ['api', 'worker', 'beat'] },
  { name: 'key values as they are', input: keyValues(), given: 'A=b = c \n\nB=', expected: 'A=b = c \n\nB=' },
  { name: 'JSON', input: json(), given: '{"a": [1]}', expected: { a: [1] } },
  { name: 'absence of an optional one', input: text().optional(), expected: undefined },
  { name: 'emptiness as absence', input: text().optional(), given: ' \n ', expected: undefined },
  { name: 'a default', input: integer().default(30), given: '', expected: 30 },
  { name: 'a value over its default', input: integer().default(30), given: '0', expected: 0 },
  { name: 'a refused one that is off', input: refused('x', 'y', ['false']), given: 'false', expected: undefined },
  { name: 'a refused one that is absent', input: refused('x', 'y'), expected: undefined },
])('reads $name', ({ input, given, expected }) => {
  expect(read(input, given)).toEqual(expected);
});

test.each([
  {
    name: 'a missing required one',
    input: text(),
    given: '',
    expected: 'inputs/required | The input `some-input` is required, and is not given. | Add it under `with:`.',
  },
  {
    name: 'a missing required one, said so',
    input: boolean().required(),
    given: '  ',
    expected: 'inputs/required | The input `some-input` is required, and is not given. | Add it under `with:`.',
  },
  {
    name: 'a word that is nearly one',
    input: oneOf(['apply', 'suspend', 'resume']).default('apply'),
    given: 'suspended',
    expected:
      'inputs/unknown-value | The input `some-input` is "suspended"; it takes `apply`, `suspend` or `resume`. | Did you mean `suspend`?',
  },
  {
    name: 'a word that is nothing like one',
    input: oneOf(['a', 'b']),
    given: 'nothing',
    expected: 'inputs/unknown-value | The input `some-input` is "nothing"; it takes `a` or `b`. | ',
  },
  {
    name: 'yes',
    input: boolean(),
    given: 'yes',
    expected: 'inputs/boolean | The input `some-input` is "yes"; it takes `true` or `false`. | ',
  },
  {
    name: 'a number with a unit',
    input: integer({ min: 1, max: 10 }),
    given: '5m',
    expected: 'inputs/number | The input `some-input` is "5m"; it takes a whole number from 1 to 10. | ',
  },
  {
    name: 'too little',
    input: integer({ min: 1 }),
    given: '0',
    expected: 'inputs/number | The input `some-input` is "0"; it takes a whole number, 1 or more. | ',
  },
  {
    name: 'too much',
    input: minutes({ max: 360 }),
    given: '361',
    expected: 'inputs/number | The input `some-input` is "361"; it takes a number of minutes from 0 to 360. | ',
  },
  {
    name: 'a part of a whole number',
    input: integer({ max: 3 }),
    given: '1.5',
    expected: 'inputs/number | The input `some-input` is "1.5"; it takes a whole number, 3 or less. | ',
  },
  {
    name: 'two paths',
    input: path(),
    given: 'a.yml\nb.yml',
    expected: 'inputs/path | The input `some-input` is several lines, not one path. | Give one path.',
  },
  {
    name: 'bad JSON',
    input: json(),
    given: '{a}',
    expected: 'inputs/json | The input `some-input` is not valid JSON. | Check its quotes, commas and brackets.',
  },
  {
    name: 'a feature that is not there',
    input: refused('CodeDeploy', 'Use a rolling deployment.'),
    given: 'appspec.yaml',
    expected:
      'inputs/not-available | The input `some-input` is set, but CodeDeploy is not available yet. | Use a rolling deployment.',
  },
  {
    name: 'a secret, without showing it',
    input: integer().secret(),
    given: 'hunter2',
    expected: 'inputs/number | The input `some-input` is not what it takes. | ',
  },
])('refuses $name', ({ input, given, expected }) => {
  expect(read(input, given)).toEqual([expected]);
});

test.each(['true', 'True', 'TRUE', 'false', 'False', 'FALSE', 'yes', 'on', '1', '0', 'tRUE', 'no', 't', ' true '])(
  'the boolean %j is what the official actions make of it',
  (given) => {
    process.env['INPUT_SOME-INPUT'] = given;
    let official: unknown;
    try {
      official = core.getBooleanInput('some-input');
    } catch {
      official = [expect.stringMatching('inputs/boolean')];
    } finally {
      delete process.env['INPUT_SOME-INPUT'];
    }
    expect(read(boolean(), given)).toEqual(official);
  },
);

test('all that is wrong is said at once', () => {
  const inputs = defineInputs({ ...stackInputs, mode: oneOf(['a', 'b']).default('a'), cluster: text() });
  const { values, diagnostics } = readInputs(inputs, { INPUT_MODE: 'c', 'INPUT_DRY-RUN': 'maybe' });
  expect(values).toBeUndefined();
  expect(diagnostics.map(({ rule }) => rule)).toEqual(['inputs/boolean', 'inputs/unknown-value', 'inputs/required']);
});

test('values have the keys and types of the code', () => {
  const inputs = defineInputs({
    ...stackInputs,
    mode: oneOf(['apply', 'suspend']).default('apply'),
    waitForMinutes: minutes().default(30),
    githubToken: text().secret().optional(),
    publicIp: text().named('run-task-assign-public-IP').optional(),
  });
  const { values, secrets } = readInputs(inputs, {
    'INPUT_AWS-REGION': 'eu-central-1',
    'INPUT_GITHUB-TOKEN': 'ghs_hunter2',
    'INPUT_RUN-TASK-ASSIGN-PUBLIC-IP': 'ENABLED',
  });
  // A type that is not inferred exactly so fails here, in the type check.
  const exact: Required<NonNullable<typeof values>> extends Expected ? typeof values : never = values;
  expect(exact).toEqual({
    stack: undefined,
    environment: undefined,
    variables: undefined,
    services: undefined,
    awsRegion: 'eu-central-1',
    dryRun: false,
    mode: 'apply',
    waitForMinutes: 30,
    githubToken: 'ghs_hunter2',
    publicIp: 'ENABLED',
  } satisfies InputsOf<typeof inputs>);
  expect(secrets).toEqual(['ghs_hunter2']);
});

interface Expected {
  readonly stack: string | undefined;
  readonly environment: string | undefined;
  readonly variables: string | undefined;
  readonly services: readonly string[] | undefined;
  readonly awsRegion: string | undefined;
  readonly dryRun: boolean;
  readonly mode: 'apply' | 'suspend';
  readonly waitForMinutes: number;
  readonly githubToken: string | undefined;
  readonly publicIp: string | undefined;
}
