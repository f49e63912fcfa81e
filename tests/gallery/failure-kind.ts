import type { Emulator, ScenarioChange } from '@fargate-actions/emulator';
import type { Edit } from '@fargate-actions/stack/testing';

/** A way in which a deployment fails, to be shown. */
export interface FailureKind {
  readonly title: string;
  /** What is done, and what happens, in a sentence or two. */
  readonly story: string;
  /** Whether a healthy revision runs before. */
  readonly ranBefore: boolean;
  /** What is wrong with the world then. `*:v2` is the image that is deployed. */
  readonly scenario: (emulator: Emulator) => ScenarioChange;
  /** What is different in the files of the stack. */
  readonly edits: readonly Edit[];
  /** Inputs beside `stack` and `services: api`. */
  readonly with: Readonly<Record<string, string>>;
  /** When somebody cancels the run. */
  readonly cancelAtSeconds?: number;
}
