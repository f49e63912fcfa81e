import type { Diagnostics } from '@fargate-actions/documents';
import type { Outcome, Plan, PlanItem, Report } from '@fargate-actions/engine';
import type { Failure } from '@fargate-actions/report';

/** What an operation reports beside what every operation does. */
export interface OperationReport {
  /** They go before those that every operation sets: `status`, `changes`, `changed`. What is undefined is left out. */
  readonly outputs: Readonly<Record<string, string | undefined>>;
  /** Markdown for the summary, in place of the plan or the outcomes. */
  readonly overview?: string;
  /** Markdown for the end of the summary. */
  readonly summary?: string;
  /** In the place of what failed among the outcomes. */
  readonly failures?: readonly Failure[];
}

/** Lines of the log under a title, folded. */
export interface LogGroup {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What an operation plans and applies, and what it reports of that. */
export interface Prepared<End extends Report = never> {
  readonly items: readonly PlanItem<End>[];
  /** What else has to be looked at before anything is written, beside what planning reads. */
  readonly check?: ((diagnostics: Diagnostics) => Promise<void>) | undefined;
  /** Whether the plan can be applied here; looked at once nothing else is wrong, and in a dry run as well. */
  readonly checkReady?: (diagnostics: Diagnostics) => Promise<void>;
  /** How the log shows the plan, where it is not resources of AWS; none where only applying shows what there is to do. */
  readonly planGroups?: (plan: Plan<End>) => readonly LogGroup[];
  /** Log lines below the plan: where things are in the console. */
  readonly lines?: readonly string[];
  /** The same for the summary, in Markdown. */
  readonly links?: string;
  /** Looks at the plan before anything is written: Markdown for the end of the summary. */
  readonly besidePlan?: (plan: Plan<End>) => Promise<string>;
  /** What has to succeed before the plan is applied, and is not done in a dry run: an image is built before it is pushed. */
  readonly beforeApply?: (diagnostics: Diagnostics) => Promise<void>;
  /** How the log shows the outcomes, where it is not one line each. */
  readonly outcomeLines?: (outcomes: readonly Outcome<End>[]) => readonly string[];
  /** Reports a plan that is not applied. What was found while looking may become a diagnostic. */
  readonly ofPlan?: (plan: Plan<End>, diagnostics: Diagnostics) => Promise<OperationReport> | OperationReport;
  /** Reports the outcomes. What is wrong with them may become a diagnostic. */
  readonly ofOutcomes: (
    outcomes: readonly Outcome<End>[],
    diagnostics: Diagnostics,
  ) => Promise<OperationReport> | OperationReport;
}
