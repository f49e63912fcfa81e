import { confirming, type ListedStatus } from '@fargate-actions/aws';
import { isIdle } from './counts.ts';
import { isOfRun } from './mark.ts';
import type { LostWrite } from './memory.ts';
import type { Observation } from './observation.ts';
import { isQuiet, showsAfter } from './quiet.ts';
import { SETTINGS, type SingletonSettings } from './settings.ts';
import { isGone } from './tasks.ts';
import type { SingletonTimings } from './timings.ts';

/** Whether a run may go on: it still has mark and lock, a read can't tell yet, they are to be written again, or another has them. */
export type Standing = 'ours' | 'not known yet' | 'mark is gone' | 'lock is gone' | 'taken over';

/**
 * All that keeps two tasks from running at once, each by itself and each needed: a test takes them out one by one, and
 * sees two beats.
 */
export interface Guards {
  /** The lists in which tasks are looked for. STOPPED has the stopping ones, which RUNNING hides. */
  readonly lists: readonly ListedStatus[];
  readonly settings: SingletonSettings;
  readonly usesLock: boolean;
  readonly isDrained: (seen: Observation, timings: SingletonTimings) => boolean;
  readonly standing: (seen: Observation, run: string, timings: SingletonTimings) => Standing;
  /** What a write asks right before it is sent. */
  readonly confirms: typeof confirming;
  readonly mayStillArrive: (seen: Observation, timings: SingletonTimings) => LostWrite[];
}

/**
 * Whether no task of the service runs, stops, or can still come up.
 *
 * Desired 0 was accepted; the lists were read after that, and again so much later that any read shows what was there then,
 * and nothing new turned up; every task ever seen is STOPPED. So long as the desired count is 0 that stays so.
 */
export function isDrained(seen: Observation, timings: SingletonTimings): boolean {
  const { lists, memory, tasks, service } = seen;
  if (!lists || !service || memory.drainedAt === undefined) return false;
  const { showsWhenQuietSeconds, showsSeconds } = timings;
  const agrees =
    lists.agreeingSince >= memory.drainedAt && lists.askedAt - lists.agreeingSince >= showsWhenQuietSeconds * 1000;
  // A task leaves the one list and enters the other some time after desired 0: both are to be read as they were after that.
  const showsAll =
    isQuiet(seen, timings) || lists.askedAt - memory.drainedAt >= (showsSeconds + showsWhenQuietSeconds) * 1000;
  return agrees && showsAll && isIdle(service) && service.desiredCount === 0 && tasks.every(isGone);
}

/** Whether mark and lock still name this run. A mark that was just written may not show yet. */
export function standing(seen: Observation, run: string, timings: SingletonTimings): Standing {
  const { mark, lock, memory, at } = seen;
  if (memory.lock === 'lost' || (lock.kind === 'held' && lock.owner !== run)) return 'taken over';
  if (memory.lock === 'held' && lock.kind === 'free') return 'lock is gone';
  if (memory.isMarkDenied && (mark === undefined || memory.lock === 'held')) return 'ours';
  if (mark && isOfRun(mark, run)) return isSettled(seen, timings) ? 'ours' : 'not known yet';
  const isFresh = memory.mark !== undefined && at - memory.mark.writtenAt < showsAfter(seen, timings) * 1000;
  if (isFresh) return 'not known yet';
  return mark === undefined && memory.lock === 'held' ? 'mark is gone' : 'taken over';
}

/** Two runs without a lock may write their marks at the same moment: after twice the time each sees the other's. */
function isSettled(seen: Observation, timings: SingletonTimings): boolean {
  const { memory, at } = seen;
  if (memory.lock === 'held' || memory.mark === undefined) return true;
  return at - memory.mark.writtenAt >= 2 * showsAfter(seen, timings) * 1000;
}

/** The writes whose answer was lost and that may still take effect. */
export function mayStillArrive({ memory, at }: Observation, { lateSeconds }: SingletonTimings): LostWrite[] {
  return memory.lost.filter((write) => at - write.at < lateSeconds * 1000);
}

/** All of them. */
export const GUARDS: Guards = {
  lists: ['RUNNING', 'STOPPED'],
  settings: SETTINGS,
  usesLock: true,
  isDrained,
  standing,
  confirms: confirming,
  mayStillArrive,
};
