import type { Aws, Clock } from '@fargate-actions/aws';

/** What is told of a replacement while it is under way: one a change. */
export interface SingletonProgress {
  readonly service: string;
  readonly elapsedSeconds: number;
  /** What is done, or waited for. May hold text from outside. */
  readonly says: string;
}

/** What keeping a singleton needs from its caller. */
export interface SingletonContext {
  readonly aws: Aws;
  readonly clock: Clock;
  /** Aborted when the run is cancelled. */
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((progress: SingletonProgress) => void) | undefined;
  /** Writes to the step's debug log; absent where that is off, so that nothing is worked out for nobody. */
  readonly debug?: ((line: string) => void) | undefined;
}
