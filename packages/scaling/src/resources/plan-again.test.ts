import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { scalingResources } from './scaling-resources.ts';
import { anAccount, applied, SERVICE } from '../../test/an-account.ts';
import { aScaledService, read } from '../../test/files.ts';

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const seconds = optional(fc.integer({ min: 0, max: 900 }));
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,12}$/);

const predefined = fc
  .constantFrom('ECSServiceAverageCPUUtilization', 'ECSServiceAverageMemoryUtilization')
  .map((predefinedMetricType) => ({ predefinedMetricSpecification: { predefinedMetricType } }));
const dimensions = fc.uniqueArray(fc.record({ name, value: name }), { maxLength: 3, selector: (item) => item.name });
const customized = fc
  .record({
    metricName: name,
    namespace: name,
    statistic: fc.constantFrom('Average', 'Sum', 'Maximum'),
    dimensions: optional(dimensions),
    unit: optional(fc.constant('Count')),
  })
  .map((customizedMetricSpecification) => ({ customizedMetricSpecification }));
const math = fc.record({ metricName: name, dimensions, label: optional(name) }).map(({ label, ...metric }) => ({
  customizedMetricSpecification: {
    metrics: [
      { id: 'm1', label, metricStat: { stat: 'Sum', metric: { namespace: 'Shop', ...metric } }, returnData: false },
      { id: 'e1', expression: 'm1 / 2' },
    ],
  },
}));
const tracking = fc
  .tuple(
    fc.oneof(predefined, customized, math),
    fc.record({
      targetValue: fc.double({ min: 0.5, max: 1000, noNaN: true }),
      scaleInCooldown: seconds,
      scaleOutCooldown: seconds,
      disableScaleIn: optional(fc.boolean()),
    }),
  )
  .map(([metric, others]) => ({ targetTrackingScalingPolicyConfiguration: { ...metric, ...others } }));
const steps = fc
  .record({
    cooldown: seconds,
    metricAggregationType: optional(fc.constantFrom('Average', 'Maximum')),
    bound: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ bound, ...others }) => ({
    policyType: 'StepScaling',
    stepScalingPolicyConfiguration: {
      adjustmentType: 'ChangeInCapacity',
      stepAdjustments: [
        { metricIntervalLowerBound: bound, scalingAdjustment: 3 },
        { metricIntervalLowerBound: 0, metricIntervalUpperBound: bound, scalingAdjustment: 1 },
      ],
      ...others,
    },
  }));
const predictive = fc
  .record({
    mode: optional(fc.constantFrom('ForecastOnly', 'ForecastAndScale')),
    schedulingBufferTime: optional(fc.integer({ min: 0, max: 3599 })),
  })
  .map((others) => ({
    predictiveScalingPolicyConfiguration: {
      metricSpecifications: [
        {
          targetValue: 50,
          predefinedMetricPairSpecification: { predefinedMetricType: 'ECSServiceCPUUtilization' },
        },
      ],
      ...others,
    },
  }));
const action = fc.record({
  schedule: fc.constantFrom('cron(0 20 ? * MON-FRI *)', 'rate(2 hours)', 'at(2027-01-01T00:00:00)'),
  timezone: optional(fc.constantFrom('Europe/Berlin', 'UTC')),
  startTime: optional(fc.constantFrom('2026-12-01T00:00:00Z', '2026-12-01T01:00:00+01:00')),
  scalableTargetAction: fc.constantFrom({ minCapacity: 1 }, { maxCapacity: 4 }, { minCapacity: 0, maxCapacity: 3 }),
});
const file = fc.record({
  scalableTarget: fc.record({
    minCapacity: fc.integer({ min: 0, max: 5 }),
    maxCapacity: fc.integer({ min: 5, max: 20 }),
    suspendedState: optional(fc.record({ dynamicScalingInSuspended: fc.boolean() })),
  }),
  scalingPolicies: fc.tuple(tracking, optional(steps), optional(predictive)).map((list) => list.filter(Boolean)),
  scheduledActions: fc
    .array(action, { maxLength: 2 })
    .map((actions) => actions.map((one, index) => (index === 0 ? one : { scheduledActionName: 'second', ...one }))),
});

const RUNS = 2000;
const RUNS_AN_ACCOUNT = 10;

test('whatever a valid file says, applying it once is enough, whatever was there before', async () => {
  const service = aScaledService({ ...SERVICE, maxCapacity: undefined });
  const spec = { service, prune: true, tags: {}, now: 0 };
  let account = anAccount(2, { limits: false });
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(file, async (content) => {
      if (runs++ % RUNS_AN_ACCOUNT === 0) account = anAccount(2, { limits: false });
      const { scaling, diagnostics } = read(JSON.stringify(content), service);
      expect(diagnostics.hasErrors).toBe(false);
      if (!scaling) throw new Error('The file is right.');
      const first = await applied(account, scalingResources(scaling, spec, account.aws));
      expect(first.outcomes.filter(({ result }) => result === 'failed' || result === 'not attempted')).toEqual([]);
      expect((await applied(account, scalingResources(scaling, spec, account.aws))).changes).toEqual({});
    }),
    { numRuns: RUNS },
  );
});
