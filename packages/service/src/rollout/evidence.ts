import type { LogTail, StoppedGroup } from '../rollout-report.ts';

/** A target that the load balancer calls unhealthy, and why. */
export interface UnhealthyTarget {
  readonly target: string;
  readonly reason: string;
}

/** What is known about why a deployment does not go well. */
export interface Evidence {
  /** Stopped tasks of this deployment, grouped by what stopped them. */
  readonly stopped: readonly StoppedGroup[];
  /** Whether a task of it has ever been healthy; true as well where that can't be known. */
  readonly hasBeenHealthy: boolean;
  /** Events of this deployment, oldest first. */
  readonly events: readonly string[];
  readonly unhealthyTargets: readonly UnhealthyTarget[];
  readonly logTail: LogTail | undefined;
}

/** Nothing known yet. */
export const NO_EVIDENCE: Evidence = {
  stopped: [],
  hasBeenHealthy: false,
  events: [],
  unhealthyTargets: [],
  logTail: undefined,
};
