import { AwsError, isAwsError, isPassing, NotSentError } from '@fargate-actions/aws';
import type { Cause } from '@fargate-actions/plan';
import type { LostWrite, RunMemory } from '../memory.ts';
import type { Observation } from '../observation.ts';
import type { SingletonSurroundings } from '../surroundings.ts';
import type { SingletonWanted } from '../wanted.ts';
import type { Act } from './acts.ts';
import { beforeStart } from './before-start.ts';
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
  { clock, aws }: SingletonSurroundings,
): Promise<RunMemory> {
  const { memory } = seen;
  const failed: RunMemory = { ...memory, failures: memory.failures + 1 };
  if (error instanceof NotSentError) {
    if (failed.failures > MOST_FAILURES && !isStopped(seen, wanted)) throw tooSlow(error);
    return failed;
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
  if (error.kind === 'throttled') throw error;
  const cause: Cause = {
    kind: error.kind,
    summary: error.message,
    ...(error.hint !== undefined && { hint: error.hint }),
  };
  switch (step.kind) {
    case 'mark':
      if (error.kind !== 'denied') break;
      aws.gaps.note(error, LOST_MARK);
      return { ...memory, isMarkDenied: true };
    case 'unmark':
      aws.gaps.note(error, 'The mark of the replacement is left on the service.');
      return { ...memory, isUnmarked: true };
    case 'unlock':
      return { ...memory, isUnlocked: true };
    case 'start':
      // Refused for what it asks for: the revision before may still be started.
      if (memory.isGoingBack || memory.good === undefined || error.kind === 'credentials') break;
      return { ...memory, phase: 'draining', isGoingBack: true, cause, target: memory.good };
    case 'lock':
    case 'renew lock':
      if (error.kind !== 'denied') break;
      aws.gaps.note(error, LOST_LOCK);
      return { ...memory, lock: 'denied' };
    default:
  }
  throw error;
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
