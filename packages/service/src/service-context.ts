import type { Aws, Clock } from '@fargate-actions/aws';
import type { RolloutProgress } from './rollout/progress.ts';

/** What a service needs from its caller. */
export interface ServiceContext {
  readonly aws: Aws;
  readonly clock: Clock;
  /** Aborted when the run is cancelled. */
  readonly signal?: AbortSignal | undefined;
  readonly progress: (progress: RolloutProgress) => void;
  /** Writes to the step's debug log; absent where that is off, so that nothing is worked out for nobody. */
  readonly debug?: ((line: string) => void) | undefined;
}
