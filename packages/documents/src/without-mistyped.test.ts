import { expect, test } from '@jest/globals';
import type { Shape } from './shape.ts';
import { withoutMistyped } from './without-mistyped.ts';

const SHAPE: Shape = {
  fields: { threshold: 'number', metrics: { items: { fields: { period: 'whole number' } } } },
};

test.each([
  { name: 'what is known stays', wanted: { threshold: 1 }, found: {}, compared: { threshold: 1 } },
  { name: 'what is nearly known goes', wanted: { treshold: 1 }, found: {}, compared: {} },
  { name: 'what is like nothing stays', wanted: { warp: 1 }, found: {}, compared: { warp: 1 } },
  { name: 'what AWS has given back stays', wanted: { treshold: 1 }, found: { treshold: 2 }, compared: { treshold: 1 } },
  {
    name: 'so it is further down',
    wanted: { metrics: [{ period: 60, perid: 1 }] },
    found: { metrics: [{ period: 60 }] },
    compared: { metrics: [{ period: 60 }] },
  },
  { name: 'what is not there yet is to get all', wanted: { treshold: 1 }, found: undefined, compared: { treshold: 1 } },
])('$name', ({ wanted, found, compared }) => {
  expect(withoutMistyped(wanted, found, SHAPE)).toEqual(compared);
});
