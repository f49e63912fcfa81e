import { expect, test } from '@jest/globals';
import { median, summarised } from './statistics.ts';

test.each([
  { samples: [3], expected: 3 },
  { samples: [3, 1, 2], expected: 2 },
  { samples: [10, 1, 2, 9], expected: 5.5 },
  { samples: [], expected: NaN },
])('the median of $samples is $expected', ({ samples, expected }) => {
  expect(median(samples)).toBe(expected);
});

const ROW = { what: 'x', unit: 'ms', ours: [1, 2, 3] } as const;

test.each([
  { name: 'no target', row: ROW, expected: { oursMedian: 2 } },
  { name: 'a target that is met exactly', row: { ...ROW, atMost: 2 }, expected: { isMet: true } },
  { name: 'a target that is missed', row: { ...ROW, atMost: 1 }, expected: { isMet: false } },
  {
    name: 'the official action as the target',
    row: { ...ROW, official: [1], atMost: 'official' },
    expected: { officialMedian: 1, ratio: 2, isMet: false },
  },
] as const)('$name', ({ row, expected }) => {
  expect(summarised(row)).toMatchObject(expected);
});

test('nothing is met that could not be compared', () => {
  expect(summarised({ ...ROW, atMost: 'official' })).not.toHaveProperty('isMet');
  expect(summarised({ ...ROW, official: [0] })).not.toHaveProperty('ratio');
});
