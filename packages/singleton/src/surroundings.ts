import type { Aws, Clock } from '@fargate-actions/aws';
import type { takeStep } from './act/act.ts';
import type { Guards } from './guards.ts';
import type { Observation } from './observation.ts';
import type { Step } from './plan/steps.ts';
import type { SingletonWanted } from './wanted.ts';

/** What is told of a replacement while it is under way: one a change. */
export interface SingletonProgress {
  readonly service: string;
  readonly elapsedSeconds: number;
  /** What is done, or waited for. May hold text from outside. */
  readonly says: string;
}

/** What keeping a singleton needs of its surroundings. */
export interface SingletonSurroundings {
  readonly aws: Aws;
  readonly clock: Clock;
  /** Aborted when the run is cancelled. */
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((progress: SingletonProgress) => void) | undefined;
}

/** The decisions of a run, so that a test can take one of them out. */
export interface SingletonParts {
  readonly guards: Guards;
  readonly plan: (seen: Observation, wanted: SingletonWanted, guards: Guards) => Step;
  readonly act: typeof takeStep;
}
