import { expect, test } from '@jest/globals';
import { Diagnostics, parseDocument, shapedValues, type Fields } from './index.ts';

const SHAPES: Fields = {
  count: 'whole number',
  share: 'number',
  isOn: 'flag',
  mode: { choice: ['Average', 'Sum'] },
  inner: { fields: { name: 'text' } },
  list: { items: 'text' },
};

function read(text: string) {
  const diagnostics = new Diagnostics();
  const document = parseDocument(text, 'file.yml', diagnostics);
  const fields = document?.value;
  if (!document || typeof fields !== 'object' || fields === null || Array.isArray(fields)) throw new Error(text);
  const words = { room: 'room', what: 'a thing' };
  // Not a list, as was looked at.
  const values = shapedValues(document, fields as Record<string, never>, SHAPES, words, diagnostics);
  return {
    values,
    found: diagnostics.all.map(({ severity, rule, at }) => `${severity} ${rule} ${at?.line}:${at?.column}`),
  };
}

test('what a variable made text is a number or a flag again, and what stands for nothing is dropped', () => {
  const text = '{ count: " 3", share: "0.5", isOn: "True", _why: x, mode: null, inner: { name: "" } }';
  expect(read(text)).toEqual({ values: { count: 3, share: 0.5, isOn: true, inner: {} }, found: [] });
});

test.each([
  { name: 'a fraction', text: 'count: 1.5', found: 'error room/type 1:8' },
  { name: 'a word for a flag', text: 'isOn: perhaps', found: 'error room/type 1:7' },
  { name: 'a text for a mapping', text: 'inner: x', found: 'error room/type 1:8' },
  { name: 'a number in a list of texts', text: 'list: [a, 1]', found: 'error room/type 1:11' },
  { name: 'a misspelt word', text: 'mode: Avarage', found: 'error room/value 1:7' },
  { name: 'the beginning of a word', text: 'mode: Av', found: 'error room/value 1:7' },
  { name: 'a word that may be new', text: 'mode: Median', found: 'notice room/value 1:7' },
  { name: 'a field that may be new', text: 'inner: { warp: x }', found: 'notice room/unknown-field 1:10' },
  { name: 'a field that is nearly a known one', text: 'inner: { nmae: x }', found: 'warning room/unknown-field 1:10' },
])('$name', ({ text, found }) => {
  expect(read(text).found).toEqual([found]);
});
