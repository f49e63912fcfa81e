import { expect, test } from '@jest/globals';
import { differences } from './bundle-check.ts';

const files = (texts: Record<string, string>) =>
  new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));

test.each([
  { name: 'the same bytes', found: { a: 'x' }, built: { a: 'x' }, expected: [] },
  { name: 'other bytes', found: { a: 'x' }, built: { a: 'yz' }, expected: [/dist\/a differs: .*1 bytes.*2 when/] },
  { name: 'a file too few', found: {}, built: { a: 'x' }, expected: [/dist\/a is not there/] },
  { name: 'a file too many', found: { b: '', a: '' }, built: {}, expected: [/dist\/a is not built/, /dist\/b is not/] },
])('$name', ({ found, built, expected }) => {
  const lines = differences(files(found), files(built));
  expect(lines).toHaveLength(expected.length);
  expected.forEach((pattern, index) => expect(lines[index]).toMatch(pattern));
});
