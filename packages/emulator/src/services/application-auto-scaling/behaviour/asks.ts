import type { MetricAggregationType } from '@aws-sdk/client-application-auto-scaling';

import { findAlarm } from '../../cloudwatch/behaviour/alarms.ts';
import type { Service } from '../../ecs/model.ts';
import type { ScalableTarget, ScalingPolicy } from '../model.ts';
import type { Alarm } from '../../cloudwatch/model.ts';
import type { World } from '../../../world/world.ts';
import { stepped, tracked } from './adjustment.ts';
import { newestValues } from './alarm-values.ts';
import { isCooling } from './cooldown.ts';
import { sideOf } from './tracking-alarms.ts';

/** What a policy asks for, by the alarm that has fired. */
export interface Ask {
  readonly policy: ScalingPolicy;
  readonly alarmName: string;
  readonly direction: 'out' | 'in';
  /** As many tasks, before they are brought between the target's limits. */
  readonly count: number;
  /** The count from which it is worked out. */
  readonly from: number;
  /** The cooldown of what the policy added last goes on. */
  readonly isCooling: boolean;
}

/** A service, and how many of its tasks run. */
interface Scaled {
  readonly target: ScalableTarget;
  readonly policies: readonly ScalingPolicy[];
  readonly runningCount: number;
}

/** What nobody says. Source: the SDK's documentation of Cooldown; user guide, "Define cooldown periods", for ECS. */
const COOLDOWN_SECONDS = 300;

/**
 * What the policies whose alarms have fired ask for.
 *
 * They start from the tasks that run, and not from the desired count. Within the cooldown of a policy that has scaled out
 * it starts from what ran before, so that what it has added counts as part of what it adds. Where anything has scaled in, a
 * policy scales in only after its own cooldown. Target tracking asks for less only when all of it that may scale in is
 * ready to.
 * Source: ECS developer guide, "Service auto scaling"; Application Auto Scaling user guide, "Cooldown period"; API
 * reference, ScaleInCooldown.
 */
export function asked(world: World, target: ScalableTarget, service: Service): Ask[] {
  const policies = world.scalingPolicies.filter(({ resourceId }) => resourceId === target.resourceId);
  const tasks = world.tasks.filter((task) => task.serviceArn === service.arn && task.lastStatus === 'RUNNING');
  const scaled: Scaled = { target, policies, runningCount: tasks.length };
  return policies.flatMap((policy) =>
    policy.triggeredBy.flatMap((name) => {
      const alarm = findAlarm(world, name);
      const ask = alarm && askOf(world, scaled, policy, alarm);
      return ask ?? [];
    }),
  );
}

function askOf(world: World, scaled: Scaled, policy: ScalingPolicy, alarm: Alarm): Ask | undefined {
  const values = newestValues(world, alarm);
  if (values.length === 0) return undefined;
  if (policy.configuration.stepScaling) return stepAsk(world, scaled, policy, alarm, values);
  return sideOf(alarm.name) === 'Low'
    ? trackingInAsk(world, scaled, policy, alarm, values)
    : trackingOutAsk(world, scaled, policy, alarm, values);
}

function trackingOutAsk(
  world: World,
  { runningCount }: Scaled,
  policy: ScalingPolicy,
  { name }: Alarm,
  [value = 0]: readonly number[],
): Ask {
  const { TargetValue = 0, ScaleOutCooldown } = policy.configuration.targetTracking ?? {};
  const start = startOf(world, policy, runningCount, ScaleOutCooldown);
  // Of no task nothing is a share: then it begins with the least. Source: ECS developer guide, "Service auto scaling".
  const count = runningCount === 0 ? 1 : tracked(start.from, value, TargetValue);
  return { policy, alarmName: name, direction: 'out', count, ...start };
}

function trackingInAsk(
  world: World,
  { target, policies, runningCount }: Scaled,
  policy: ScalingPolicy,
  { name }: Alarm,
  [value = 0]: readonly number[],
): Ask | undefined {
  if (!policies.every((other) => isReadyToScaleIn(world, target, other))) return undefined;
  const count = tracked(runningCount, value, policy.configuration.targetTracking?.TargetValue ?? 0);
  return { policy, alarmName: name, direction: 'in', count, from: runningCount, isCooling: false };
}

/** Of target tracking that may scale in, the alarm has fired and the cooldown is over; other policies are not waited for. */
function isReadyToScaleIn(
  world: World,
  target: ScalableTarget,
  { configuration: { targetTracking }, alarmNames }: ScalingPolicy,
): boolean {
  if (!targetTracking || targetTracking.DisableScaleIn === true) return true;
  const low = alarmNames.find((name) => sideOf(name) === 'Low');
  const hasFired = low !== undefined && findAlarm(world, low)?.state === 'ALARM';
  return hasFired && !mustWait(world, target, targetTracking.ScaleInCooldown);
}

function stepAsk(
  world: World,
  { target, runningCount }: Scaled,
  policy: ScalingPolicy,
  { name, metric }: Alarm,
  values: readonly number[],
): Ask | undefined {
  const { stepScaling = {} } = policy.configuration;
  const breach = {
    by: aggregated(values, stepScaling.MetricAggregationType) - (metric?.Threshold ?? 0),
    isAbove: metric?.ComparisonOperator?.startsWith('GreaterThan') === true,
  };
  const fromNow = stepped(runningCount, breach, stepScaling) ?? runningCount;
  const ask = { policy, alarmName: name };
  if (fromNow < runningCount) {
    if (mustWait(world, target, stepScaling.Cooldown)) return undefined;
    return { ...ask, direction: 'in', count: fromNow, from: runningCount, isCooling: false };
  }
  if (fromNow === runningCount) return undefined;
  const start = startOf(world, policy, runningCount, stepScaling.Cooldown);
  return { ...ask, direction: 'out', count: stepped(start.from, breach, stepScaling) ?? start.from, ...start };
}

/** From which count a policy that scales out starts. */
function startOf(
  world: World,
  { scaledOut }: ScalingPolicy,
  runningCount: number,
  cooldownSeconds = COOLDOWN_SECONDS,
): Pick<Ask, 'from' | 'isCooling'> {
  if (scaledOut && isCooling(world, scaledOut.activityId, cooldownSeconds))
    return { from: scaledOut.from, isCooling: true };
  return { from: runningCount, isCooling: false };
}

/** Something has scaled in, and a policy's cooldown after that goes on. */
function mustWait(world: World, { scaledInBy }: ScalableTarget, cooldownSeconds = COOLDOWN_SECONDS): boolean {
  return scaledInBy !== undefined && isCooling(world, scaledInBy, cooldownSeconds);
}

/** The values that an alarm judges, as one. Source: the SDK's documentation of MetricAggregationType. */
function aggregated(values: readonly number[], type: MetricAggregationType | undefined): number {
  if (type === 'Minimum') return Math.min(...values);
  if (type === 'Maximum') return Math.max(...values);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
