import { expect, test } from '@jest/globals';
import { trackingPolicy } from './tracking-policy.ts';
import { CPU, read, stepScaling, targetTracking } from '../../test/files.ts';

const simulated = (text: string) => read(text).scaling?.policies.map(trackingPolicy);

test('a policy is simulated with the values of its file, and with AWS’s where it has none', () => {
  expect(simulated(targetTracking('targetValue: 70', CPU, 'scaleOutCooldown: 60', 'disableScaleIn: true'))).toEqual([
    {
      kind: 'target tracking',
      targetValue: 70,
      scaleOutCooldownSeconds: 60,
      scaleInCooldownSeconds: 300,
      scalesIn: false,
      isPerTask: true,
    },
  ]);
});

test('the backlog per task falls as tasks are added, the depth of a queue does not', () => {
  const backlog = simulated('backlogPerTask: { queue: q, acceptableLatencySeconds: 60, secondsPerMessage: 1 }');
  expect(backlog).toMatchObject([{ targetValue: 60, isPerTask: true }]);
  const depth =
    'customizedMetricSpecification: { metricName: ApproximateNumberOfMessagesVisible, namespace: AWS/SQS, statistic: Average }';
  expect(simulated(targetTracking('targetValue: 100', depth))).toMatchObject([{ isPerTask: false }]);
});

test('a step policy can’t be simulated: its alarm stands elsewhere', () => {
  const steps = stepScaling(
    'adjustmentType: ChangeInCapacity',
    'stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }]',
  );
  expect(simulated(steps)).toEqual([undefined]);
});
