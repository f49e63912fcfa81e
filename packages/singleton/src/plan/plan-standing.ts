import type { Mark } from '../mark.ts';
import type { SingletonEnd } from '../memory.ts';
import { secondsSince, wait, type Question } from './question.ts';
import type { Step, StepKind } from './steps.ts';

/** So often the mark is written: where no read shows it then, something takes it away, such as a tag policy. */
const MOST_MARKS = 4;

/** What is to be done about mark and lock before anything else; undefined where both are ours and fresh. */
export function planStanding(question: Question, mark: Pick<Mark, 'from' | 'to'>): Step | undefined {
  const { seen, wanted, guards, timings } = question;
  const { memory } = seen;
  const { mark: own } = memory;
  const isMarked = own?.from === mark.from && own.to === mark.to;
  if (!isMarked && !memory.isMarkDenied) return { kind: 'mark', mark };
  switch (guards.standing(seen, wanted.run, timings)) {
    case 'taken over':
      return { kind: 'end', end: { ...(unmarked(question) ?? takenOver(question)), touchesNothing: true } };
    case 'mark is gone':
      return memory.marks < MOST_MARKS ? { kind: 'mark', mark } : { kind: 'do without mark' };
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

/** Without the lock, a mark that is gone says no more than that: another run, or something else, took it away. */
function unmarked({ seen, wanted }: Question): SingletonEnd | undefined {
  if (seen.mark !== undefined || seen.memory.lock !== 'denied') return undefined;
  const cause = {
    kind: 'not-kept',
    summary: `the mark of this run does not stay on ${wanted.service}, and without the lock nothing else keeps other runs away`,
    hint: 'Allow ssm:GetParameter, ssm:PutParameter and ssm:DeleteParameter for the lock, or let the tag stay. Then run this again: it goes on from here.',
  };
  return { status: 'failed', cause };
}

function takenOver({ seen, wanted }: Question): SingletonEnd {
  const { lock, mark } = seen;
  const who = lock.kind === 'held' && lock.owner !== wanted.run ? lock.owner : (mark?.run ?? 'another run');
  const cause = {
    kind: 'conflict',
    summary: `${who} has taken over the replacement of ${wanted.service}`,
    hint: 'Give the workflows that deploy it one `concurrency` group. What it left is finished by the other run.',
  };
  return { status: 'superseded', cause };
}
