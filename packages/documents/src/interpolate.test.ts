import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  Diagnostics,
  Document,
  interpolate,
  isList,
  isObject,
  parseDocument,
  parseVariables,
  type Json,
} from './index.ts';

const variables = new Map([
  ['REGION', 'eu-central-1'],
  ['CPU', '256'],
  ['EMPTY', ''],
  ['DOLLARS', '${REGION}'],
]);

function interpolated(text: string): { value: string; found: string[] } {
  const diagnostics = new Diagnostics();
  const document = new Document({ text }, new Map());
  const { value } = interpolate(document, variables, diagnostics);
  const replaced = isObject(value) && typeof value['text'] === 'string' ? value['text'] : '';
  return { value: replaced, found: diagnostics.all.map(({ rule, message }) => `${rule}: ${message}`) };
}

describe('interpolation', () => {
  test.each([
    { name: 'a variable', text: '${REGION}', value: 'eu-central-1' },
    { name: 'several in a text', text: 'a-${CPU}/${REGION}.b', value: 'a-256/eu-central-1.b' },
    { name: 'a default that is not needed', text: '${CPU:-512}', value: '256' },
    { name: 'a default for an unset one', text: '${NOPE:-512}', value: '512' },
    { name: 'a default for an empty one', text: '${EMPTY:-512}', value: '512' },
    { name: 'an empty default', text: 'a${NOPE:-}b', value: 'ab' },
    { name: 'an empty variable', text: 'a${EMPTY}b', value: 'ab' },
    { name: 'a variable in a default', text: '${NOPE:-x-${REGION}-${NO:-y}}!', value: 'x-eu-central-1-y!' },
    { name: 'a default of several lines', text: '${NOPE:-a\nb}', value: 'a\nb' },
    { name: 'a default with signs', text: '${NOPE:-a:?b:-c}', value: 'a:?b:-c' },
    { name: 'a message that is not needed', text: '${CPU:?say it}', value: '256' },
    { name: 'a value is not replaced again', text: '${DOLLARS}', value: '${REGION}' },
    { name: 'an escape', text: '$${REGION}', value: '${REGION}' },
    { name: 'an escape among variables', text: '${CPU}$${CPU}${CPU}', value: '256${CPU}256' },
    { name: 'an escape in a default', text: '${NOPE:-$${x}}', value: '${x}' },
    { name: 'dollars and braces alone', text: '$CPU {CPU} $ $$ }', value: '$CPU {CPU} $ $$ }' },
    { name: 'braces of templates', text: '{{CPU}}', value: '{{CPU}}' },
  ])('$name', ({ text, value }) => {
    expect(interpolated(text)).toEqual({ value, found: [] });
  });

  test.each([
    { name: 'unset', text: 'a${NOPE}b', found: ['files/unset-variable: The variable NOPE is not set.'] },
    {
      name: 'each of two',
      text: '${A1}${B1}',
      found: ['files/unset-variable: The variable A1 is not set.', 'files/unset-variable: The variable B1 is not set.'],
    },
    {
      name: 'unset, with its message',
      text: '${DB:?name the database}',
      found: ['files/unset-variable: The variable DB is not set: name the database.'],
    },
    {
      name: 'empty, with its message',
      text: '${EMPTY:?fill it}',
      found: ['files/unset-variable: The variable EMPTY is empty: fill it.'],
    },
    {
      name: 'in a default',
      text: '${NOPE:-${OTHER}}',
      found: ['files/unset-variable: The variable OTHER is not set.'],
    },
    { name: 'no name', text: '${1A}', found: ['files/variable-syntax: Invalid variable reference.'] },
    {
      name: 'another language',
      text: '${aws:region}',
      found: ['files/variable-syntax: Invalid variable reference.'],
    },
    { name: 'no end', text: 'x${REGION', found: ['files/variable-syntax: This ${ has no } after it.'] },
  ])('$name is an error, and the text stays', ({ text, found }) => {
    const seen = interpolated(text);
    expect(seen.found).toEqual(found);
    expect(seen.value).toBe(text.replace('${NOPE:-${OTHER}}', '${OTHER}'));
  });

  test('every error stands at its value and suggests the name that was meant', () => {
    const diagnostics = new Diagnostics();
    const document = parseDocument('a:\n  - ${REGON}\nb: ok\nc: ${CPUS}', 'f.yml', diagnostics);
    interpolate(document ?? new Document(null, new Map()), variables, diagnostics);
    expect(diagnostics.all).toMatchObject([
      { at: { file: 'f.yml', line: 2, column: 5 }, hint: expect.stringContaining('Did you mean REGION?') },
      { at: { file: 'f.yml', line: 4, column: 4 }, hint: expect.stringContaining('Did you mean CPU?') },
    ]);
  });

  test('what is for somebody else to replace stays, wherever it stands', () => {
    const diagnostics = new Diagnostics();
    const document = new Document({ label: '${LABEL} ${CPU} $${x}', other: '${NOPE:-${LABEL}}' }, new Map());
    const isAnothers = (written: string, path: readonly (string | number)[]) =>
      written === '${LABEL}' && path[0] === 'label';
    const { value } = interpolate(document, variables, diagnostics, isAnothers);
    expect(value).toEqual({ label: '${LABEL} 256 ${x}', other: '${LABEL}' });
    expect(diagnostics.all.map(({ message }) => message)).toEqual(['The variable LABEL is not set.']);
  });

  test('the process environment is not looked at', () => {
    expect(interpolated('${PATH}').found).toHaveLength(1);
  });

  test('numbers, booleans, null and places stay, and replaced numbers are text', () => {
    const document = parseDocument('a: 1\nb: true\nc: null\nd: ${CPU}', 'f', new Diagnostics());
    const result = interpolate(document ?? new Document(null, new Map()), variables, new Diagnostics());
    expect(result.value).toEqual({ a: 1, b: true, c: null, d: '256' });
    expect(result.at(['d'])).toMatchObject({ line: 4, column: 4 });
  });

  test('whatever the values, keys and shape stay', () => {
    const text = fc
      .array(fc.constantFrom('${CPU}', '$${', '${', '}', '$', 'a', '${X:-', '${Y:?'))
      .map((all) => all.join(''));
    const tree = fc.letrec<{ node: Json }>((tie) => ({
      node: fc.oneof({ maxDepth: 3 }, text, fc.dictionary(text, tie('node')), fc.array(tie('node'))),
    })).node;
    fc.assert(
      fc.property(tree, (value) => {
        const result = interpolate(new Document(value, new Map()), variables, new Diagnostics());
        expect(shapeOf(result.value)).toEqual(shapeOf(value));
      }),
    );
  });
});

/** A value with nothing in the place of its texts. */
function shapeOf(value: Json): Json {
  if (isList(value)) return value.map(shapeOf);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
    : null;
}

describe('the variables input', () => {
  test.each<{ name: string; text: string; expected: Record<string, string> }>([
    { name: 'lines', text: 'A=1\nB=2', expected: { A: '1', B: '2' } },
    { name: 'CRLF', text: 'A=1\r\nB=2\r\n', expected: { A: '1', B: '2' } },
    { name: 'comments and blank lines', text: '# a=b\n\n  \n  # c\nA=1', expected: { A: '1' } },
    { name: 'every = after the first', text: 'A=b=c==', expected: { A: 'b=c==' } },
    { name: 'blanks, quotes and # in a value', text: 'A= "x" # y ', expected: { A: ' "x" # y ' } },
    { name: 'an empty value', text: 'A=', expected: { A: '' } },
    { name: 'blanks around the name', text: '  A =1', expected: { A: '1' } },
    { name: 'export', text: 'export A=1', expected: { A: '1' } },
    { name: 'a variable called export', text: 'export=1', expected: { export: '1' } },
    { name: 'the last of two', text: 'A=1\nA=2', expected: { A: '2' } },
    { name: 'nothing', text: '', expected: {} },
  ])('$name', ({ text, expected }) => {
    const diagnostics = new Diagnostics();
    expect(Object.fromEntries(parseVariables(text, diagnostics))).toEqual(expected);
    expect(diagnostics.all).toEqual([]);
  });

  test('every bad line is an error with its number, without its text', () => {
    const diagnostics = new Diagnostics();
    const read = parseVariables('A=1\nhunter2\n1B=hunter2\n=hunter2\nC D=hunter2\nE=5', diagnostics);
    expect(Object.fromEntries(read)).toEqual({ A: '1', E: '5' });
    expect(diagnostics.all.map(({ message }) => /^Line (\d+) of the input `variables`/.exec(message)?.[1])).toEqual([
      '2',
      '3',
      '4',
      '5',
    ]);
    expect(JSON.stringify(diagnostics.all)).not.toContain('hunter2');
  });
});
