import type { RolloutStatus } from '../rollout-report.ts';
import type { Begun } from './begun.ts';
import type { RolloutSeen } from './seen.ts';

/** What is told of a rollout while it is under way. */
export interface RolloutProgress {
  readonly service: string;
  readonly elapsedSeconds: number;
  readonly desired: number;
  /** Running tasks of the new revision, and of those before it. */
  readonly newRunning: number;
  readonly oldRunning: number;
  readonly newPending: number;
  readonly failed: number;
  /** What ECS is doing, where it says so: `scaling up`, `rolling back`. */
  readonly stage?: string;
  /** What became of it, at its end. */
  readonly ended?: RolloutStatus;
  /** Why it rolls back, when it begins to; or why it ended so. May hold text from outside. */
  readonly because?: string;
  /** What it waits for that has not moved for a while. May hold text from outside. */
  readonly waitingFor?: string;
}

/** The progress that one look shows. */
export function progressOf(begun: Begun, seen: RolloutSeen): RolloutProgress {
  const stage = seen.isRollingBack
    ? 'rolling back'
    : seen.serviceDeployment?.lifecycleStage?.toLowerCase().replaceAll('_', ' ');
  return {
    service: begun.service,
    elapsedSeconds: seen.elapsedSeconds,
    desired: seen.desiredCount,
    newRunning: seen.ours?.running ?? 0,
    oldRunning: seen.oldRunning,
    newPending: seen.ours?.pending ?? 0,
    failed: seen.ours?.failed ?? 0,
    ...(stage && { stage }),
    ...(seen.waitingFor && { waitingFor: seen.waitingFor }),
  };
}
