import type { Check } from './checks.ts';
import type { Requirement } from './requirements.ts';

/** Checks that belong together, against one real part. One more suite is one more file and one line in `suites/index.ts`. */
export interface Suite {
  /** As `--only` names it. */
  readonly name: string;
  readonly title: string;
  readonly needs: readonly Requirement[];
  /** Gives each check as soon as it is known. Whatever it throws is a failed check. */
  run(): AsyncIterable<Check>;
}
