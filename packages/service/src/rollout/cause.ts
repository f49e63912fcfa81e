import type { Cause } from '@fargate-actions/engine';
import { explainEvents } from './diagnosis/event-texts.ts';
import { explainStop, explainText } from './diagnosis/explain-stop.ts';
import { worstGroup } from './diagnosis/worst-group.ts';
import type { RolloutSeen } from './seen.ts';

/**
 * Why a rollout does not go well: the alarm that ended it, else what most of its own stopped tasks say, else targets,
 * events, ECS's reason.
 */
export function causeOf(seen: RolloutSeen): Cause {
  return knownCauseOf(seen) ?? ofItsReason(seen);
}

/** Why a rollout does not go well, as far as it shows; undefined while nothing is known to be wrong. */
export function knownCauseOf(seen: RolloutSeen): Cause | undefined {
  const { evidence } = seen;
  const found = alarmThatEndedIt(seen) ?? ofStoppedTasks(seen) ?? alarm(seen) ?? ofTargets(seen);
  if (found) return found;
  const said = explainEvents(evidence.events, evidence);
  return said && evidence.isBlind === true ? { ...said, hint: BLIND } : said;
}

const BLIND =
  'Why its tasks stopped is not known here: allow the role of this job ecs:ListTasks and ecs:DescribeTasks, or look at the stopped tasks in the ECS console.';

function ofStoppedTasks({ evidence }: RolloutSeen): Cause | undefined {
  const group = worstGroup(evidence.stopped);
  const newTasks = evidence.stopped.reduce((sum, { tasks }) => sum + tasks.length, 0);
  return group && explainStop(group, { ...evidence, newTasks });
}

/** Tasks may have failed beside it: but what made ECS act was the alarm. */
function alarmThatEndedIt(seen: RolloutSeen): Cause | undefined {
  const isBreakers = seen.serviceDeployment?.breaker === 'TRIGGERED';
  return isBreakers ? undefined : alarm(seen);
}

function alarm({ serviceDeployment, ours, evidence }: RolloutSeen): Cause | undefined {
  const isSaid = [ours?.rolloutStateReason, ...evidence.events].some((text) => text?.includes('alarm detected'));
  if (serviceDeployment?.alarms !== 'TRIGGERED' && !isSaid) return undefined;
  const names = serviceDeployment?.triggeredAlarms.join(', ') ?? '';
  return {
    kind: 'alarm',
    summary: `the deployment's alarm went off: ${names || 'a CloudWatch alarm of the service'}`,
    hint: 'Look at the alarm in CloudWatch: what it measured since the deployment began is what the new revision did.',
  };
}

function ofTargets({ evidence }: RolloutSeen): Cause | undefined {
  return evidence.unhealthyTargets.length === 0 ? undefined : explainText('failed ELB health checks', evidence);
}

/** ECS's own words, where nothing else is known. */
function ofItsReason({ serviceDeployment, ours, evidence }: RolloutSeen): Cause {
  const reason = serviceDeployment?.rollbackReason ?? serviceDeployment?.statusReason ?? ours?.rolloutStateReason;
  return {
    kind: 'unknown',
    summary: reason ?? 'ECS gave no reason',
    hint:
      evidence.isBlind === true ? BLIND : 'Look at the events and the stopped tasks of the service in the ECS console.',
  };
}
