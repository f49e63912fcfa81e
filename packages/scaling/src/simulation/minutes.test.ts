import { expect, test } from '@jest/globals';
import { byMinute, lastHours, tasksByMinute } from './minutes.ts';

const NOON = Date.UTC(2026, 10, 23, 12);

test('the last hours end with the last whole minute', () => {
  expect(lastHours(2, NOON + 59_999)).toEqual({ startAt: NOON - 7_200_000, minutes: 120 });
});

test('points fall into their minutes; what is outside of the hours is left out', () => {
  const points = [-1, 0, 90_000, 179_999, 240_000].map((after) => ({ at: NOON + after, value: after }));
  expect(byMinute(points, { startAt: NOON, minutes: 4 })).toEqual([0, 90_000, 179_999, undefined]);
});

const none = undefined;

test.each([
  { what: 'a short gap is a late point', counts: [2, none, none, none, 3], tasks: [2, 2, 2, 2, 3] },
  { what: 'in a long one nothing ran', counts: [2, none, none, none, none, none, 1], tasks: [2, 2, 2, 2, 0, 0, 1] },
  { what: 'before the first point nothing ran', counts: [none, none, 2], tasks: [0, 0, 2] },
  { what: 'tasks that started within the minute are rounded', counts: [1.6], tasks: [2] },
])('tasks by minute: $what', ({ counts, tasks }) => {
  expect(tasksByMinute(counts)).toEqual(tasks);
});
