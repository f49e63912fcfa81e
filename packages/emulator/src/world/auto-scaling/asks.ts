import type { MetricAggregationType } from '@aws-sdk/client-application-auto-scaling';

import { findAlarm } from '../cloudwatch/alarms.ts';
import type { Service } from '../ecs/model.ts';
import type { Alarm, ScalableTarget, ScalingPolicy } from '../surroundings.ts';
import type { World } from '../world.ts';
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
  readonly isCooling: boolean;
  readonly cooldownSeconds: number;
}

/** What nobody says. Source: the SDK's documentation of Cooldown and of the user guide's "Define cooldown periods", for ECS. */
const COOLDOWN_SECONDS = 300;

/**
 * What the policies whose alarms have fired ask for.
 *
 * They start from the tasks that run, and not from the desired count. Within the cooldown of a policy that has scaled out
 * they start from what ran before, so that what it has added counts as part of what it adds. Target tracking asks for less
 * only when all of it that may scale in does.
 * Source: ECS developer guide, "Service auto scaling"; Application Auto Scaling user guide, "Cooldown period".
 */
export function asked(world: World, target: ScalableTarget, service: Service): Ask[] {
  const policies = world.scalingPolicies.filter(({ resourceId }) => resourceId === target.resourceId);
  const runningCount = world.tasks.filter(
    (task) => task.serviceArn === service.arn && task.lastStatus === 'RUNNING',
  ).length;
  return policies.flatMap((policy) =>
    policy.triggeredBy.flatMap((name) => {
      const alarm = findAlarm(world, name);
      if (!alarm) return [];
      if (policy.configuration.targetTracking) return byTracking(world, policies, policy, alarm, runningCount);
      return byStep(world, policy, alarm, runningCount);
    }),
  );
}

function byTracking(
  world: World,
  policies: readonly ScalingPolicy[],
  policy: ScalingPolicy,
  alarm: Alarm,
  runningCount: number,
): Ask[] {
  const { TargetValue = 0, ScaleOutCooldown, ScaleInCooldown } = policy.configuration.targetTracking ?? {};
  const [value] = newestValues(world, alarm);
  if (value === undefined) return [];
  if (sideOf(alarm.name) === 'Low') {
    const isAgreed = policies.every((other) => mayScaleIn(world, other));
    const count = tracked(runningCount, value, TargetValue);
    const cooldownSeconds = ScaleInCooldown ?? COOLDOWN_SECONDS;
    return isAgreed
      ? [
          {
            policy,
            alarmName: alarm.name,
            direction: 'in',
            count,
            from: runningCount,
            isCooling: false,
            cooldownSeconds,
          },
        ]
      : [];
  }
  const cooldownSeconds = ScaleOutCooldown ?? COOLDOWN_SECONDS;
  const { from, isCooling } = startOf(world, policy, runningCount, cooldownSeconds);
  // Of no task nothing is a share: then it begins with the least. Source: ECS developer guide, "Service auto scaling".
  const count = runningCount === 0 ? 1 : tracked(from, value, TargetValue);
  return [{ policy, alarmName: alarm.name, direction: 'out', count, from, isCooling, cooldownSeconds }];
}

/** Target tracking that may scale in is ready to; of other policies nobody asks. */
function mayScaleIn(world: World, { configuration: { targetTracking }, alarmNames }: ScalingPolicy): boolean {
  if (!targetTracking || targetTracking.DisableScaleIn === true) return true;
  const low = alarmNames.find((name) => sideOf(name) === 'Low');
  return low !== undefined && findAlarm(world, low)?.state === 'ALARM';
}

function byStep(world: World, policy: ScalingPolicy, alarm: Alarm, runningCount: number): Ask[] {
  const { stepScaling } = policy.configuration;
  const { Threshold = 0, ComparisonOperator = '' } = alarm.metric ?? {};
  const values = newestValues(world, alarm);
  if (!stepScaling || values.length === 0) return [];
  const breach = {
    by: aggregated(values, stepScaling.MetricAggregationType) - Threshold,
    isAbove: ComparisonOperator.startsWith('GreaterThan'),
  };
  const cooldownSeconds = stepScaling.Cooldown ?? COOLDOWN_SECONDS;
  const { from, isCooling } = startOf(world, policy, runningCount, cooldownSeconds);
  const fromNow = stepped(runningCount, breach, stepScaling) ?? runningCount;
  const ask = { policy, alarmName: alarm.name, cooldownSeconds };
  if (fromNow < runningCount)
    return [{ ...ask, direction: 'in', count: fromNow, from: runningCount, isCooling: false }];
  if (fromNow === runningCount) return [];
  return [{ ...ask, direction: 'out', count: stepped(from, breach, stepScaling) ?? from, from, isCooling }];
}

/** From which count a policy that scales out starts. */
function startOf(
  world: World,
  { scaledOut }: ScalingPolicy,
  runningCount: number,
  cooldownSeconds: number,
): Pick<Ask, 'from' | 'isCooling'> {
  if (scaledOut && isCooling(world, scaledOut.activityId, cooldownSeconds))
    return { from: scaledOut.from, isCooling: true };
  return { from: runningCount, isCooling: false };
}

/** The values that an alarm judges, as one. Source: the SDK's documentation of MetricAggregationType. */
function aggregated(values: readonly number[], type: MetricAggregationType | undefined): number {
  if (type === 'Minimum') return Math.min(...values);
  if (type === 'Maximum') return Math.max(...values);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
