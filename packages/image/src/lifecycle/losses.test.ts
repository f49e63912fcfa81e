import { expect, test } from '@jest/globals';
import { pushesUntilLoss } from './losses.ts';
import { aPolicy, imagesDaily, NOW } from '../../test/lifecycle/images.ts';

const until = (digest: string, most: number, parts = 0): number | undefined =>
  pushesUntilLoss(most, {
    policy: aPolicy({ countNumber: 10 }),
    images: imagesDaily(10),
    keep: new Set([digest]),
    push: { tags: ['sha-next'], parts },
    now: NOW,
  });

test.each([
  { name: 'the oldest of ten goes with the next push', digest: 'i1', expected: 1 },
  { name: 'the fourth goes with the fourth', digest: 'i4', expected: 4 },
  { name: 'the newest goes with the tenth', digest: 'i10', expected: 10 },
])('of keep ten, $name', ({ digest, expected }) => {
  expect(until(digest, 20)).toBe(expected);
  expect(until(digest, expected - 1)).toBeUndefined();
});

test('an index of two platforms counts three', () => {
  expect(until('i10', 20, 2)).toBe(4);
});
