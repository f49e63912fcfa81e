import { wait, type Question } from './question.ts';
import type { Step } from './steps.ts';

/** So often mark and lock are tried to be taken away: then they are left, and expire. */
export const MOST_FAILURES = 5;

/** After the verdict: what was lost can't arrive any more, the mark goes, the lock goes. */
export function planEnding({ seen, wanted, guards, timings }: Question): Step {
  const { memory, service } = seen;
  const { end = { status: 'failed' as const } } = memory;
  const done: Step = { kind: 'done', end };
  if (end.touchesNothing === true || memory.failures >= MOST_FAILURES) return done;
  // The lock is held for so long: the next run then meets no late write of ours.
  if (guards.mayStillArrive(seen, timings).length > 0)
    return wait(timings.pollSeconds, 'a write whose answer was lost: it may still arrive');
  const standing = guards.standing(seen, wanted.run, timings);
  if (memory.lock === 'held' && standing === 'taken over') return done;
  const isMarked = memory.mark !== undefined && service !== undefined && !memory.isUnmarked;
  if (isMarked && end.keepsMark !== true && standing !== 'taken over')
    return standing === 'not known yet' ? wait(timings.pollSeconds, 'the mark to show') : { kind: 'unmark' };
  if (memory.lock === 'held' && !memory.isUnlocked) return { kind: 'unlock' };
  return done;
}
