import fc from 'fast-check';
import type { PolicySeries, SimulatedPolicy, SimulationInput } from '@fargate-actions/scaling';

const cooldownSeconds = fc.constantFrom(0, 30, 60, 90, 120, 300, 600);

const tracking = fc.record({
  kind: fc.constant('target tracking' as const),
  targetValue: fc.constantFrom(10, 50, 70, 100),
  scaleOutCooldownSeconds: cooldownSeconds,
  scaleInCooldownSeconds: cooldownSeconds,
  scalesIn: fc.boolean(),
  isPerTask: fc.boolean(),
});

const alarm = {
  threshold: fc.constantFrom(20, 50, 80),
  missing: fc.constantFrom('missing' as const, 'ignore' as const, 'breaching' as const, 'notBreaching' as const),
};
const periods = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 4 }))
  .map(([datapoints, more]) => ({ datapoints, periods: Math.min(5, datapoints + more) }));
const type = fc.constantFrom('ChangeInCapacity' as const, 'PercentChangeInCapacity' as const, 'ExactCapacity' as const);

const step = fc
  .record({
    isUp: fc.boolean(),
    isStrict: fc.boolean(),
    type,
    periods,
    ...alarm,
    cooldownSeconds,
    small: fc.integer({ min: 1, max: 60 }),
    large: fc.integer({ min: 1, max: 60 }),
    bound: fc.constantFrom(5, 20),
    least: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    isPerTask: fc.boolean(),
  })
  .map((drawn): SimulatedPolicy => {
    const { isUp, isStrict, bound, least, threshold, missing, ...others } = drawn;
    // Counts are small, percentages are not.
    const by = (size: number): number =>
      drawn.type === 'PercentChangeInCapacity' ? size : drawn.type === 'ExactCapacity' ? size % 12 : 1 + (size % 5);
    const sign = isUp || drawn.type === 'ExactCapacity' ? 1 : -1;
    const [small, large] = [sign * by(drawn.small), sign * by(drawn.large)];
    return {
      kind: 'step',
      alarm: {
        threshold,
        missing,
        comparison: isUp ? (isStrict ? 'above' : 'at least') : isStrict ? 'below' : 'at most',
        ...others.periods,
      },
      adjustmentType: drawn.type,
      steps: isUp
        ? [
            { from: 0, to: bound, adjustment: small },
            { from: bound, adjustment: large },
          ]
        : [
            { from: -bound, to: 0, adjustment: small },
            { to: -bound, adjustment: large },
          ],
      ...(least !== undefined && drawn.type === 'PercentChangeInCapacity' && { leastChange: least }),
      cooldownSeconds: others.cooldownSeconds,
      isPerTask: others.isPerTask,
    };
  });

/** Stretches of load, steady or noisy, with gaps in them. */
const load = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 1, max: 20 }),
      level: fc.constantFrom(0, 5, 20, 40, 60, 65, 75, 90, 105, 180, 400),
      noise: fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 4, maxLength: 4 }),
      isNoisy: fc.boolean(),
      gaps: fc.array(fc.nat({ max: 19 }), { maxLength: 6 }),
    }),
    { minLength: 2, maxLength: 7 },
  )
  .map((stretches): PolicySeries['values'] =>
    stretches.flatMap(({ minutes, level, noise, isNoisy, gaps }) =>
      Array.from({ length: minutes }, (_, minute) =>
        gaps.includes(minute) ? undefined : Math.max(0, level + (isNoisy ? (noise[minute % 4] ?? 0) / 10 : 0)),
      ),
    ),
  );

/** Scheduled actions that raise or lower the limits, or take all tasks away; some set one limit alone. */
const scheduled = fc
  .array(
    fc.record(
      {
        minute: fc.integer({ min: 1, max: 80 }),
        minTasks: fc.integer({ min: 0, max: 6 }),
        maxTasks: fc.constantFrom(0, 4, 12, 30),
      },
      { requiredKeys: ['minute'] },
    ),
    { maxLength: 4 },
  )
  .map((changes) => changes.filter(({ minTasks, maxTasks }) => (minTasks ?? maxTasks) !== undefined))
  .map((changes) => changes.filter(({ minTasks = 0, maxTasks = Infinity }) => minTasks <= maxTasks))
  .map((changes) => [...new Map(changes.map((change) => [change.minute, change])).values()])
  .map((changes) => changes.toSorted((a, b) => a.minute - b.minute));

/** One to three policies, each with its own metric. */
export const randomInput: fc.Arbitrary<SimulationInput> = fc
  .record({
    series: fc.array(fc.record({ policy: fc.oneof({ weight: 3, arbitrary: tracking }, step), values: load }), {
      minLength: 1,
      maxLength: 3,
    }),
    minTasks: fc.integer({ min: 0, max: 3 }),
    more: fc.integer({ min: 0, max: 20 }),
    start: fc.nat({ max: 20 }),
    scheduled,
  })
  .map(({ series, minTasks, more, start, scheduled }) => ({
    series,
    scheduled,
    minTasks,
    maxTasks: minTasks + more,
    startTasks: minTasks + Math.min(start, more),
  }));
