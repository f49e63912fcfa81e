import type { StepAdjustment, StepScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';

/** The least count at which a metric that is shared by all tasks would be on its target. */
export function tracked(count: number, value: number, target: number): number {
  const exact = (count * value) / target;
  const whole = Math.round(exact);
  // 7 x 30 / 70 is 3 and a little for a machine.
  return Math.abs(exact - whole) <= whole * 1e-12 ? whole : Math.ceil(exact);
}

/** How far a metric is beyond its alarm's threshold, and whether the alarm is about what is above it. */
export interface Breach {
  readonly by: number;
  readonly isAbove: boolean;
}

/**
 * The count that a step policy asks for; undefined where none of its steps is meant.
 *
 * Source: Application Auto Scaling user guide, "Step scaling policies": which bound belongs to a step, and how percentages
 * are rounded; the least change is that of the SDK's documentation of MinAdjustmentMagnitude.
 */
export function stepped(
  count: number,
  breach: Breach,
  configuration: StepScalingPolicyConfiguration,
): number | undefined {
  const { AdjustmentType, StepAdjustments = [], MinAdjustmentMagnitude = 0 } = configuration;
  const adjustment = StepAdjustments.find((step) => isMeant(step, breach))?.ScalingAdjustment;
  if (adjustment === undefined) return undefined;
  if (AdjustmentType === 'ExactCapacity') return adjustment;
  if (AdjustmentType === 'ChangeInCapacity') return Math.max(0, count + adjustment);
  const share = (count * Math.abs(adjustment)) / 100;
  const whole = share > 0 && share < 1 ? 1 : Math.floor(Number(share.toFixed(9)));
  const change = adjustment === 0 ? 0 : Math.max(whole, MinAdjustmentMagnitude);
  return Math.max(0, count + Math.sign(adjustment) * change);
}

function isMeant(step: StepAdjustment, { by, isAbove }: Breach): boolean {
  const { MetricIntervalLowerBound: lower = -Infinity, MetricIntervalUpperBound: upper = Infinity } = step;
  return isAbove ? by >= lower && by < upper : by > lower && by <= upper;
}
