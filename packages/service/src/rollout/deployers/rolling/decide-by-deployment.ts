import { GONE_AFTER_SECONDS, SHOWS_SECONDS, SHOWS_WHEN_QUIET_SECONDS } from '@fargate-actions/aws';
import { causeOf } from '../../cause.ts';
import { saysCompleted } from '../../events.ts';
import type { RolloutSeen } from '../../seen.ts';
import { directionOf } from './signs.ts';
import { superseded, unknowable, waiting, type Verdict } from '../../verdict.ts';

/** The witnesses must agree in two looks at least this far apart. Source: contracts.md, "Watching a deployment". */
const AGREE_SECONDS = 5;

/** The verdict where no service deployment can be had: by what DescribeServices shows. */
export function decideByDeployment(seen: RolloutSeen): Verdict {
  const state = seen.ours?.rolloutState;
  switch (state) {
    case 'COMPLETED':
      return directionOf(seen) === 'ours' ? completed(seen) : away(seen);
    case 'FAILED':
      return directionOf(seen) === 'back' ? rollingBack(seen) : failedInPlace(seen);
    case 'IN_PROGRESS':
    case undefined:
      if (directionOf(seen) === 'ours') return waiting('the new tasks to be healthy and the old ones to be stopped');
      return away(seen);
    default:
      return unknownRolloutState(state);
  }
}

/** Ours calls itself COMPLETED: the counts of its tasks must agree. */
function completed({ witnesses, evidence }: RolloutSeen): Verdict {
  const { agreedForSeconds, completedForSeconds, hasFailedTasks } = witnesses;
  if (agreedForSeconds >= AGREE_SECONDS) return { kind: 'succeeded' };
  // That no task has failed is only known where tasks can be read.
  const isSound = !hasFailedTasks && evidence.isBlind !== true;
  if (completedForSeconds >= SHOWS_SECONDS && isSound) return { kind: 'succeeded', notice: DISAGREE };
  return waiting('its tasks to run as its state COMPLETED says');
}

const DISAGREE = 'ECS calls the deployment COMPLETED, though the counts of its running tasks never agreed with that';

/** ECS does not work towards ours, or does not show it: not yet, because reads can be stale, or no longer. */
function away(seen: RolloutSeen): Verdict {
  switch (directionOf(seen)) {
    case 'back':
      return rollingBack(seen);
    case 'replaced':
      if (seen.failedForSeconds !== undefined) return { kind: 'failed', cause: causeOf(seen) };
      return replaced(seen);
    case 'ours':
    case 'unknown':
      if (seen.notShownForSeconds >= GONE_AFTER_SECONDS) return unknowable(NOT_SHOWN);
      return waiting('ECS to show the deployment');
  }
}

/** Another one has taken its place: somebody's, or the one by which ECS goes back. */
function replaced(seen: RolloutSeen): Verdict {
  // It was done before the other one began, between two looks.
  if (saysCompleted(seen.evidence.events)) return { kind: 'succeeded' };
  // A service that is deployed always says something: where it does not, what it says can't be had.
  const isSilent = seen.isPrimaryAsBefore && seen.evidence.events.length === 0;
  // The event that says that ECS goes back may show after the deployment that it goes back to.
  if (seen.replacedForSeconds < (isSilent ? SHOWS_SECONDS : SHOWS_WHEN_QUIET_SECONDS))
    return waiting('ECS to say what became of the deployment');
  return isSilent ? unknowable(SILENT) : superseded(seen.primary);
}

const SILENT =
  'ECS works towards the revision before again, and no event says whether it rolled back or somebody deployed that revision';

const NOT_SHOWN = `ECS has not shown the deployment for ${GONE_AFTER_SECONDS} seconds, and nothing says that it went back or was replaced`;

/**
 * A deployment that is FAILED while ECS neither goes back nor is replaced: it stays as it is, and nothing more happens.
 * Where ECS is set to go back by itself, that may not show yet.
 */
export function failedInPlace(seen: RolloutSeen): Verdict {
  const seconds = seen.rollsBackByItself ? SHOWS_SECONDS : SHOWS_WHEN_QUIET_SECONDS;
  if ((seen.failedForSeconds ?? 0) < seconds) return waiting('ECS to begin a rollback, or to leave it at that');
  return { kind: 'failed', cause: causeOf(seen) };
}

function rollingBack(seen: RolloutSeen): Verdict {
  const { ours, primary } = seen;
  if (primary?.rolloutState === 'COMPLETED' && primary.id !== ours?.id)
    return { kind: 'rolledBack', cause: causeOf(seen) };
  if (primary?.rolloutState === 'FAILED' && primary.id !== ours?.id) return { kind: 'failed', cause: causeOf(seen) };
  return waiting('ECS to go back to the revision before');
}

function unknownRolloutState(state: never): Verdict {
  return waiting(`the unknown rollout state ${String(state)} to change`);
}
