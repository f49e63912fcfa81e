import type { Report } from '@fargate-actions/engine';
import type { RolloutTime } from './rollout/time/rollout-time.ts';

/** How a rollout ended, in the words of the output `status`. */
export type RolloutStatus = 'deployed' | 'left' | 'rolled-back' | 'failed' | 'timed-out' | 'cancelled' | 'superseded';

/** Stopped tasks of one deployment that stopped for the same reason. */
export interface StoppedGroup {
  /** As ECS gives it, e.g. `Essential container in task exited`. */
  readonly reason: string;
  /** The container that failed, where one did. */
  readonly container?: string;
  readonly exitCode?: number;
  /** ECS's TaskStopCode: who or what stopped them. */
  readonly stopCode?: string;
  /** Task ids, oldest first. */
  readonly tasks: readonly string[];
}

/** The last log lines of the container that failed. Text from outside: never trusted. */
export interface LogTail {
  readonly container: string;
  readonly group: string;
  readonly stream: string;
  readonly lines: readonly string[];
  /** The line that says why it ended, which may stand above the lines shown. */
  readonly said?: string;
}

/** What is known of one rollout at its end. */
export interface RolloutFacts {
  readonly service: string;
  readonly cluster: string;
  /** Revisions as `family:revision`; `from` is absent for a new service. */
  readonly from?: string;
  readonly to: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly seconds: number;
  readonly stopped: readonly StoppedGroup[];
  readonly logTail?: LogTail;
  /** Events of this deployment, oldest first, as ECS wrote them. */
  readonly events: readonly string[];
  /** What runs now, in one line. */
  readonly runningNow: string;
  /** Where the time went, of one that was deployed and took a while. */
  readonly time?: RolloutTime;
}

/** How one rollout ended; `cause` is there unless it was deployed or left. */
export interface RolloutReport extends Report {
  readonly status: RolloutStatus;
  readonly rollout: RolloutFacts;
}
