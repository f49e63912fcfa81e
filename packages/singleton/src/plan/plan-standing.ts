import type { Mark } from '../mark.ts';
import { secondsSince, wait, type Question } from './surroundings.ts';
import type { Step, StepKind } from './steps.ts';

/** What is to be done about mark and lock before anything else; undefined where both are ours and fresh. */
export function planStanding(question: Question, mark: Pick<Mark, 'from' | 'to'>): Step | undefined {
  const { seen, wanted, guards, timings } = question;
  const { memory } = seen;
  const { mark: own } = memory;
  const isMarked = own?.from === mark.from && own.to === mark.to;
  if (!isMarked && !memory.isMarkDenied) return { kind: 'mark', mark };
  switch (guards.standing(seen, wanted.run, timings)) {
    case 'taken over':
      return { kind: 'end', end: { status: 'superseded', cause: takenOver(question), touchesNothing: true } };
    case 'mark is gone':
      return { kind: 'mark', mark };
    case 'lock is gone':
      return { kind: 'lock', takesOverFrom: undefined };
    case 'not known yet':
      // Taking the desired count to 0 starts nothing: only the start has to know.
      return memory.drainedAt === undefined ? undefined : waitUnlessDraining(question);
    case 'ours':
      return undefined;
  }
}

/**
 * A step, or the lock's renewal in its place: where there is nothing else to do, and before a write that could arrive so
 * late, as AWS takes its signature, that the lease has run out by then. Whatever else can be done, or ends, comes first: a
 * look that takes minutes would have the lock renewed for ever.
 */
export function withRenewal(question: Question, step: Step): Step {
  const { seen, timings } = question;
  const { memory } = seen;
  // Only where this look shows that it is still ours.
  if (memory.lock !== 'held' || seen.lock.kind !== 'held') return step;
  const seconds = secondsSince(question, memory.lockedAt);
  const isDue = step.kind === 'wait' ? seconds >= timings.renewSeconds : seconds >= timings.lockSeconds / 2;
  return isDue && WAITS_OR_WRITES.has(step.kind) ? { kind: 'renew lock' } : step;
}

const WAITS_OR_WRITES: ReadonlySet<StepKind> = new Set(['wait', 'mark', 'drain', 'start']);

function waitUnlessDraining({ timings }: Question): Step {
  return wait(timings.pollSeconds, 'the mark to show');
}

function takenOver({ seen, wanted }: Question) {
  const { lock, mark } = seen;
  const who = lock.kind === 'held' && lock.owner !== wanted.run ? lock.owner : (mark?.run ?? 'another run');
  return {
    kind: 'conflict',
    summary: `${who} has taken over the replacement of ${wanted.service}`,
    hint: 'Give the workflows that deploy it one `concurrency` group. What it left is finished by the other run.',
  };
}
