import { isGone } from '../service-deployments.ts';
import type { Begun } from './begun.ts';
import { revisionName } from './verdict.ts';
import type { DeploymentSeen, RolloutSeen } from './seen.ts';

/** What runs of a service at the end of a rollout, and what ECS goes on to do, in one line. */
export function runningNow(begun: Begun, seen: RolloutSeen | undefined): string {
  if (!seen) return 'not known: the run ended before its first look at the service';
  const { serviceStatus, runningCount, primary } = seen;
  if (isGone(serviceStatus))
    return runningCount > 0
      ? `${tasks(runningCount)} still ${runs(runningCount)}, and ECS stops them`
      : 'no task of the service runs';
  if (!primary) return `${runningCount} of ${tasks(seen.desiredCount)} ${runs(seen.desiredCount)}`;
  return primary.id === begun.deploymentId ? ours(begun, seen, primary) : others(begun, seen, primary);
}

/** ECS still works towards our revision, or has left it at that. */
function ours(begun: Begun, seen: RolloutSeen, primary: DeploymentSeen): string {
  const { from } = begun;
  const old = from === undefined ? 'the revision before' : revisionName(from);
  const parts = [ofRevision(seen, primary)];
  if (seen.oldRunning > 0) parts.push(`${tasks(seen.oldRunning)} of ${old} still ${runs(seen.oldRunning)}`);
  else if (from === undefined) parts.push('there was no revision before');
  return parts.join(', ') + outlook(primary);
}

/** ECS went back, or somebody deployed something else. */
function others(begun: Begun, seen: RolloutSeen, primary: DeploymentSeen): string {
  const isBefore = primary.taskDefinition === begun.from && primary.running >= primary.desired;
  const isOurs = seen.ours?.id === primary.id;
  const rest = isOurs ? 0 : (seen.ours?.running ?? 0);
  const older = seen.oldRunning - (isOurs ? 0 : primary.running);
  const parts = [
    ofRevision(seen, primary) + (isBefore ? ', as before' : ''),
    ...(rest > 0 ? [`${tasks(rest)} of ${revisionName(begun.taskDefinition)} still ${runs(rest)}`] : []),
    ...(older > 0 ? [`${tasks(older)} of an older deployment still ${runs(older)}`] : []),
  ];
  return parts.join('; ') + outlook(primary);
}

function outlook({ rolloutState, running, desired }: DeploymentSeen): string {
  if (rolloutState === 'FAILED') return '. ECS starts no more tasks: it stays so until the next deployment';
  const isUnderWay = rolloutState === 'IN_PROGRESS' && running < desired;
  return isUnderWay ? '. ECS goes on by itself' : '';
}

/** `2 of 2 tasks of amply-api:1 run`. */
function ofRevision({ desiredCount }: RolloutSeen, { running, taskDefinition }: DeploymentSeen): string {
  return `${running} of ${tasks(desiredCount)} of ${revisionName(taskDefinition)} ${runs(desiredCount)}`;
}

function tasks(count: number): string {
  return `${count} ${count === 1 ? 'task' : 'tasks'}`;
}

function runs(count: number): string {
  return count === 1 ? 'runs' : 'run';
}
