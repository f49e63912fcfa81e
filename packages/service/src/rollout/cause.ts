import type { Cause, StoppedGroup } from '../rollout-report.ts';
import { explainStop } from './explain-stop.ts';
import type { RolloutSeen } from './seen.ts';

/**
 * Why a rollout does not go well: what most of its own stopped tasks say, else targets, alarms, events, ECS's reason.
 */
export function causeOf(seen: RolloutSeen): Cause {
  const { stopped, unhealthyTargets, events, logTail } = seen.evidence;
  const group = worst(stopped);
  if (group) return explainStop(group, { logTail, unhealthyTargets, newTasks: totalTasks(stopped) });

  const { serviceDeployment, ours } = seen;
  if (serviceDeployment?.alarms === 'TRIGGERED') {
    const alarms = serviceDeployment.triggeredAlarms.join(', ') || 'a CloudWatch alarm';
    return {
      kind: 'alarm',
      summary: `the deployment's alarm went off: ${alarms}`,
      hint: 'Look at the alarm in CloudWatch: what it measured since the deployment began is what the new revision did.',
    };
  }
  const [unhealthy] = unhealthyTargets;
  if (unhealthy) {
    return {
      kind: 'target-unhealthy',
      summary: `the load balancer calls ${unhealthy.target} unhealthy: ${unhealthy.reason}`,
    };
  }
  const unplaced = events.findLast((event) => /unable to (place|consistently start)/.test(event));
  if (unplaced) return { kind: 'no-capacity', summary: unplaced };
  const reason = serviceDeployment?.rollbackReason ?? serviceDeployment?.statusReason ?? ours?.rolloutStateReason;
  return {
    kind: 'unknown',
    summary: reason ?? 'ECS gave no reason',
    hint: 'Look at the events of the service in the ECS console.',
  };
}

/** The group with the most tasks; one that stopped by itself before one that ECS stopped. */
function worst(groups: readonly StoppedGroup[]): StoppedGroup | undefined {
  return [...groups].sort((a, b) => b.tasks.length - a.tasks.length)[0];
}

function totalTasks(groups: readonly StoppedGroup[]): number {
  return groups.reduce((sum, { tasks }) => sum + tasks.length, 0);
}
