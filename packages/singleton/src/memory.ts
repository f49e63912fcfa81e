import type { Cause } from '@fargate-actions/engine';
import type { Mark } from './mark.ts';
import type { Refusal } from './refusal.ts';

/** A write whose answer was lost: it happened, did not happen, or happens later. */
export interface LostWrite {
  readonly kind: 'drain' | 'start';
  /** The revision that a start leads to. */
  readonly taskDefinition?: string;
  /** The desired count seen before it. */
  readonly desiredBefore: number;
  /** When the answer was given up, by our clock, in milliseconds. */
  readonly at: number;
}

/** How a run ends. */
export interface SingletonEnd {
  readonly status: SingletonStatus;
  readonly cause?: Cause;
  readonly refusals?: readonly Refusal[];
  /** Whether the mark stays, so that the next run, the post step or the audit goes on from here. */
  readonly keepsMark?: boolean;
  /** Another run has taken over: nothing of it is touched. */
  readonly touchesNothing?: boolean;
}

/** In the words of the output `status`; `refused` is before anything was written. */
export type SingletonStatus =
  | 'deployed'
  | 'unchanged'
  | 'repaired'
  | 'rolled-back'
  | 'failed'
  | 'timed-out'
  | 'cancelled'
  | 'superseded'
  | 'refused';

/** What a run did and was answered: what no look can show. Plain data; every act gives the next. */
export interface RunMemory {
  readonly phase: 'checking' | 'draining' | 'watching' | 'ending';
  readonly begunAt: number;
  /** When the phase began. */
  readonly phaseAt: number;
  /** The revision that is to run next, by its ARN. */
  readonly target: string | undefined;
  /** The revision that ran well before; absent for a service that never ran. */
  readonly good: string | undefined;
  readonly isGoingBack: boolean;
  /** Why it goes back. */
  readonly cause: Cause | undefined;
  /** The mark that we wrote last, and when. */
  readonly mark: (Mark & { readonly writtenAt: number }) | undefined;
  /** How often we wrote it. */
  readonly marks: number;
  /** What we know of the lock beyond what shows: it was denied, it is ours, or it was ours and is lost. */
  readonly lock: 'none' | 'held' | 'denied' | 'lost';
  readonly lockGeneration: number;
  /** When we wrote the lock last, by our clock. */
  readonly lockedAt: number;
  /** When ECS accepted desired 0, or we saw that it had; absent while tasks may be started. */
  readonly drainedAt: number | undefined;
  readonly drains: number;
  /** The latest moment of AWS's clock at which something of the service had started when desired 0 was accepted. */
  readonly lastStartAt: number | undefined;
  /** When ECS accepted the start, or we saw that it had. */
  readonly startedAt: number | undefined;
  readonly starts: number;
  /** What there was when the last start was sent: tasks by ARN, and the deployment that ECS worked towards. */
  readonly before: { readonly tasks: readonly string[]; readonly deployment: string | undefined };
  /** The tasks that there were before the first start: from the end of the last of them the gap is counted. */
  readonly oldTasks: readonly string[];
  /** Strays that were told to stop, by ARN. */
  readonly strayStops: readonly string[];
  readonly lost: readonly LostWrite[];
  /** What was changed, one line each. */
  readonly completedWrites: readonly string[];
  /** Writes in a row that failed for a passing reason. */
  readonly failures: number;
  /** Tagging is denied, or what we tag does not stay: a run that is killed leaves no mark. */
  readonly isMarkDenied: boolean;
  readonly isUnmarked: boolean;
  readonly isUnlocked: boolean;
  readonly end: SingletonEnd | undefined;
}

/** Where a run begins. */
export function firstMemory(at: number): RunMemory {
  return {
    phase: 'checking',
    begunAt: at,
    phaseAt: at,
    target: undefined,
    good: undefined,
    isGoingBack: false,
    cause: undefined,
    mark: undefined,
    marks: 0,
    lock: 'none',
    lockGeneration: 1,
    lockedAt: at,
    drainedAt: undefined,
    drains: 0,
    lastStartAt: undefined,
    startedAt: undefined,
    starts: 0,
    before: { tasks: [], deployment: undefined },
    oldTasks: [],
    strayStops: [],
    lost: [],
    completedWrites: [],
    failures: 0,
    isMarkDenied: false,
    isUnmarked: false,
    isUnlocked: false,
    end: undefined,
  };
}
