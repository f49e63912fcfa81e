import { expect, test } from '@jest/globals';
import { median, percentile, summarised } from './statistics.ts';

test.each([
  { samples: [3], expected: 3 },
  { samples: [3, 1, 2], expected: 2 },
  { samples: [10, 1, 2, 9], expected: 5.5 },
  { samples: [], expected: NaN },
])('the median of $samples is $expected', ({ samples, expected }) => {
  expect(median(samples)).toBe(expected);
});

test.each([
  { samples: [3], expected: 3 },
  { samples: Array.from({ length: 20 }, (_, index) => 20 - index), expected: 19 },
  { samples: Array.from({ length: 21 }, (_, index) => index + 1), expected: 20 },
  { samples: [], expected: NaN },
])('95 of 100 of $samples are at most $expected', ({ samples, expected }) => {
  expect(percentile(samples, 0.95)).toBe(expected);
});

const ROW = { what: 'x', unit: 'ms', ours: [1, 2, 3] } as const;

test.each([
  { name: 'no target', row: ROW, expected: { oursValue: 2 } },
  { name: 'the p95', row: { ...ROW, statistic: 'p95', atMost: 2 }, expected: { oursValue: 3, isMet: false } },
  { name: 'a target that is met exactly', row: { ...ROW, atMost: 2 }, expected: { isMet: true } },
  { name: 'a target that is missed', row: { ...ROW, atMost: 1 }, expected: { isMet: false } },
  {
    name: 'the official action as the target',
    row: { ...ROW, official: [1], atMost: 'official' },
    expected: { officialValue: 1, ratio: 2, isMet: false },
  },
] as const)('$name', ({ row, expected }) => {
  expect(summarised(row)).toMatchObject(expected);
});

test('nothing is met that could not be compared', () => {
  expect(summarised({ ...ROW, atMost: 'official' })).not.toHaveProperty('isMet');
  expect(summarised({ ...ROW, official: [0] })).not.toHaveProperty('ratio');
});
