import type { takeStep } from './act/act.ts';
import type { Guards } from './guards.ts';
import type { Observation } from './observation.ts';
import type { Step } from './plan/steps.ts';
import type { SingletonWanted } from './wanted.ts';

/** The decisions of a run, so that a test can take one of them out. */
export interface SingletonParts {
  readonly guards: Guards;
  readonly plan: (seen: Observation, wanted: SingletonWanted, guards: Guards) => Step;
  readonly act: typeof takeStep;
}
