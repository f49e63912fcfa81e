import { AwsError, isAwsError, isPassing, NotSentError } from '@fargate-actions/aws';
import type { Cause } from '@fargate-actions/engine';
import type { LostWrite, RunMemory, SingletonEnd } from '../memory.ts';
import type { Observation } from '../observation.ts';
import type { Refusal } from '../refusal.ts';
import type { SingletonContext } from '../singleton-context.ts';
import type { SingletonWanted } from '../wanted.ts';
import type { Act } from './acts.ts';
import { beforeStart } from './before-start.ts';
import { expiryOf, timeOfDay } from '../lease.ts';
import { MOST_FAILURES as MOST_ENDING_FAILURES } from '../plan/plan-ending.ts';
import { TIMINGS } from '../timings.ts';
import { LOST_LOCK } from './lock.ts';
import { LOST_MARK } from './lost-mark.ts';

/** So often in a row a write may fail for a passing reason: longer than SSM keeps the name of a lock that was given back. */
const MOST_FAILURES = 20;

/**
 * So many writes may be lost that were not seen to have happened. Each is waited for until it can't arrive any longer, which
 * takes minutes, and the lock that is renewed meanwhile makes them no row.
 */
const MOST_LOST = 5;

/**
 * What a failed write means: one that was lost may have happened, or may yet; one that was throttled, or refused for a
 * passing reason, did not, and is decided anew; one that was refused for good never will.
 *
 * @throws what no later step could mend.
 */
export async function afterError(
  step: Act,
  error: unknown,
  seen: Observation,
  wanted: SingletonWanted,
  { clock, aws }: SingletonContext,
): Promise<RunMemory> {
  const { memory } = seen;
  const failed: RunMemory = { ...memory, failures: memory.failures + 1 };
  const left = leftBy(step, seen, wanted, clock.now());
  // It is not tried again.
  if (left !== undefined && isAwsError(error) && failed.failures >= MOST_ENDING_FAILURES) aws.gaps.note(error, left);
  if (error instanceof NotSentError) {
    if (failed.failures <= MOST_FAILURES || isStopped(seen, wanted)) return failed;
    return ended(tooSlow(error), seen, clock.now(), 'as before');
  }
  if (!isAwsError(error)) throw error;
  if (error.kind === 'lost') {
    if (failed.failures > MOST_FAILURES || memory.lost.length >= MOST_LOST) throw error;
    await clock.sleep(1);
    return lost(step, failed, seen, clock.now());
  }
  if (mayPass(error, step, failed, seen, wanted)) {
    await clock.sleep(2);
    return failed;
  }
  if (error.kind === 'throttled') return ended(error, seen, clock.now(), 'as before');
  switch (step.kind) {
    case 'mark':
      if (error.kind !== 'denied') break;
      aws.gaps.note(error, LOST_MARK);
      return { ...memory, isMarkDenied: true };
    case 'unmark':
    case 'unlock':
      if (left !== undefined) aws.gaps.note(error, left);
      return { ...memory, ...(step.kind === 'unmark' ? { isUnmarked: true } : { isUnlocked: true }) };
    case 'start':
      // Refused for what it asks for: the revision before may still be started.
      if (memory.isGoingBack || memory.good === undefined || error.kind === 'credentials') break;
      return { ...memory, phase: 'draining', isGoingBack: true, cause: causeOf(error), target: memory.good };
    case 'lock':
    case 'renew lock':
      if (error.kind !== 'denied') break;
      aws.gaps.note(error, LOST_LOCK);
      return { ...memory, lock: 'denied' };
    default:
  }
  return ended(error, seen, clock.now());
}

/**
 * The end of a run that has taken lock or mark, so that both are given back.
 *
 * @param only `as before`: mark and lock are kept unless everything is as it was before.
 * @throws the error, where there is nothing to give back, or nothing can be.
 */
function ended(
  error: AwsError,
  { memory, service, isOffHours }: Observation,
  at: number,
  only?: 'as before',
): RunMemory {
  const { phase, lock, mark, drains, drainedAt, starts, isGoingBack, lost } = memory;
  const hasTaken = phase !== 'ending' && (lock === 'held' || mark !== undefined);
  const hasWritten = drains > 0 || drainedAt !== undefined || starts > 0 || isGoingBack || lost.length > 0;
  // At desired count 0 the mark tells the next run what to go on with.
  const isAsBefore = !hasWritten && (isOffHours || service?.desiredCount !== 0);
  if (!hasTaken || error.kind === 'credentials' || (only && !isAsBefore)) throw error;
  const cause = causeOf(error);
  const end: SingletonEnd = isAsBefore
    ? { status: 'refused', refusals: [asRefusal(error)] }
    : { status: 'failed', cause, keepsMark: true };
  return { ...memory, phase: 'ending', phaseAt: at, failures: 0, end };
}

function asRefusal({ kind, message, hint = 'Beat runs as before. Run it again.' }: AwsError): Refusal {
  return { severity: 'error', rule: `singleton/${kind}`, message, hint };
}

function causeOf({ kind, message, hint }: AwsError): Cause {
  return { kind, summary: message, ...(hint !== undefined && { hint }) };
}

/** What stays behind where mark or lock can't be taken away. */
function leftBy(step: Act, { lock }: Observation, wanted: SingletonWanted, now: number): string | undefined {
  if (step.kind === 'unmark') return 'The mark of the replacement is left on the service.';
  if (step.kind !== 'unlock') return undefined;
  const expiry = expiryOf(lock.kind === 'held' ? lock.writtenAt : now, { ...TIMINGS, ...wanted.timings });
  return `The lock of ${wanted.service} is left, and expires at ${timeOfDay(expiry)}: the next run waits until then.`;
}

/** Whether what AWS refuses may pass soon. A start that it refuses for so long is given up for the revision before. */
function mayPass(error: AwsError, step: Act, { failures }: RunMemory, seen: Observation, wanted: SingletonWanted) {
  const isThrottled = error.kind === 'throttled';
  if (!isThrottled && !isPassing(error)) return false;
  return failures <= MOST_FAILURES || ((isThrottled || step.kind !== 'start') && isStopped(seen, wanted));
}

/** Whether beat was stopped a short time ago: it is tried for longer to start it again. */
function isStopped({ memory, at }: Observation, { drainMinutes }: SingletonWanted): boolean {
  return memory.drainedAt !== undefined && at - memory.drainedAt < drainMinutes * 60_000;
}

/** Every look was old before what rests on it was sent. */
function tooSlow(cause: NotSentError): AwsError {
  return new AwsError(
    {
      kind: 'lost',
      operation: 'ecs:UpdateService',
      code: 'NotSent',
      message: `AWS answers too slowly to replace the task safely: ${cause.message}`,
      hint: 'Nothing was sent by an old look. Run it again when AWS, or the runner, is faster: it goes on from here.',
    },
    cause,
  );
}

/** A lost write is remembered until it can't arrive any more, and what it may have done is looked for. */
function lost(step: Act, memory: RunMemory, seen: Observation, at: number): RunMemory {
  const write = (kind: LostWrite['kind'], taskDefinition?: string): LostWrite => ({
    kind,
    ...(taskDefinition !== undefined && { taskDefinition }),
    desiredBefore: seen.service?.desiredCount ?? 0,
    at,
  });
  if (step.kind === 'drain') return { ...memory, lost: [...memory.lost, write('drain')] };
  // Late, and after desired 0, it starts a task as a start does.
  if (step.kind === 'fix settings' && step.desiredCount !== undefined)
    return { ...memory, lost: [...memory.lost, write('start', seen.service?.taskDefinition)] };
  if (step.kind !== 'start') return memory;
  const { starts, before, oldTasks } = beforeStart(seen);
  const started = { starts, before, oldTasks };
  return {
    ...memory,
    lost: [...memory.lost, write('start', step.taskDefinition)],
    ...started,
    phase: 'watching',
    phaseAt: at,
  };
}
