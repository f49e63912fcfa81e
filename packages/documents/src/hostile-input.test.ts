import { describe, expect, test } from '@jest/globals';
import { Diagnostics, interpolate, parseDocument, parseVariables, type Document } from './index.ts';
import { Document as Parsed } from './document.ts';
import { FILE_SHAPES, VARIABLE_SHAPES, type HostileShape } from '../test/hostile-shapes.ts';

const KIBIBYTE = 1024;
/** Of a reader whose time grows with the square of the text, nobody would see the end of this. */
const NEVER = 256 * KIBIBYTE;
const AT_MOST_MS = 60_000;

function read(text: string): { document: Document | undefined; found: Diagnostics } {
  const found = new Diagnostics();
  return { document: parseDocument(new TextEncoder().encode(text), 'a.yml', found), found };
}

function replaced({ text }: HostileShape, bytes: number): Diagnostics {
  const found = new Diagnostics();
  const variables = new Map([
    ['A', 'a'],
    ['B', ''],
  ]);
  interpolate(new Parsed({ value: text(bytes) }, new Map()), variables, found);
  return found;
}

/** Every reader says at most so much of one file. */
const MOST_SAID = 25;

describe('a file of nothing but one thing is read, or refused in words', () => {
  test.each(FILE_SHAPES.map((shape) => [shape.name, shape] as const))('%s', (_, shape) => {
    const { document, found } = read(shape.text(20 * KIBIBYTE));
    expect(found.all.length).toBeLessThanOrEqual(MOST_SAID);
    expect(document !== undefined || found.hasErrors).toBe(true);
  });

  test.each(FILE_SHAPES.filter(({ wasSlow }) => wasSlow).map((shape) => [shape.name, shape] as const))(
    '%s, a lot of it',
    (_, shape) => {
      const { found } = read(shape.text(NEVER));
      expect(found.all.length).toBeLessThanOrEqual(MOST_SAID);
    },
    AT_MOST_MS,
  );

  test.each(VARIABLE_SHAPES.map((shape) => [shape.name, shape] as const))(
    'in variables: %s',
    (_, shape) => {
      expect(replaced(shape, NEVER).all.length).toBeLessThanOrEqual(MOST_SAID);
    },
    AT_MOST_MS,
  );
});

test('defaults stand in each other as deep as a person writes them', () => {
  const nested = (depth: number) => ({ name: '', text: () => `${'${B:-'.repeat(depth)}x${'}'.repeat(depth)}` });
  expect(replaced(nested(20), 0).all).toEqual([]);
  expect(replaced(nested(5000), 0).all).toMatchObject([
    { rule: 'files/variable-syntax', message: 'More than 20 defaults stand in each other here.' },
  ]);
});

describe('a file of more than 1 MiB is refused before anything is made of it', () => {
  test.each([
    ['YAML', 'a: 1\n'.repeat(2 ** 20 / 5)],
    ['one text', `a: ${'b'.repeat(20 * 2 ** 20)}`],
    ['zeroes', '\0'.repeat(2 ** 21)],
  ])('%s', (_, text) => {
    const { document, found } = read(`${text}# end\n`);
    expect(document).toBeUndefined();
    expect(found.all).toMatchObject([
      {
        rule: 'files/too-large',
        message: expect.stringMatching(/^This file has \d+\.\d MiB; at most 1 MiB is read\.$/),
        at: { file: 'a.yml', line: 1 },
      },
    ]);
  });

  test('and one of 1 MiB is not', () => {
    expect(read(`a: ${'b'.repeat(2 ** 20 - 3)}`).found.all).toEqual([]);
  });
});

/** Files as nobody means them: each is an error with its place, or a value, and never anything thrown. */
describe('hostile input is refused in words', () => {
  test.each([
    ...[
      '',
      ' ',
      '\0',
      '\ufeff',
      '\ufeff\ufeff',
      '\u2028',
      '\r',
      '---',
      '...',
      '--- ---',
      '%YAML 9.9\n---\na: 1',
      '%TAG ! !\n',
    ],
    ...[
      '{',
      '}',
      '[',
      ']',
      '[}',
      '{]',
      '{{',
      '}}',
      '{{}}',
      '{{{',
      '[[[]',
      '{"a"',
      '{"a":',
      '{"a":}',
      '{,}',
      '[,]',
      '{"a" "b"}',
    ],
    ...[
      '"',
      "'",
      '`',
      '"\\',
      '"\\u',
      '"\\u12',
      '"\\ud800"',
      '["\\x"]',
      '"a": "b" "c"',
      "a: 'b' 'c'",
      'a: "',
      "a: '",
      'a: |',
      'a: >9',
    ],
    ...[
      'a: b: c',
      'a:b',
      '- a: b\n c',
      'a:\n\tb',
      '\t',
      'a: &',
      'a: *',
      'a: &x *x',
      '*a',
      '&a',
      'a: !!binary x',
      '!!python/object:x y',
    ],
    ...[
      'a: !Ref b',
      '? a',
      '? [a]\n: b',
      '? {a: b}\n: c',
      '<<: *a',
      '<<: a',
      'a: {<<: [1]}',
      '[a: b, c]',
      '{a, b}',
      'a: [b\nc: d',
    ],
    ...[
      '__proto__: 1',
      '{"__proto__": {"a": 1}}',
      'constructor: {prototype: {a: 1}}',
      'toString: 1',
      '- __proto__',
      'a: {__proto__: b}',
    ],
    ...[
      'a: .inf',
      'a: .nan',
      'a: 1e999',
      'a: 0x1',
      'a: 0o7',
      'a: 1_000',
      'a: 123456789012345678901234567890',
      '[1e400]',
      '[-]',
      '[01]',
    ],
    ...[
      'a: ${',
      'a: ${}',
      'a: ${A',
      'a: ${A:-',
      'a: ${A:-${',
      'a: $${A}',
      'a: ${a b}',
      'a: ${A:?}',
      'a: ${__proto__}',
      'a: ${A:}',
    ],
    ...[
      '<<<<<<< a\n=======\n>>>>>>> b',
      '<<<<<<<',
      '=======',
      '>>>>>>>',
      '||||||| a',
      'local a = 1; {}',
      'import "x"',
      '{% if a %}',
    ],
    ...[
      '{{- range . }}',
      '{# a #}',
      '<?xml version="1.0"?>',
      '<html>',
      '#!/bin/sh\nexit',
      'PK\u0003\u0004',
      'a\0b',
      '\u001b[31ma: b',
      'a: \u202eb',
    ],
    ...[
      'a: ::error::x',
      '"::stop-commands::x": y',
      'a: "\\n::set-output name=x::y"',
      '- ##[error]x',
      'a: <script>',
      'a: [x](javascript:y)',
    ],
    ...[
      'a: \ud800',
      'a: \udc00',
      '\ud83d',
      'a: b #c',
      'a: b# c',
      'a: "#"',
      '// a',
      '/* a',
      '/* a */',
      '{/**/}',
      '{a://b}',
      '{"a"://b\n1}',
    ],
    ...[
      'null',
      'true',
      '1',
      '"a"',
      '~',
      '[]',
      '{}',
      'a',
      'a\nb',
      'a:',
      '- ',
      '-',
      '? ',
      ': ',
      ', ',
      '@a',
      '%a',
      '`a`',
      '!a',
      '&a a',
      '|',
      '>',
    ],
  ])('%j', (text) => {
    for (const bytes of [new TextEncoder().encode(text), Buffer.from(text, 'utf16le'), Buffer.from(text, 'latin1')]) {
      const found = new Diagnostics();
      const document = parseDocument(bytes, 'a.yml', found);
      expect(document !== undefined || found.hasErrors).toBe(true);
      if (document) interpolate(document, new Map(), found);
      for (const { at, message } of found.all) {
        expect(at?.file).toBe('a.yml');
        expect(message).not.toMatch(/undefined|\[object|NaN/);
      }
      expect(Object.prototype).not.toHaveProperty('a');
    }
  });
});

test.each(['=', ' ', '\t=', 'export ', ' '.repeat(3) + 'a', 'a'])(
  'lines of variables of nothing but %j end',
  (part) => {
    const found = new Diagnostics();
    parseVariables(part.repeat(NEVER / part.length), found);
    expect(found.all.length).toBeLessThanOrEqual(1);
  },
);
