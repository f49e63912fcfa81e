import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { LogTail, StoppedGroup } from '../rollout-report.ts';
import type { NoLog } from './diagnosis/known-text.ts';
import type { ImageLookup } from './diagnosis/look-up-image.ts';

/** A target that the load balancer calls unhealthy, and why. */
export interface UnhealthyTarget {
  /** `10.0.1.23:8000` */
  readonly target: string;
  readonly port?: number;
  readonly reason: string;
  /** What is asked: `GET /health on port 8000`. */
  readonly check?: string;
}

/** What is known about why a deployment does not go well. */
export interface Evidence {
  /** Stopped tasks of this deployment, grouped by what stopped them. */
  readonly stopped: readonly StoppedGroup[];
  /** Whether a task of it has ever been healthy; true as well where that can't be known. */
  readonly hasBeenHealthy: boolean;
  /** Events of this deployment, oldest first. */
  readonly events: readonly string[];
  /** Targets of this deployment's tasks. */
  readonly unhealthyTargets: readonly UnhealthyTarget[];
  readonly logTail: LogTail | undefined;
  /** Why there is no log tail, where that is known. */
  readonly noLog?: NoLog | undefined;
  /** The revision that is deployed; read when the first of its tasks failed. */
  readonly revision?: TaskDefinition | undefined;
  /** Whether the tasks may not be read, so that nobody knows why they stopped. */
  readonly isBlind?: boolean;
  /** What the registry says of an image that was not found. */
  readonly image?: ImageLookup | undefined;
}

/** Nothing known yet. */
export const NO_EVIDENCE: Evidence = {
  stopped: [],
  hasBeenHealthy: false,
  events: [],
  unhealthyTargets: [],
  logTail: undefined,
};
