import type { Cause } from '@fargate-actions/engine';
import type { RolloutStatus } from '../rollout-report.ts';
import type { Begun } from '../rollout/begun.ts';
import { knownCauseOf } from '../rollout/cause.ts';
import { revisionName, serviceDeleted } from '../rollout/verdict.ts';
import { explainEvents } from '../rollout/diagnosis/event-texts.ts';
import type { RolloutSeen } from '../rollout/seen.ts';
import { isGone } from '../service-deployments.ts';

/** Without any check ECS takes a task for healthy after so long in RUNNING. Source: reference/ecs-facts.md. */
const STEADY_SECONDS = 40;

/** So many tasks that fail under our eyes are no accident. */
const KEEP_FAILING_TASKS = 2;

/** Fail-fast and going back are about a deployment of ours: here nothing is deployed. */
export const PATIENCE = { tasks: Number.POSITIVE_INFINITY, onFailure: 'leave' } as const;

/** What several looks at a service tell. */
export interface Settling {
  readonly seen: RolloutSeen;
  /** What it lacks of running as wanted; undefined where it lacks nothing. */
  readonly missing: string | undefined;
  /** How long it has lacked nothing, and no task has failed. */
  readonly steadyForSeconds: number;
  /** Tasks that failed since the watch began, and all that ECS remembers. */
  readonly failed: { readonly now: number; readonly ever: number };
  /** ECS waits longer and longer between its tries to start tasks. */
  readonly isBackingOff: boolean;
}

/** What the looks mean; undefined while the service is to be watched on. */
export interface Settled {
  readonly status: RolloutStatus;
  readonly cause?: Cause;
}

/**
 * What several looks mean at a service whose newest deployment is what is wanted.
 *
 * A task that is missing for a while is no failure: Spot, scaling and maintenance replace tasks. Tasks that keep failing
 * are. Source: contracts.md, "Deploying", What runs.
 *
 * @param waitSeconds after so long a service that is not steady is a failure.
 */
export function decideSettling(settling: Settling, begun: Begun, waitSeconds: number): Settled | undefined {
  const { seen, missing, failed } = settling;
  if (isGone(seen.serviceStatus)) return { status: 'failed', cause: serviceDeleted(seen) };
  if (seen.primary && seen.primary.id !== begun.deploymentId) return { status: 'superseded', cause: superseded(seen) };
  if (settling.steadyForSeconds >= STEADY_SECONDS) return { status: 'deployed' };
  const keepsFailing = failed.now >= KEEP_FAILING_TASKS || (settling.isBackingOff && failed.ever >= KEEP_FAILING_TASKS);
  if (keepsFailing && missing !== undefined) return { status: 'failed', cause: failing(settling, begun) };
  if (seen.elapsedSeconds < waitSeconds) return undefined;
  return failed.ever > 0
    ? { status: 'failed', cause: failing(settling, begun) }
    : { status: 'timed-out', cause: late(settling, waitSeconds / 60) };
}

const NOT_OURS = 'Nothing differs from what is wanted, so this run deployed nothing.';

function failing({ seen, missing }: Settling, begun: Begun): Cause {
  const known = knownCauseOf(seen);
  const what = `tasks of ${revisionName(begun.taskDefinition)} keep failing${missing === undefined ? '' : ` (${missing})`}`;
  return {
    kind: known?.kind ?? 'tasks-not-starting',
    summary: `${what}${known ? `: ${known.summary}` : ''}`,
    hint: `${NOT_OURS} ${known?.hint ?? 'Look at its stopped tasks in the ECS console.'}`,
  };
}

/** No task failed: what keeps ECS from starting one counts more than what made one go. */
function late({ seen, missing }: Settling, minutes: number): Cause {
  const { evidence } = seen;
  const known = explainEvents(evidence.events, evidence) ?? knownCauseOf(seen);
  const because = [missing, known?.summary].filter((text) => text !== undefined).join(': ');
  return {
    kind: 'timed-out',
    summary: `the service was not steady after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}${because === '' ? '' : `: ${because}`}`,
    hint: `${NOT_OURS} ${known?.hint ?? 'Look at the service in the ECS console.'}`,
  };
}

function superseded({ primary }: RolloutSeen): Cause {
  return {
    kind: 'superseded',
    summary: `another deployment, of ${revisionName(primary?.taskDefinition ?? '')}, began while the service was watched`,
    hint: 'Somebody else deploys the same service. Give the workflows that deploy it one `concurrency` group.',
  };
}
