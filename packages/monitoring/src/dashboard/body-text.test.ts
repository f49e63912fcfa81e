import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { bodyText } from './body-text.ts';

test('a body is compact, and its lists keep their order', () => {
  expect(bodyText({ widgets: [{ type: 'text', height: 1, properties: { b: [2, 1], a: null } }] })).toBe(
    '{"widgets":[{"height":1,"properties":{"a":null,"b":[2,1]},"type":"text"}]}',
  );
});

test('the order in which keys are written makes no difference to the bytes', () => {
  const key = fc.stringMatching(/^[a-zA-Z_]{1,4}$/);
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(key, fc.integer()), { selector: ([name]) => name }), (entries) => {
      const [here, there] = [entries, entries.toReversed()].map((some) => ({ a: [Object.fromEntries(some)] }));
      expect(bodyText(here ?? null)).toBe(bodyText(there ?? null));
    }),
  );
});
