import type { Service } from '@aws-sdk/client-ecs';
import type { StoppedGroup } from '../../../rollout-report.ts';
import type { Begun } from '../../begun.ts';
import { heldFor } from '../../held-for.ts';
import { isKnown } from '../../rolling-back.ts';
import type { RolloutSeen, Witnesses } from '../../seen.ts';

/** Nothing has been looked at. */
export const NO_WITNESSES: Witnesses = { completedForSeconds: 0, agreedForSeconds: 0, hasFailedTasks: false };

/** Whether a look shows our deployment as done, and no service deployment confirms or denies it. */
export function callsItselfDone({ serviceDeployment, ours, primary }: RolloutSeen): boolean {
  const isPrimary = ours !== undefined && ours.id === primary?.id;
  return !isKnown(serviceDeployment?.status) && isPrimary && ours.rolloutState === 'COMPLETED';
}

/**
 * Whether the counts of one look agree with a deployment that is done: enough tasks run, and none of another deployment.
 *
 * Source: contracts.md, "Watching a deployment", Success.
 */
export function countsAgree({ ours, desiredCount, oldRunning }: RolloutSeen, begun: Begun, service: Service): boolean {
  const cleanup = service.deploymentConfiguration?.earlySuccessCriteria?.sourceServiceRevisionCleanup;
  const isAlone = oldRunning === 0 || cleanup === 'DEFERRED';
  return isAlone && (ours?.running ?? 0) >= Math.min(begun.desiredCount, desiredCount);
}

/** Follows the witnesses, look after look; a task of ours that fails makes them begin anew. */
export function witnessing(now: () => number): (seen: RolloutSeen, agrees: boolean) => Witnesses {
  const completedFor = heldFor(now);
  const agreedFor = heldFor(now);
  let failedBefore = 0;
  return (seen, agrees) => {
    const failed = Math.max(failuresIn(seen.evidence.stopped), seen.ours?.failed ?? 0);
    const isDone = callsItselfDone(seen);
    if (failed > failedBefore) agreedFor(false);
    failedBefore = failed;
    return {
      completedForSeconds: completedFor(isDone),
      agreedForSeconds: agreedFor(isDone && agrees),
      hasFailedTasks: failed > 0,
    };
  };
}

/** These stop tasks that would have gone on. */
const NO_FAILURES: ReadonlySet<string | undefined> = new Set([
  'UserInitiated',
  'SpotInterruption',
  'TerminationNotice',
  'InfrastructureHealth',
]);

function failuresIn(stopped: readonly StoppedGroup[]): number {
  return stopped.filter(({ stopCode }) => !NO_FAILURES.has(stopCode)).reduce((sum, { tasks }) => sum + tasks.length, 0);
}
