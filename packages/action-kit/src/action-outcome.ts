import type { Diagnostic } from '@fargate-actions/documents';
import type { Failure } from '@fargate-actions/report';

/** What a run has to tell; the kit shows it, and makes the exit code of it. */
export interface ActionOutcome {
  readonly outputs: Readonly<Record<string, string>>;
  /** Those announced before are not shown again. An error fails the step. */
  readonly diagnostics: readonly Diagnostic[];
  /** The job summary, in Markdown, without the diagnostics. */
  readonly summary: string;
  /** Each fails the step, and is shown with its cause first. */
  readonly failures?: readonly Failure[];
}
