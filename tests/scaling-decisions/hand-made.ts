import type { PolicySeries, SimulationInput, StepPolicy, TrackingPolicy } from '@fargate-actions/scaling';

/** A series by hand. */
export interface HandMade {
  readonly name: string;
  readonly input: SimulationInput;
}

type Values = PolicySeries['values'];

/** So many minutes of each value; `-` has none. */
const minutes = (...parts: readonly (readonly [number, number | '-'])[]): Values =>
  parts.flatMap(([count, value]) => Array.from({ length: count }, () => (value === '-' ? undefined : value)));

const times = (count: number, values: Values): Values => Array.from({ length: count }, () => values).flat();

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

const down = (changes: Partial<StepPolicy> = {}): StepPolicy =>
  step(
    { steps: [{ to: 0, adjustment: -1 }], ...changes },
    { comparison: 'at most', threshold: 20, periods: 3, datapoints: 3 },
  );

const of = (series: readonly PolicySeries[], changes: Partial<SimulationInput> = {}): SimulationInput => ({
  series,
  startTasks: 2,
  minTasks: 1,
  maxTasks: 20,
  ...changes,
});
const one = (policy: PolicySeries['policy'], values: Values, changes: Partial<SimulationInput> = {}): SimulationInput =>
  of([{ policy, values }], changes);

/** Step loads, sawteeth, gaps, the edges of cooldowns, and policies that want different things. */
export const HAND_MADE: readonly HandMade[] = [
  { name: 'a step load', input: one(tracking(), minutes([5, 50], [6, 105], [40, 30])) },
  {
    name: 'a step load that tasks share',
    input: one(tracking({ isPerTask: true }), minutes([5, 50], [20, 140], [40, 20])),
  },
  { name: 'a sawtooth', input: one(tracking(), times(6, minutes([3, 105], [3, 30]))) },
  { name: 'a slow sawtooth', input: one(tracking(), times(3, minutes([4, 105], [18, 30]))) },
  { name: 'single missing points', input: one(tracking(), times(8, minutes([2, 105], [1, '-']))) },
  { name: 'a gap while scaling in', input: one(tracking(), minutes([14, 30], [1, '-'], [20, 30]), { startTasks: 10 }) },
  {
    name: 'a long gap, and a value behind it',
    input: one(tracking(), minutes([4, 105], [9, '-'], [1, 105], [9, '-'], [3, 105])),
  },
  { name: 'values among gaps', input: one(tracking(), minutes([3, 105], [3, '-'], [1, 105], [3, '-'], [2, 105])) },
  {
    name: 'the edge of the cooldown of scaling out',
    input: one(tracking({ scaleOutCooldownSeconds: 180 }), minutes([12, 105])),
  },
  {
    name: 'a cooldown between two minutes',
    input: one(tracking({ scaleOutCooldownSeconds: 150 }), minutes([12, 105])),
  },
  {
    name: 'more and more within the cooldown',
    input: one(tracking({ scaleOutCooldownSeconds: 600 }), minutes([3, 75], [2, 105], [2, 180], [12, 105])),
  },
  {
    name: 'the edge of the cooldown of scaling in',
    input: one(tracking({ scaleInCooldownSeconds: 120 }), minutes([30, 60]), { startTasks: 10 }),
  },
  {
    name: 'scaling out ends the cooldown of scaling in',
    input: one(tracking({ scaleInCooldownSeconds: 1800 }), minutes([16, 30], [3, 105], [30, 30]), { startTasks: 10 }),
  },
  { name: 'on the threshold', input: one(tracking(), minutes([10, 70], [3, 70.001], [20, 63], [20, 62.999])) },
  { name: 'never in', input: one(tracking({ scalesIn: false }), minutes([4, 105], [40, 5])) },
  { name: 'to no task and back', input: one(tracking(), minutes([20, 0], [6, 105]), { minTasks: 0, startTasks: 4 }) },
  {
    name: 'at the limits',
    input: one(tracking(), minutes([10, 700], [60, 1]), { minTasks: 3, maxTasks: 5, startTasks: 3 }),
  },
  { name: 'steps by the size of the breach', input: one(step(), minutes([2, 150], [2, 250], [3, 50], [4, 150])) },
  {
    name: 'percentages',
    input: one(
      step({ adjustmentType: 'PercentChangeInCapacity', steps: [{ from: 0, adjustment: 30 }], leastChange: 2 }),
      minutes([9, 100]),
    ),
  },
  {
    name: 'an exact count',
    input: one(step({ adjustmentType: 'ExactCapacity', steps: [{ from: 0, adjustment: 7 }] }), minutes([5, 120])),
  },
  {
    name: 'steps downwards',
    input: one(down(), minutes([2, 10], [1, 30], [9, 10], [2, '-'], [6, 10]), { startTasks: 9 }),
  },
  {
    name: 'several points in a step',
    input: one(step({}, { periods: 3, datapoints: 2 }), minutes([1, 150], [1, 90], [1, 320], [1, 120], [4, 90])),
  },
  {
    name: 'two policies, each with its cooldown',
    input: of([
      { policy: tracking({ scaleOutCooldownSeconds: 600 }), values: minutes([20, 105]) },
      { policy: tracking({ targetValue: 100 }), values: minutes([5, 50], [15, 130]) },
    ]),
  },
  {
    name: 'two policies that must agree to scale in',
    input: of(
      [
        { policy: tracking({ scaleInCooldownSeconds: 60 }), values: minutes([20, 50], [40, 30]) },
        { policy: tracking({ scaleInCooldownSeconds: 600 }), values: minutes([30, 30], [5, '-'], [25, 20]) },
      ],
      { startTasks: 16 },
    ),
  },
  {
    name: 'steps downwards beside target tracking',
    input: of(
      [
        { policy: tracking(), values: minutes([10, 105], [30, 30]) },
        { policy: down(), values: minutes([30, 10], [10, 40]) },
      ],
      { startTasks: 6 },
    ),
  },
  {
    name: 'off-hours, and a load behind them',
    input: one(tracking({ isPerTask: true }), minutes([20, 60], [40, 105]), {
      minTasks: 2,
      scheduled: [
        { minute: 20, minTasks: 0, maxTasks: 0 },
        { minute: 40, minTasks: 2, maxTasks: 20 },
      ],
    }),
  },
  {
    name: 'off-hours with a queue that goes on',
    input: one(tracking(), minutes([50, 105]), {
      minTasks: 2,
      maxTasks: 6,
      scheduled: [
        { minute: 15, minTasks: 0, maxTasks: 0 },
        { minute: 30, minTasks: 2, maxTasks: 6 },
      ],
    }),
  },
  {
    name: 'a minimum for the morning, while it scales in',
    input: one(tracking(), minutes([60, 30]), {
      startTasks: 8,
      scheduled: [
        { minute: 10, minTasks: 12 },
        { minute: 40, minTasks: 1 },
      ],
    }),
  },
  {
    name: 'to no task, and back by what waits for one',
    input: one(tracking({ isPerTask: true, hasValueAtZero: true }), minutes([20, 0], [9, 105]), { minTasks: 0 }),
  },
  {
    name: 'a limit that would cross the other',
    input: one(tracking(), minutes([30, 105]), {
      scheduled: [
        { minute: 5, minTasks: 30 },
        { minute: 9, maxTasks: 4 },
      ],
    }),
  },
];
