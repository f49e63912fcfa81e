import type { Diagnostics } from '@fargate-actions/documents';
import type { Outcome, Plan, PlanItem, Report } from '@fargate-actions/engine';
import type { Failure } from '@fargate-actions/report';

/** What an operation reports beside what every operation does. */
export interface OperationReport {
  /** They go before those that every operation sets: `status`, `changes`, `changed`. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Markdown for the end of the summary. */
  readonly summary?: string;
  /** In the place of what failed among the outcomes. */
  readonly failures?: readonly Failure[];
}

/** What an operation plans and applies, and what it reports of that. */
export interface Prepared<End extends Report = never> {
  readonly items: readonly PlanItem<End>[];
  /** What else has to be looked at before anything is written, beside what planning reads. */
  readonly check?: ((diagnostics: Diagnostics) => Promise<void>) | undefined;
  /** False where only applying shows what there is to do. */
  readonly showsPlan?: boolean;
  /** Log lines below the plan: where things are in the console. */
  readonly lines?: readonly string[];
  /** The same for the summary, in Markdown. */
  readonly links?: string;
  /** Looks at the plan before anything is written: Markdown for the end of the summary. */
  readonly besidePlan?: (plan: Plan<End>) => Promise<string>;
  /** Reports a plan that is not applied. */
  readonly ofPlan?: (plan: Plan<End>) => Promise<OperationReport> | OperationReport;
  /** Reports the outcomes. What is wrong with them may become a diagnostic. */
  readonly ofOutcomes: (
    outcomes: readonly Outcome<End>[],
    diagnostics: Diagnostics,
  ) => Promise<OperationReport> | OperationReport;
}
