import { describe, expect, test } from '@jest/globals';
import { simulate, type SimulationInput } from './simulate.ts';
import type { SimulatedPolicy, StepPolicy, TrackingPolicy } from './policies.ts';

/** So many minutes of each value; `-` has none. */
const minutes = (...parts: readonly (readonly [number, number | '-'])[]): (number | undefined)[] =>
  parts.flatMap(([count, value]) => Array.from({ length: count }, () => (value === '-' ? undefined : value)));

const tracking = (changes: Partial<TrackingPolicy> = {}): TrackingPolicy => ({
  kind: 'target tracking',
  targetValue: 70,
  scaleOutCooldownSeconds: 60,
  scaleInCooldownSeconds: 300,
  scalesIn: true,
  isPerTask: false,
  ...changes,
});

const step = (changes: Partial<StepPolicy> = {}, alarm: Partial<StepPolicy['alarm']> = {}): StepPolicy => ({
  kind: 'step',
  alarm: { threshold: 100, comparison: 'at least', periods: 1, datapoints: 1, missing: 'missing', ...alarm },
  adjustmentType: 'ChangeInCapacity',
  steps: [
    { from: 0, to: 100, adjustment: 1 },
    { from: 100, adjustment: 3 },
  ],
  cooldownSeconds: 120,
  isPerTask: false,
  ...changes,
});

/** `minute: from > to` of each change, worked out by hand. */
function changesOf(policy: SimulatedPolicy, values: (number | undefined)[], input: Partial<SimulationInput> = {}) {
  const result = simulate({ series: [{ policy, values }], startTasks: 2, minTasks: 2, maxTasks: 10, ...input });
  return result.changes.map(({ minute, from, to }) => `${minute}: ${from} > ${to}`);
}

interface Case {
  readonly name: string;
  readonly policy?: SimulatedPolicy;
  readonly values: (number | undefined)[];
  readonly input?: Partial<SimulationInput>;
  readonly changes: readonly string[];
}

describe('target tracking', () => {
  test.each<Case>([
    {
      name: 'a load that tasks do not lessen grows by its excess after every cooldown, up to the maximum',
      values: minutes([5, 50], [6, 105]),
      changes: ['7: 2 > 3', '8: 3 > 5', '9: 5 > 8', '10: 8 > 10'],
    },
    {
      name: 'a load that tasks share is met in one step',
      policy: tracking({ isPerTask: true }),
      values: minutes([5, 50], [20, 105]),
      changes: ['7: 2 > 3'],
    },
    { name: 'on target nothing happens', values: minutes([30, 70]), changes: [] },
    { name: 'two minutes of three are not enough', values: minutes([2, 105], [1, 50], [2, 105], [1, 50]), changes: [] },
    {
      name: 'within the cooldown the same excess is not added again',
      policy: tracking({ scaleOutCooldownSeconds: 300 }),
      values: minutes([9, 105]),
      changes: ['2: 2 > 3', '7: 3 > 5'],
    },
    {
      name: 'within the cooldown a larger excess counts from where it began',
      policy: tracking({ scaleOutCooldownSeconds: 300 }),
      values: minutes([3, 105], [3, 175]),
      changes: ['2: 2 > 3', '3: 3 > 5'],
    },
    { name: 'a gap in an excess does not stop it', values: minutes([2, 105], [1, '-']), changes: ['2: 2 > 3'] },
    {
      name: 'a lone value among gaps does not go on with what was',
      values: minutes([3, 105], [3, '-'], [1, 105], [1, '-']),
      changes: ['2: 2 > 3', '3: 3 > 5', '4: 5 > 8', '5: 8 > 12', '6: 12 > 18'],
      input: { maxTasks: 20 },
    },
    { name: 'a value after a gap is not enough', values: minutes([5, '-'], [2, 105]), changes: [] },
    { name: 'without data nothing happens', values: minutes([60, '-']), input: { startTasks: 8 }, changes: [] },
    {
      name: 'fifteen low minutes scale in, in proportion and rounded up',
      values: minutes([15, 30]),
      input: { startTasks: 4 },
      changes: ['14: 4 > 2'],
    },
    { name: 'fourteen do not', values: minutes([14, 30], [1, 65]), input: { startTasks: 4 }, changes: [] },
    {
      name: 'a tenth below the target is not low yet',
      values: minutes([40, 63]),
      input: { startTasks: 10 },
      changes: [],
    },
    {
      name: 'scaling in waits for its cooldown',
      values: minutes([25, 60]),
      input: { startTasks: 10 },
      changes: ['14: 10 > 9', '19: 9 > 8', '24: 8 > 7'],
    },
    {
      name: 'scaling in is switched off',
      policy: tracking({ scalesIn: false }),
      values: minutes([40, 10]),
      input: { startTasks: 10 },
      changes: [],
    },
    {
      name: 'a sawtooth only ever grows',
      values: minutes([3, 105], [3, 30], [3, 105], [3, 30], [3, 105], [3, 30]),
      changes: ['2: 2 > 3', '8: 3 > 5', '14: 5 > 8'],
    },
    {
      name: 'from no task at all comes one',
      values: minutes([4, 105]),
      input: { startTasks: 0, minTasks: 0 },
      changes: ['2: 0 > 1', '3: 1 > 2'],
    },
    {
      name: 'down to no task where that is allowed',
      values: minutes([15, 0]),
      input: { startTasks: 3, minTasks: 0 },
      changes: ['14: 3 > 0'],
    },
  ])('$name', ({ policy = tracking(), values, input, changes }) => {
    expect(changesOf(policy, values, input)).toEqual(changes);
  });
});

describe('steps', () => {
  test.each<Case>([
    { name: 'a small breach takes the small step', policy: step(), values: minutes([1, 150]), changes: ['0: 2 > 3'] },
    {
      name: 'a breach at a bound takes the step above',
      policy: step(),
      values: minutes([1, 200]),
      changes: ['0: 2 > 5'],
    },
    {
      name: 'within the cooldown a larger breach counts from where it began',
      policy: step(),
      values: minutes([1, 150], [1, 150], [1, 250]),
      changes: ['0: 2 > 3', '2: 3 > 6'],
    },
    {
      name: 'within the cooldown a larger breach takes the rest of its step',
      policy: step(),
      values: minutes([1, 150], [1, 250]),
      changes: ['0: 2 > 3', '1: 3 > 5'],
    },
    {
      name: 'percentages are rounded down, but never to nothing',
      policy: step({ adjustmentType: 'PercentChangeInCapacity', steps: [{ from: 0, adjustment: 30 }] }),
      values: minutes([1, 100], [1, 0], [1, 100], [1, 0], [1, 100]),
      input: { startTasks: 3 },
      changes: ['0: 3 > 4', '2: 4 > 5', '4: 5 > 6'],
    },
    {
      name: 'a least change',
      policy: step({ adjustmentType: 'PercentChangeInCapacity', steps: [{ from: 0, adjustment: 10 }], leastChange: 2 }),
      values: minutes([1, 100]),
      changes: ['0: 2 > 4'],
    },
    {
      name: 'downwards, with a cooldown',
      policy: step({ steps: [{ to: 0, adjustment: -1 }] }, { comparison: 'at most', threshold: 10 }),
      values: minutes([4, 5]),
      input: { startTasks: 6 },
      changes: ['0: 6 > 5', '2: 5 > 4'],
    },
    {
      name: 'of several values that an alarm judges the average',
      policy: step({}, { periods: 3, datapoints: 2 }),
      values: minutes([1, 150], [1, 90], [1, 320]),
      changes: ['2: 2 > 3'],
    },
    {
      name: 'of no task a share is none, and a least change is one all the same',
      policy: step({ adjustmentType: 'PercentChangeInCapacity', steps: [{ from: 0, adjustment: 50 }], leastChange: 2 }),
      values: minutes([1, 100]),
      input: { startTasks: 0, minTasks: 0 },
      changes: ['0: 0 > 2'],
    },
    {
      name: 'an alarm that fires without any data means no step',
      policy: step({ steps: [{ to: 0, adjustment: -1 }] }, { comparison: 'at most', missing: 'breaching' }),
      values: minutes([9, '-']),
      input: { startTasks: 6 },
      changes: [],
    },
    {
      name: 'missing data that breaches',
      policy: step(
        { steps: [{ to: 0, adjustment: -2 }] },
        { comparison: 'at most', threshold: 10, missing: 'breaching', periods: 2, datapoints: 2 },
      ),
      values: minutes([1, 5], [1, '-']),
      input: { startTasks: 6 },
      changes: ['0: 6 > 4'],
    },
  ])('$name', ({ policy = step(), values, input, changes }) => {
    expect(changesOf(policy, values, input)).toEqual(changes);
  });
});

describe('the limits', () => {
  test.each<Case>([
    {
      name: 'a scheduled minimum is met as its minute begins, and what it brought stays until the metric is low',
      values: minutes([40, 70]),
      input: {
        scheduled: [
          { minute: 10, minTasks: 5 },
          { minute: 20, minTasks: 1 },
        ],
      },
      changes: ['9: 2 > 5'],
    },
    {
      name: 'what was scheduled before the first minute holds',
      values: minutes([5, 70]),
      input: { startTasks: 0, scheduled: [{ minute: -300, minTasks: 0, maxTasks: 0 }] },
      changes: [],
    },
    {
      name: 'an action that would put the minimum above the maximum fails',
      values: minutes([5, 70]),
      input: { scheduled: [{ minute: 2, minTasks: 11 }] },
      changes: [],
    },
    {
      name: 'of no task there is no metric to scale by',
      policy: tracking({ isPerTask: true }),
      values: minutes([10, 105]),
      input: {
        minTasks: 0,
        scheduled: [
          { minute: 0, maxTasks: 0 },
          { minute: 5, maxTasks: 9 },
        ],
      },
      changes: [],
    },
    {
      name: 'but what waits for a task is there',
      policy: tracking({ isPerTask: true, hasValueAtZero: true }),
      values: minutes([7, 105]),
      input: {
        minTasks: 0,
        scheduled: [
          { minute: 0, maxTasks: 0 },
          { minute: 5, maxTasks: 9 },
        ],
      },
      changes: ['4: 0 > 1', '5: 1 > 3'],
    },
  ])('$name', ({ policy = tracking(), values, input, changes }) => {
    expect(changesOf(policy, values, input)).toEqual(changes);
  });

  test('time at a maximum of 0 is no time at the maximum, and nobody is in want then', () => {
    const series = [{ policy: tracking(), values: minutes([60, 105]) }];
    const night = [{ minute: 0, minTasks: 0, maxTasks: 0 }];
    const result = simulate({ series, startTasks: 2, minTasks: 2, maxTasks: 4, scheduled: night });
    expect(result).toMatchObject({ peak: 0, minutesAtMax: 0, minutesStarved: 0, taskHours: 0, taskHoursThen: 2 });
  });

  test('minutes in which nothing ran against the limits are left so', () => {
    const tasksThen = [...minutes([30, 0]), ...minutes([30, 2])];
    const series = [{ policy: tracking(), values: minutes([30, '-'], [30, 70]) }];
    const result = simulate({ series, startTasks: 0, minTasks: 2, maxTasks: 4, tasksThen });
    expect(result).toMatchObject({ minutesStopped: 30, taskHours: 1, taskHoursThen: 1 });
    const allowed = simulate({ series, startTasks: 0, minTasks: 0, maxTasks: 4, tasksThen });
    expect(allowed).toMatchObject({ minutesStopped: 0 });
  });
});

describe('two policies', () => {
  const both = (one: (number | undefined)[], other: (number | undefined)[], startTasks: number) =>
    simulate({
      series: [
        { policy: tracking(), values: one },
        { policy: tracking({ targetValue: 10 }), values: other },
      ],
      startTasks,
      minTasks: 1,
      maxTasks: 20,
    }).changes;

  test('scale out when one wants to, to the most that is asked for', () => {
    expect(both(minutes([3, 105]), minutes([3, 30]), 4)).toEqual([{ minute: 2, from: 4, to: 12 }]);
  });

  test('wait each for its own cooldown, and not for that of the other', () => {
    const { changes } = simulate({
      series: [
        { policy: tracking({ scaleOutCooldownSeconds: 600 }), values: minutes([6, 105]) },
        { policy: tracking({ scaleOutCooldownSeconds: 600 }), values: minutes([1, 50], [5, 84]) },
      ],
      startTasks: 10,
      minTasks: 1,
      maxTasks: 50,
    });
    // 10 x 1.5 by the first, then 15 x 1.2 by the second; each would have to ask for more to be heard again.
    expect(changes.map(({ minute, from, to }) => [minute, from, to])).toEqual([
      [2, 10, 15],
      [3, 15, 18],
    ]);
  });

  test('do not scale in while one of them asks for what there is', () => {
    const { changes } = simulate({
      series: [
        { policy: tracking({ scaleOutCooldownSeconds: 600 }), values: minutes([6, 105]) },
        {
          policy: step({ steps: [{ to: 0, adjustment: -1 }] }, { comparison: 'at most' }),
          values: minutes([2, 200], [4, 50]),
        },
      ],
      startTasks: 10,
      minTasks: 1,
      maxTasks: 50,
    });
    expect(changes).toEqual([{ minute: 2, from: 10, to: 15 }]);
  });

  test('scale in only together, to the most that is left', () => {
    expect(both(minutes([20, 7]), minutes([20, '-']), 10)).toEqual([]);
    expect(both(minutes([15, 7]), minutes([15, 5]), 10)).toEqual([{ minute: 14, from: 10, to: 5 }]);
  });
});

test('tells the peak, the time at the maximum, the time in want, and the task hours', () => {
  const values = minutes([60, 105], [60, 70]);
  const series = [{ policy: tracking(), values }];
  const result = simulate({ series, startTasks: 2, minTasks: 2, maxTasks: 4 });
  // 2 tasks in minutes 0-2, 3 in minute 3, 4 from minute 4 on; in want until the load is gone.
  expect(result.changes).toEqual([
    { minute: 2, from: 2, to: 3 },
    { minute: 3, from: 3, to: 4 },
  ]);
  expect(result).toMatchObject({ peak: 4, minutesAtMax: 116, minutesStarved: 56, taskHoursThen: 4 });
  expect(result.taskHours).toBeCloseTo((3 * 2 + 3 + 116 * 4) / 60);
});
