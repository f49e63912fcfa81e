import type { Cause } from '@fargate-actions/engine';
import type { StoppedGroup } from '../rollout-report.ts';
import { explainStop } from './diagnosis/explain-stop.ts';
import type { Patience } from './patience.ts';
import type { RolloutSeen } from './seen.ts';

/** No retry heals these: the same image, command or name is tried again and again. */
const INCURABLE: ReadonlySet<string> = new Set([
  'image-not-found',
  'image-platform',
  'secret-missing',
  'secret-key-missing',
  'secret-not-json',
  'log-group-missing',
  'command-not-found',
  'command-not-executable',
  'exec-format-error',
  'user-missing',
  'working-directory-missing',
]);

/** A permission that was just given takes time to spread. */
const DENIED: ReadonlySet<string> = new Set(['image-denied', 'secret-denied', 'log-denied', 'role-denied']);

/** These pass by themselves, or somebody wanted them: they say nothing about the revision. */
const PASSING: ReadonlySet<string> = new Set([
  'no-capacity',
  'subnet-full',
  'limit-reached',
  'image-rate-limited',
  'image-found-later',
  'spot-interrupted',
  'stopped-by-user',
  'infrastructure',
]);

/** Whether tasks that fail so say nothing about the revision they are of. */
export function saysNothingOfRevision(kind: string): boolean {
  return PASSING.has(kind);
}

/**
 * Why a revision cannot work, when its failures so far prove it; undefined while it still may.
 *
 * Nothing is proven once one of its tasks was healthy. Source: contracts.md, "Watching a deployment", Fail fast.
 */
export function hopeless(seen: RolloutSeen, patience: Patience): Cause | undefined {
  const { stopped, hasBeenHealthy } = seen.evidence;
  if (hasBeenHealthy || patience.tasks === Number.POSITIVE_INFINITY) return undefined;
  const newTasks = stopped.reduce((sum, { tasks }) => sum + tasks.length, 0);
  const explained = stopped.map((group) => ({
    group,
    cause: explainStop(group, { ...seen.evidence, newTasks }),
  }));
  return explained.find(({ group, cause }) => countOfAlike(group, explained) >= needed(cause.kind, patience))?.cause;
}

/** Failures of the same cause, however their texts differ. */
function countOfAlike(group: StoppedGroup, all: readonly { group: StoppedGroup; cause: Cause }[]): number {
  const kind = all.find((one) => one.group === group)?.cause.kind;
  return all
    .filter(({ group: other, cause }) => cause.kind === kind && other.exitCode === group.exitCode)
    .reduce((sum, { group: other }) => sum + other.tasks.length, 0);
}

function needed(kind: string, patience: Patience): number {
  if (saysNothingOfRevision(kind)) return Number.POSITIVE_INFINITY;
  if (INCURABLE.has(kind)) return 1;
  return DENIED.has(kind) ? Math.min(2, patience.tasks) : patience.tasks;
}
