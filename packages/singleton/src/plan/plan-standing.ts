import type { Mark } from '../mark.ts';
import { secondsSince, wait, type Question } from './surroundings.ts';
import type { Step } from './steps.ts';

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
      break;
  }
  const isOld = secondsSince(question, memory.lockedAt) >= timings.renewSeconds;
  // Only where this look shows that it is still ours.
  return isOld && memory.lock === 'held' && seen.lock.kind === 'held' ? { kind: 'renew lock' } : undefined;
}

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
