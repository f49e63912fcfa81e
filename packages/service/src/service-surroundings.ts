import type { Aws, Clock } from '@fargate-actions/aws';
import type { RolloutProgress } from './rollout/progress.ts';

/** What a service needs of its surroundings. */
export interface ServiceSurroundings {
  readonly aws: Aws;
  readonly clock: Clock;
  /** Aborted when the run is cancelled. */
  readonly signal?: AbortSignal | undefined;
  readonly progress: (progress: RolloutProgress) => void;
}
