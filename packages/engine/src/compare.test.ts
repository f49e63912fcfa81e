import { isList, isObject, type Json, type JsonObject } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { differences, type Rules, type Wanted } from './compare.ts';
import { KnownAfterApply } from './difference.ts';

const LEFT_ALONE: Rules = {
  absent: 'left alone',
  defaults: { platformVersion: 'LATEST', 'providers[].base': 0, 'controller.type': 'ECS' },
  unordered: new Set(['subnets', 'providers', 'network.groups']),
  ignored: new Set(['tags', 'items[].comment']),
};
const DEFAULT: Rules = {
  absent: 'default',
  defaults: { essential: true, 'health.interval': 30, 'ports[].protocol': 'tcp' },
  unordered: new Set(['environment']),
};

interface Case {
  readonly name: string;
  readonly found: Json | undefined;
  readonly wanted: Wanted | undefined;
  /** `path: from -> to`, each. */
  readonly differs?: readonly string[];
}

const shown = (value: unknown): string =>
  value instanceof KnownAfterApply ? String(value) : value === undefined ? 'absent' : JSON.stringify(value);

function table(rules: Rules, cases: readonly Case[]): void {
  test.each(cases)('$name', ({ found, wanted, differs = [] }) => {
    expect(
      differences(found, wanted, rules).map(({ path, from, to }) => `${path}: ${shown(from)} -> ${shown(to)}`),
    ).toEqual(differs);
  });
}

describe('where an absent field is left alone', () => {
  table(LEFT_ALONE, [
    { name: 'a field that is absent', found: { a: 1, b: 2 }, wanted: { b: 2 } },
    { name: 'all of it', found: { a: 1 }, wanted: {} },
    { name: 'a field within an object', found: { a: { b: 1, c: 2 } }, wanted: { a: { b: 1 } } },
    { name: 'another value', found: { a: 1 }, wanted: { a: 2 }, differs: ['a: 1 -> 2'] },
    { name: 'a new field', found: {}, wanted: { a: false }, differs: ['a: absent -> false'] },
    {
      name: 'a value within objects',
      found: { a: { b: { c: 1 } } },
      wanted: { a: { b: { c: 2 } } },
      differs: ['a.b.c: 1 -> 2'],
    },
    {
      name: 'a new object, as a whole',
      found: {},
      wanted: { a: { b: 1, c: 2 } },
      differs: ['a: absent -> {"b":1,"c":2}'],
    },
    { name: 'a new object that holds nothing but defaults', found: {}, wanted: { controller: { type: 'ECS' } } },
    {
      name: 'a new object that holds more than defaults',
      found: {},
      wanted: { controller: { type: 'EXTERNAL' } },
      differs: ['controller: absent -> {"type":"EXTERNAL"}'],
    },
    { name: 'the default that AWS does not answer', found: {}, wanted: { platformVersion: 'LATEST' } },
    { name: 'the default that the file does not say', found: { platformVersion: '1.4.0' }, wanted: {} },
    { name: 'false is a value', found: { a: true }, wanted: { a: false }, differs: ['a: true -> false'] },
    { name: 'zero is a value', found: { a: 1 }, wanted: { a: 0 }, differs: ['a: 1 -> 0'] },
    { name: 'an empty text is a value', found: { a: 'x' }, wanted: { a: '' }, differs: ['a: "x" -> ""'] },
    { name: 'a number is no text', found: { a: 1 }, wanted: { a: '1' }, differs: ['a: 1 -> "1"'] },
    { name: 'nothing to nothing', found: { a: [], b: {} }, wanted: { a: {}, b: [], c: [], d: {} } },
    { name: 'null is absence', found: { a: 1, b: { c: 1 } }, wanted: { a: null, b: { c: null } } },
    {
      name: 'a list in another order',
      found: { a: [1, 2] },
      wanted: { a: [2, 1] },
      differs: ['a[0]: 1 -> 2', 'a[1]: 2 -> 1'],
    },
    { name: 'a list of another length', found: { a: [1] }, wanted: { a: [1, 2] }, differs: ['a: [1] -> [1,2]'] },
    { name: 'an emptied list', found: { a: [1] }, wanted: { a: [] }, differs: ['a: [1] -> []'] },
    { name: 'an item’s field', found: { a: [{ b: 1 }] }, wanted: { a: [{ b: 2 }] }, differs: ['a[0].b: 1 -> 2'] },
    { name: 'what AWS adds to an item', found: { a: [{ b: 1, added: true }] }, wanted: { a: [{ b: 1 }] } },
    { name: 'an unordered list in another order', found: { subnets: ['a', 'b'] }, wanted: { subnets: ['b', 'a'] } },
    {
      name: 'an unordered list within an object',
      found: { network: { groups: ['a', 'b'] } },
      wanted: { network: { groups: ['b', 'a'] } },
    },
    {
      name: 'an unordered list with another item, as a whole',
      found: { subnets: ['a', 'b'] },
      wanted: { subnets: ['b', 'c'] },
      differs: ['subnets: ["a","b"] -> ["b","c"]'],
    },
    {
      name: 'an unordered list counts how often',
      found: { subnets: ['a', 'a', 'b'] },
      wanted: { subnets: ['a', 'b', 'b'] },
      differs: ['subnets: ["a","a","b"] -> ["a","b","b"]'],
    },
    {
      name: 'a default in items of an unordered list',
      found: {
        providers: [
          { name: 'B', base: 0 },
          { name: 'A', base: 2 },
        ],
      },
      wanted: { providers: [{ name: 'A', base: 2 }, { name: 'B' }] },
    },
    {
      name: 'a default that comes back to an item',
      found: { providers: [{ name: 'A', base: 2 }] },
      wanted: { providers: [{ name: 'A' }] },
      differs: ['providers: [{"name":"A","base":2}] -> [{"name":"A"}]'],
    },
    { name: 'what is ignored', found: { tags: [1] }, wanted: { tags: [2] } },
    { name: 'what is ignored in items', found: { items: [{ comment: 1 }] }, wanted: { items: [{ comment: 2 }] } },
    {
      name: 'a list where there was an object',
      found: { a: { b: 1 } },
      wanted: { a: [1] },
      differs: ['a: {"b":1} -> [1]'],
    },
    {
      name: 'an object where there was a value',
      found: { a: 1 },
      wanted: { a: { b: 1 } },
      differs: ['a: 1 -> {"b":1}'],
    },
    {
      name: 'what is known only after apply, though it may stay',
      found: { a: 'x' },
      wanted: { a: new KnownAfterApply('b.id') },
      differs: ['a: "x" -> (known after apply)'],
    },
    {
      name: 'what is known only after apply, within what is new',
      found: {},
      wanted: { a: { b: [new KnownAfterApply('b.id')], c: undefined } },
      differs: ['a: absent -> {"b":["(known after apply)"]}'],
    },
    {
      name: 'what is known only after apply, in an unordered list',
      found: { subnets: ['a'] },
      wanted: { subnets: [new KnownAfterApply('b.id')] },
      differs: ['subnets: ["a"] -> ["(known after apply)"]'],
    },
    {
      name: 'everything, where nothing was found',
      found: undefined,
      wanted: { a: 1 },
      differs: [': absent -> {"a":1}'],
    },
    { name: 'nothing wanted', found: { a: 1 }, wanted: undefined },
    {
      name: 'several fields, in the order of what is wanted',
      found: { a: 1, b: 1, c: 1 },
      wanted: { c: 2, a: 2, b: 1 },
      differs: ['c: 1 -> 2', 'a: 1 -> 2'],
    },
  ]);
});

describe('where an absent field is to have its default', () => {
  table(DEFAULT, [
    { name: 'a field that is taken out', found: { a: 1 }, wanted: {}, differs: ['a: 1 -> absent'] },
    { name: 'one that had its default', found: { essential: true }, wanted: {} },
    { name: 'one that had another', found: { essential: false }, wanted: {}, differs: ['essential: false -> true'] },
    { name: 'a default that is written out', found: {}, wanted: { essential: true } },
    {
      name: 'an object that is taken out, field by field',
      found: { health: { retries: 1, interval: 30 } },
      wanted: {},
      differs: ['health.retries: 1 -> absent'],
    },
    {
      name: 'a new object, field by field',
      found: {},
      wanted: { health: { retries: 1, interval: 30 } },
      differs: ['health.retries: absent -> 1'],
    },
    { name: 'a list that is taken out', found: { a: [1] }, wanted: {}, differs: ['a: [1] -> absent'] },
    {
      name: 'an item’s field that is taken out',
      found: { a: [{ b: 1, c: 2 }] },
      wanted: { a: [{ b: 1 }] },
      differs: ['a[0].c: 2 -> absent'],
    },
    { name: 'an item’s default', found: { ports: [{ port: 1, protocol: 'tcp' }] }, wanted: { ports: [{ port: 1 }] } },
    { name: 'an empty list or object that AWS answers', found: { a: [], b: {} }, wanted: {} },
    {
      name: 'items of an unordered list, field by field',
      found: { environment: [{ name: 'A', value: '1', extra: 1 }] },
      wanted: { environment: [{ name: 'A', value: '1' }] },
      differs: ['environment: [{"name":"A","value":"1","extra":1}] -> [{"name":"A","value":"1"}]'],
    },
  ]);
});

/** JSON objects of which lists hold objects, as AWS's do. */
const objects = fc.letrec<{ object: JsonObject; value: Json }>((tie) => ({
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  value: fc.oneof(
    { depthSize: 'small' },
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom('x', 'y', true, false),
    fc.array(fc.oneof(tie('object'), fc.constantFrom('x', 'y')), { maxLength: 3 }),
    tie('object'),
  ),
})).object;

const modes = fc.constantFrom<Rules>({ absent: 'left alone' }, { absent: 'default' });

/** AWS keeps what is not sent, and replaces the rest; lists as a whole. */
function merged(found: Json | undefined, sent: Json): Json {
  if (!isObject(found) || !isObject(sent)) return sent;
  const result: Record<string, Json> = { ...found };
  for (const [key, value] of Object.entries(sent)) result[key] = merged(result[key], value);
  return result;
}

describe('whatever is compared', () => {
  test('it does not differ from itself', () => {
    fc.assert(fc.property(objects, modes, (value, rules) => expect(differences(value, value, rules)).toEqual([])));
  });

  test('every path that differs leads to two values that do', () => {
    const at = (value: Json, path: string): unknown =>
      path
        .split(/[.[\]]+/)
        .filter(Boolean)
        .reduce<unknown>((here, step) => (here as Record<string, unknown> | undefined)?.[step], value);
    fc.assert(
      fc.property(objects, objects, modes, (found, wanted, rules) => {
        for (const { path, from, to } of differences(found, wanted, rules)) {
          expect(at(found, path)).toEqual(from);
          expect(at(wanted, path)).toEqual(to);
          expect(from).not.toEqual(to);
        }
      }),
    );
  });

  test('two that do not differ in either direction are the same, but for what is empty', () => {
    const full = (value: Json): Json | undefined => {
      if (isList(value)) return value.length === 0 ? undefined : value.map((item) => full(item) ?? {});
      if (!isObject(value)) return value;
      const entries = Object.entries(value).flatMap(([key, item]) => {
        const kept = full(item);
        return kept === undefined ? [] : [[key, kept] as const];
      });
      return entries.length === 0 ? undefined : Object.fromEntries(entries);
    };
    fc.assert(
      fc.property(objects, objects, (one, other) => {
        const isSame = JSON.stringify(sortedKeys(full(one))) === JSON.stringify(sortedKeys(full(other)));
        expect(differences(one, other, { absent: 'default' }).length === 0).toBe(isSame);
      }),
      { numRuns: 300 },
    );
  });

  test('once AWS has taken what is wanted, nothing differs any more', () => {
    fc.assert(
      fc.property(objects, objects, (found, wanted) => {
        expect(differences(merged(found, wanted), wanted, { absent: 'left alone' })).toEqual([]);
        expect(differences(wanted, wanted, { absent: 'default' })).toEqual([]);
      }),
    );
  });

  test('the order of a list without one is no difference', () => {
    fc.assert(
      fc.property(
        fc
          .array(objects, { maxLength: 4 })
          .chain((list) =>
            fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
          ),
        ([list, shuffled]) => {
          const rules: Rules = { absent: 'default', unordered: new Set(['list']) };
          expect(differences({ list }, { list: shuffled }, rules)).toEqual([]);
        },
      ),
    );
  });
});

function sortedKeys(value: Json | undefined): unknown {
  if (isList(value)) return value.map(sortedKeys);
  if (!isObject(value)) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sortedKeys(item)]);
}
