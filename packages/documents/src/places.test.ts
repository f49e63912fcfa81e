import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Diagnostics, parseDocument, type Json } from './index.ts';

describe('places', () => {
  const positionOf = (text: string, path: (string | number)[]): [key: string, value: string] => {
    const document = parseDocument(text, 'f', new Diagnostics());
    const { key, value } = { key: document?.keyAt(path), value: document?.at(path) };
    return [`${key?.line}:${key?.column}`, `${value?.line}:${value?.column}`];
  };

  test.each<{ name: string; text: string; path: (string | number)[]; key: string; value: string }>([
    { name: 'a value of a map', text: 'a:\n  b: 1', path: ['a', 'b'], key: '2:3', value: '2:6' },
    { name: 'a map', text: 'a:\n  b: 1', path: ['a'], key: '1:1', value: '2:3' },
    { name: 'an item', text: 'a:\n  - x\n  - y', path: ['a', 1], key: '3:5', value: '3:5' },
    { name: 'the root', text: '# c\na: 1', path: [], key: '2:1', value: '2:1' },
    { name: 'an absent value', text: 'a:\nb: 1', path: ['a'], key: '1:1', value: '1:3' },
    { name: 'a text of several lines', text: 'a: |\n  x\n', path: ['a'], key: '1:1', value: '1:4' },
    { name: 'in JSON', text: '{\n\t"a": {"b":  true}}', path: ['a', 'b'], key: '2:8', value: '2:14' },
    { name: 'after CRLF', text: '{\r\n "a":\r\n  1}', path: ['a'], key: '2:2', value: '3:3' },
    { name: 'after a byte-order mark', text: '\uFEFFa: 1', path: ['a'], key: '1:1', value: '1:4' },
    { name: 'after an emoji, in code units', text: '{"😀": 1, "a": 2}', path: ['a'], key: '1:11', value: '1:16' },
    {
      name: "an alias: the anchor's content",
      text: 'a: &a {x: 1}\nb: *a',
      path: ['b', 'x'],
      key: '1:8',
      value: '1:11',
    },
    { name: "an alias's own key", text: 'a: &a {x: 1}\nb: *a', path: ['b'], key: '2:1', value: '1:7' },
    { name: 'a merged key', text: 'a: &a {x: 1}\nb:\n  <<: *a', path: ['b', 'x'], key: '1:8', value: '1:11' },
    {
      name: 'a value that is not there: its nearest ancestor',
      text: 'a:\n  b: 1',
      path: ['a', 'c', 0],
      key: '1:1',
      value: '2:3',
    },
  ])('$name', ({ text, path, key, value }) => {
    expect(positionOf(text, path)).toEqual([key, value]);
  });

  test('whatever is printed as JSON is read back, each value at its place', () => {
    const kept = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value), keepExactly) as Json);
    const json = fc.oneof(fc.dictionary(fc.string(), kept), fc.array(kept));
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const diagnostics = new Diagnostics();
        const document = parseDocument(text, 'f', diagnostics);
        expect(diagnostics.all).toEqual([]);
        expect(document?.value).toEqual(JSON.parse(text));
        for (const [path, part] of parts(document?.value ?? null)) {
          const at = document?.at(path);
          const line = text.split('\n').slice((at?.line ?? 0) - 1);
          const rest = line.join('\n').slice((at?.column ?? 0) - 1);
          expect(rest.startsWith(JSON.stringify(part, null, indent).slice(0, 1))).toBe(true);
          if (typeof part === 'string' || typeof part === 'number')
            expect(rest.startsWith(JSON.stringify(part))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('no text at all makes reading throw, and none is refused without an error', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      "'",
      '\n',
      ' ',
      '  ',
      '- ',
      'a',
      'b: ',
      '1',
      '#',
      '//',
      '*a',
      '&a ',
      '<<: ',
      '{{',
      '}}',
      '\\',
      '\t',
      '!x ',
      '|',
      '%',
      '---\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const diagnostics = new Diagnostics();
        const document = parseDocument(pieces.join(''), 'f', diagnostics);
        expect(document !== undefined || diagnostics.hasErrors).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

/** A whole number too large to be kept exactly is an error of its own. */
function keepExactly(_key: string, value: unknown): unknown {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? 0.5 : value;
}

function* parts(value: Json, path: (string | number)[] = []): Generator<[(string | number)[], Json]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield* parts(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}
