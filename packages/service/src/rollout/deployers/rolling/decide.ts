import { GONE_AFTER_SECONDS } from '@fargate-actions/aws';
import { isGone } from '../../../service-deployments.ts';
import { causeOf } from '../../cause.ts';
import { decideByDeployment, failedInPlace } from './decide-by-deployment.ts';
import { hopeless } from '../../hopeless.ts';
import type { Patience } from '../../patience.ts';
import type { RolloutSeen, ServiceDeploymentSeen } from '../../seen.ts';
import { directionOf, replacedBy } from './signs.ts';
import { serviceDeleted, superseded, unknowable, waiting, type Verdict } from '../../verdict.ts';

/**
 * What one look at a rollout means.
 *
 * A rollback counts as a failure, and IN_PROGRESS never as a success, whatever the task counts say. The service
 * deployment has the last word; where it can't be had, the deployment that DescribeServices shows has, with the counts of
 * its tasks. Source: docs/reference/ecs.md, "Service deployments"; contracts.md, "Watching a deployment".
 */
export function decide(seen: RolloutSeen, patience: Patience): Verdict {
  if (isGone(seen.serviceStatus)) return { kind: 'failed', cause: serviceDeleted(seen) };
  const verdict = seen.serviceDeployment
    ? decideByServiceDeployment(seen, seen.serviceDeployment)
    : decideByDeployment(seen);
  return verdict.kind === 'waiting' ? (givenUp(seen, patience) ?? verdict) : verdict;
}

/** While ECS is going back already, or somebody else has taken over, there is nothing to give up. */
function givenUp(seen: RolloutSeen, patience: Patience): Verdict | undefined {
  if (seen.isRollingBack || directionOf(seen) !== 'ours') return undefined;
  const cause = hopeless(seen, patience);
  return cause && { kind: 'hopeless', cause };
}

function decideByServiceDeployment(seen: RolloutSeen, deployment: ServiceDeploymentSeen): Verdict {
  switch (deployment.status) {
    case 'SUCCESSFUL':
      return { kind: 'succeeded' };
    case 'ROLLBACK_SUCCESSFUL':
      return { kind: 'rolledBack', cause: causeOf(seen) };
    case 'ROLLBACK_FAILED':
      return { kind: 'failed', cause: causeOf(seen) };
    case 'STOPPED':
      return stopped(seen, deployment);
    case 'ROLLBACK_REQUESTED':
    case 'ROLLBACK_IN_PROGRESS':
      return waiting('ECS to go back to the revision before');
    case 'STOP_REQUESTED':
      return waiting('ECS to stop the deployment');
    case 'PENDING':
    case 'IN_PROGRESS':
      // A breaker that tripped with nothing to go back to may leave the service deployment as it is.
      if (directionOf(seen) === 'ours' && seen.ours?.rolloutState === 'FAILED') return failedInPlace(seen);
      return waiting('the new tasks to be healthy and the old ones to be stopped');
    case undefined:
      return decideByDeployment(seen);
    default:
      // A status that this version does not know says nothing about the end: go on, and believe the other call.
      return unknownStatus(seen, deployment.status);
  }
}

function unknownStatus(seen: RolloutSeen, status: never): Verdict {
  const verdict = decideByDeployment(seen);
  return verdict.kind === 'waiting' ? waiting(`the unknown status ${String(status)} to change`) : verdict;
}

/**
 * A stopped service deployment: failed with nothing configured to roll it back, or else replaced by a newer one, or its
 * service was deleted. StopServiceDeployment never leads here.
 */
function stopped(seen: RolloutSeen, deployment: ServiceDeploymentSeen): Verdict {
  const hasFailed =
    seen.failedForSeconds !== undefined || deployment.breaker === 'TRIGGERED' || deployment.alarms === 'TRIGGERED';
  if (hasFailed) return { kind: 'failed', cause: causeOf(seen) };
  const other = replacedBy(seen);
  if (other) return superseded(other);
  // What replaced it, or that the service is being deleted, may not show in a stale read yet.
  if (seen.stoppedForSeconds < GONE_AFTER_SECONDS) return waiting('ECS to say what became of the deployment');
  return unknowable(STOPPED);
}

const STOPPED = 'ECS stopped the deployment without a failure, and shows neither one that replaced it nor a deletion';
