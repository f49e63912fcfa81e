import { describe, expect, test } from '@jest/globals';
import {
  Diagnostics,
  Document,
  parseDocument,
  partOf,
  placeUnder,
  replacePart,
  valueAt,
  type Json,
  type Path,
} from './index.ts';

function aDocument(file: string, text: string): Document {
  return parseDocument(text, file, new Diagnostics()) ?? new Document(null, new Map());
}

function placeIn(document: Document | undefined, path: Path): string[] {
  return [document?.keyAt(path), document?.at(path)].map((at) => `${at?.file}:${at?.line}:${at?.column}`);
}

const definition = aDocument(
  'task.yml',
  'family: api\ncontainerDefinitions:\n  - name: api\n    cpu: 1\n  - name: proxy',
);

describe('the value at a path', () => {
  test.each<{ path: Path; value: Json | undefined }>([
    { path: [], value: { a: [{ b: null }] } },
    { path: ['a', 0, 'b'], value: null },
    { path: ['a', 1], value: undefined },
    { path: ['a', 0, 'b', 'c'], value: undefined },
    { path: ['constructor'], value: undefined },
    { path: ['a', 'length'], value: undefined },
  ])('$path', ({ path, value }) => {
    expect(valueAt({ a: [{ b: null }] }, path)).toEqual(value);
  });
});

describe('a part', () => {
  test('is a document whose values stand where they stood', () => {
    const part = partOf(definition, ['containerDefinitions', 0]);
    expect(part?.value).toEqual({ name: 'api', cpu: 1 });
    expect(placeIn(part, ['cpu'])).toEqual(['task.yml:4:5', 'task.yml:4:10']);
    expect(placeIn(part, [])).toEqual(['task.yml:3:5', 'task.yml:3:5']);
  });

  test('is undefined where there is none', () => {
    expect(partOf(definition, ['containerDefinitions', 2])).toBeUndefined();
  });
});

describe('placed under a path', () => {
  const placed = placeUnder(aDocument('health.yml', 'retries: 3'), ['containers', 'api']);

  test('a document is the value there', () => {
    expect(placed.value).toEqual({ containers: { api: { retries: 3 } } });
  });

  test.each<{ path: Path; place: string[] }>([
    { path: ['containers', 'api', 'retries'], place: ['health.yml:1:1', 'health.yml:1:10'] },
    { path: ['containers'], place: ['health.yml:1:1', 'health.yml:1:1'] },
    { path: [], place: ['health.yml:1:1', 'health.yml:1:1'] },
  ])('$path has its place', ({ path, place }) => {
    expect(placeIn(placed, path)).toEqual(place);
  });
});

describe('a part replaced', () => {
  const replaced = replacePart(
    definition,
    ['containerDefinitions', 0],
    aDocument('other.yml', '\nname: new\nmemory: 2'),
  );

  test('holds the other document there, and all else as before', () => {
    expect(replaced.value).toEqual({
      family: 'api',
      containerDefinitions: [{ name: 'new', memory: 2 }, { name: 'proxy' }],
    });
    expect(definition.value).toMatchObject({ containerDefinitions: [{ name: 'api', cpu: 1 }, { name: 'proxy' }] });
  });

  test.each<{ path: Path; place: string[] }>([
    { path: ['containerDefinitions', 0, 'memory'], place: ['other.yml:3:1', 'other.yml:3:9'] },
    { path: ['containerDefinitions', 0], place: ['task.yml:3:5', 'other.yml:2:1'] },
    // What is gone leaves no place behind.
    { path: ['containerDefinitions', 0, 'cpu'], place: ['task.yml:3:5', 'other.yml:2:1'] },
    { path: ['containerDefinitions', 1, 'name'], place: ['task.yml:5:5', 'task.yml:5:11'] },
    { path: ['family'], place: ['task.yml:1:1', 'task.yml:1:9'] },
  ])('$path has its place', ({ path, place }) => {
    expect(placeIn(replaced, path)).toEqual(place);
  });

  test('may be the whole, or one that was not there', () => {
    const part = aDocument('other.yml', 'a: 1');
    expect(replacePart(definition, [], part).value).toEqual({ a: 1 });
    expect(replacePart(aDocument('f', 'b: 2'), ['c', 'd'], part).value).toEqual({ b: 2, c: { d: { a: 1 } } });
  });
});
