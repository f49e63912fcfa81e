import type { StepScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';
import { expect, test } from '@jest/globals';

import { stepped, tracked } from './adjustment.ts';

test.each([
  { count: 2, value: 105, target: 70, to: 3 },
  { count: 3, value: 105, target: 70, to: 5 },
  { count: 4, value: 30, target: 70, to: 2 },
  { count: 3, value: 70, target: 70, to: 3 },
  { count: 7, value: 30, target: 70, to: 3 },
  { count: 3, value: 0, target: 70, to: 0 },
])('$count tasks at $value of $target become $to', ({ count, value, target, to }) => {
  expect(tracked(count, value, target)).toBe(to);
});

// The example of AWS's user guide, "Step adjustments", around a threshold of 50.
const OUT: StepScalingPolicyConfiguration = {
  AdjustmentType: 'PercentChangeInCapacity',
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 0 },
    { MetricIntervalLowerBound: 10, MetricIntervalUpperBound: 20, ScalingAdjustment: 10 },
    { MetricIntervalLowerBound: 20, ScalingAdjustment: 30 },
  ],
};
const IN: StepScalingPolicyConfiguration = {
  AdjustmentType: 'PercentChangeInCapacity',
  StepAdjustments: [
    { MetricIntervalLowerBound: -10, MetricIntervalUpperBound: 0, ScalingAdjustment: 0 },
    { MetricIntervalLowerBound: -20, MetricIntervalUpperBound: -10, ScalingAdjustment: -10 },
    { MetricIntervalUpperBound: -20, ScalingAdjustment: -30 },
  ],
};
const one = (type: 'ChangeInCapacity' | 'ExactCapacity' | 'PercentChangeInCapacity', by: number, least?: number) => ({
  AdjustmentType: type,
  StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: by }],
  ...(least !== undefined && { MinAdjustmentMagnitude: least }),
});

test.each<{ name: string; count: number; by: number; policy: StepScalingPolicyConfiguration; to: number | undefined }>([
  { name: 'unchanged up to 60 %', count: 10, by: 9.9, policy: OUT, to: 10 },
  { name: 'the lower bound belongs to a step above', count: 10, by: 10, policy: OUT, to: 11 },
  { name: '30 % of 11 is rounded down to 3', count: 11, by: 20, policy: OUT, to: 14 },
  { name: 'the upper bound belongs to a step below', count: 14, by: -10, policy: IN, to: 13 },
  { name: '30 % of 13 is rounded towards nothing, to 3', count: 13, by: -20, policy: IN, to: 10 },
  { name: 'less than one is one', count: 2, by: 10, policy: OUT, to: 3 },
  { name: 'less than one is one less', count: 2, by: -20, policy: IN, to: 1 },
  { name: 'a least change', count: 4, by: 1, policy: one('PercentChangeInCapacity', 25, 2), to: 6 },
  { name: 'a change', count: 3, by: 1, policy: one('ChangeInCapacity', 5), to: 8 },
  { name: 'never below nothing', count: 3, by: 1, policy: one('ChangeInCapacity', -5), to: 0 },
  { name: 'an exact count', count: 3, by: 1, policy: one('ExactCapacity', 5), to: 5 },
  { name: 'no step is meant', count: 3, by: -1, policy: one('ChangeInCapacity', 5), to: undefined },
])('$name: $count tasks become $to', ({ count, by, policy, to }) => {
  expect(stepped(count, { by, isAbove: by > 0 }, policy)).toBe(to);
});
