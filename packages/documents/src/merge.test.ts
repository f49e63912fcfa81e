import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  Diagnostics,
  Document,
  mergeDocuments,
  parseDocument,
  type Json,
  type JsonObject,
  type Path,
} from './index.ts';

function aDocument(file: string, text: string): Document {
  return parseDocument(text, file, new Diagnostics()) ?? new Document(null, new Map());
}

describe('merging', () => {
  test.each<{ name: string; texts: string[]; value: Json }>([
    { name: 'nothing', texts: [], value: {} },
    { name: 'one', texts: ['a: 1'], value: { a: 1 } },
    { name: 'other keys', texts: ['a: 1', 'b: 2'], value: { a: 1, b: 2 } },
    { name: 'the later value', texts: ['a: 1', 'a: 2', 'a: 3'], value: { a: 3 } },
    {
      name: 'maps, all the way down',
      texts: ['a: {b: {c: 1, d: 1}}', 'a: {b: {c: 2}}'],
      value: { a: { b: { c: 2, d: 1 } } },
    },
    { name: 'lists: the later one whole', texts: ['a: [1, 2, 3]', 'a: [4]'], value: { a: [4] } },
    { name: 'a map for a text', texts: ['a: x', 'a: {b: 1}'], value: { a: { b: 1 } } },
    { name: 'null, which wins', texts: ['a: {b: 1}', 'a: null'], value: { a: null } },
    { name: 'a top-level list', texts: ['- 1', '- 2'], value: [2] },
  ])('$name', ({ texts, value }) => {
    expect(mergeDocuments(texts.map((text) => aDocument('f', text))).value).toEqual(value);
  });

  const merged = mergeDocuments([
    aDocument('service.yml', 'deployment:\n  minimum: 100\n  maximum: 200\nsubnets: [a, b]\nname: api'),
    aDocument('overlay.yml', 'name: x\ndeployment: {minimum: 50}\nsubnets: [c]'),
  ]);

  test.each<{ path: Path; key: string; value: string }>([
    { path: ['deployment', 'minimum'], key: 'overlay.yml:2:14', value: 'overlay.yml:2:23' },
    { path: ['deployment', 'maximum'], key: 'service.yml:3:3', value: 'service.yml:3:12' },
    { path: ['deployment'], key: 'service.yml:1:1', value: 'service.yml:2:3' },
    { path: ['name'], key: 'overlay.yml:1:1', value: 'overlay.yml:1:7' },
    { path: ['subnets', 0], key: 'overlay.yml:3:11', value: 'overlay.yml:3:11' },
    // Only the replaced list had a second item: no place of it is left.
    { path: ['subnets', 1], key: 'overlay.yml:3:1', value: 'overlay.yml:3:10' },
    { path: [], key: 'service.yml:1:1', value: 'service.yml:1:1' },
  ])('$path stands where it comes from', ({ path, key, value }) => {
    const [keyAt, at] = [merged.keyAt(path), merged.at(path)].map((at) => `${at?.file}:${at?.line}:${at?.column}`);
    expect([keyAt, at]).toEqual([key, value]);
  });

  test('in whatever pairs maps of the same shape are merged, the result is the same', () => {
    const leaf = fc.oneof(fc.integer(), fc.constant(null), fc.array(fc.integer(), { maxLength: 2 }));
    const inner = fc.dictionary(fc.constantFrom('a', 'b', 'c'), leaf, { maxKeys: 3 });
    const outer = fc.record({ leaf, map: inner, deep: fc.record({ map: inner }) }, { requiredKeys: [] });
    const document = fc
      .tuple(fc.constantFrom('1', '2', '3'), outer)
      .map(([file, value]) => aDocument(file, JSON.stringify(value satisfies JsonObject)));
    fc.assert(
      fc.property(document, document, document, (one, two, three) => {
        const left = mergeDocuments([mergeDocuments([one, two]), three]);
        const right = mergeDocuments([one, mergeDocuments([two, three])]);
        expect(left.value).toEqual(right.value);
        expect(new Map(left.places)).toEqual(new Map(right.places));
        expect(mergeDocuments([one, two, three]).value).toEqual(left.value);
      }),
    );
  });
});
