import { SHOWS_WHEN_QUIET_SECONDS } from '@fargate-actions/aws';
import type { Cause } from '../rollout-report.ts';
import { isGone } from '../service-deployments.ts';
import { causeOf } from './cause.ts';
import { hopeless } from './hopeless.ts';
import type { Patience } from './patience.ts';
import type { RolloutSeen, ServiceDeploymentSeen } from './seen.ts';

/** What one look at a rollout means. */
export type Verdict =
  | { readonly kind: 'waiting'; readonly for: string }
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly cause: Cause }
  | { readonly kind: 'rolledBack'; readonly cause: Cause }
  | { readonly kind: 'superseded'; readonly cause: Cause }
  /** ECS goes on trying, but what failed so far proves that it is in vain. */
  | { readonly kind: 'hopeless'; readonly cause: Cause };

/**
 * What one look at a rollout means.
 *
 * A rollback counts as a failure, and IN_PROGRESS never as a success, whatever the task counts say. The service
 * deployment has the last word; without the permission to see it, the deployment that DescribeServices shows has.
 * Source: reference/ecs-facts.md, "Service deployments".
 */
export function decide(seen: RolloutSeen, patience: Patience): Verdict {
  if (isGone(seen.serviceStatus)) return serviceGone(seen);
  const verdict = seen.serviceDeployment
    ? decideByServiceDeployment(seen, seen.serviceDeployment)
    : decideByDeployment(seen);
  return verdict.kind === 'waiting' ? (givenUp(seen, patience) ?? verdict) : verdict;
}

/** While ECS is going back already, or somebody else has taken over, there is nothing to give up. */
function givenUp(seen: RolloutSeen, patience: Patience): Verdict | undefined {
  if (seen.isRollingBack || !seen.ours || seen.ours.id !== seen.primary?.id) return undefined;
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
      return failedInPlace(seen) ?? waiting('the new tasks to be healthy and the old ones to be stopped');
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
 * A stopped service deployment: replaced by a newer one, or failed with nothing configured to roll it back.
 *
 * The SDK's documentation of `stoppedAt`: a deployment stops when somebody stops it, or when it fails and the rollback
 * option is not in use.
 */
function stopped(seen: RolloutSeen, deployment: ServiceDeploymentSeen): Verdict {
  const hasFailed =
    seen.ours?.rolloutState === 'FAILED' || deployment.breaker === 'TRIGGERED' || deployment.alarms === 'TRIGGERED';
  if (hasFailed) return { kind: 'failed', cause: causeOf(seen) };
  const isReplaced = seen.primary !== undefined && seen.primary.createdAt > seen.begunAt;
  if (isReplaced) return superseded(seen);
  // What replaced it, or that the service is being deleted, may not show in a stale read yet.
  if (seen.stoppedForSeconds < SHOWS_WHEN_QUIET_SECONDS) return waiting('ECS to say what became of the deployment');
  return { kind: 'failed', cause: STOPPED_BY_SOMEBODY };
}

const STOPPED_BY_SOMEBODY: Cause = {
  kind: 'stopped-by-user',
  summary: 'somebody stopped the deployment before it was done',
  hint: 'Look in CloudTrail who called StopServiceDeployment, and deploy again.',
};

/** A breaker that tripped with nothing to go back to: the service deployment stays as it is, and nothing more happens. */
function failedInPlace(seen: RolloutSeen): Verdict | undefined {
  if (seen.ours?.rolloutState !== 'FAILED' || seen.isRollingBack) return undefined;
  if (seen.failedForSeconds < SHOWS_WHEN_QUIET_SECONDS)
    return waiting('ECS to begin a rollback, or to leave it at that');
  return { kind: 'failed', cause: causeOf(seen) };
}

function decideByDeployment(seen: RolloutSeen): Verdict {
  const { ours, primary } = seen;
  if (!ours) return notShown(seen);
  const isPrimary = ours.id === primary?.id;
  switch (ours.rolloutState) {
    case 'COMPLETED':
      return isPrimary ? { kind: 'succeeded' } : superseded(seen);
    case 'FAILED':
      return failedInPlace(seen) ?? rollingBack(seen);
    case 'IN_PROGRESS':
    case undefined:
      if (isPrimary) return waiting('the new tasks to be healthy and the old ones to be stopped');
      return seen.isRollingBack ? rollingBack(seen) : waiting('ECS to say what became of the deployment');
    default:
      return unknownRolloutState(ours.rolloutState);
  }
}

/** ECS does not show our deployment: not yet, because reads can be stale, or not any more. */
function notShown(seen: RolloutSeen): Verdict {
  if (seen.isRollingBack) return rollingBack(seen);
  const isNewer = seen.primary !== undefined && seen.primary.createdAt > seen.begunAt;
  return isNewer ? superseded(seen) : waiting('ECS to show the deployment');
}

function unknownRolloutState(state: never): Verdict {
  return waiting(`the unknown rollout state ${String(state)} to change`);
}

function rollingBack(seen: RolloutSeen): Verdict {
  const { ours, primary } = seen;
  const isBack = primary?.rolloutState === 'COMPLETED' && primary.id !== ours?.id;
  if (isBack) return { kind: 'rolledBack', cause: causeOf(seen) };
  if (primary?.rolloutState === 'FAILED' && primary.id !== ours?.id) return { kind: 'failed', cause: causeOf(seen) };
  return waiting('ECS to go back to the revision before');
}

function superseded({ primary }: RolloutSeen): Verdict {
  const by = primary ? `another one, of ${revisionName(primary.taskDefinition)},` : 'another one';
  return {
    kind: 'superseded',
    cause: {
      kind: 'superseded',
      summary: `this deployment was replaced by ${by} before it was done`,
      hint: 'Somebody else deployed the same service. Give the workflows that deploy it one `concurrency` group.',
    },
  };
}

function serviceGone({ serviceStatus }: RolloutSeen): Verdict {
  const state = serviceStatus === undefined ? 'it does not exist any more' : `it is ${serviceStatus}`;
  return {
    kind: 'failed',
    cause: {
      kind: 'service-deleted',
      summary: `somebody deleted the service during the deployment: ${state}`,
      hint: 'Deploy again to create it anew, or take it out of the files.',
    },
  };
}

function waiting(what: string): Verdict {
  return { kind: 'waiting', for: what };
}

/** `amply-api:42` of a task definition's ARN. */
export function revisionName(taskDefinition: string): string {
  return taskDefinition.split('/').at(-1) ?? taskDefinition;
}
