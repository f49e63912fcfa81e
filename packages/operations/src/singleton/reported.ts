import type { Diagnostics } from '@fargate-actions/documents';
import { runStatus, type Outcome } from '@fargate-actions/engine';
import { failuresOf, type Failure } from '@fargate-actions/report';
import type { SingletonFacts, SingletonReport } from '@fargate-actions/singleton';

/** The outputs and failures of singletons that were deployed or repaired. */
export interface Reported {
  readonly outputs: Readonly<Record<string, string>>;
  readonly failures: readonly Failure[];
}

/** Reports singletons that were deployed or repaired. A refusal becomes a diagnostic. */
export function reported(
  outcomes: readonly Outcome<SingletonReport>[],
  diagnostics: Diagnostics,
  found: readonly Failure[] = [],
): Reported {
  const singletons = reportsIn(outcomes).map(({ singleton }) => singleton);
  for (const { refusals } of singletons)
    for (const { severity, rule, message, hint } of refusals) diagnostics[severity](undefined, rule, message, hint);
  // What else was written beside them is no news of a singleton, unless it failed.
  const telling = outcomes.filter(({ address, result }) => address.kind === 'service' || result === 'failed');
  return {
    outputs: {
      status: found.length > 0 ? 'failed' : runStatus(telling, () => 'deployed'),
      ...singletonOutputs(singletons),
    },
    // A refusal is a diagnostic: it is shown as that.
    failures: [...found, ...failuresOf(outcomes.filter((outcome) => !isRefused(outcome)))],
  };
}

/** How the singletons of a run ended. */
export function reportsIn(outcomes: readonly Outcome<SingletonReport>[]): SingletonReport[] {
  return outcomes.flatMap((outcome) => ('end' in outcome ? [outcome.end] : []));
}

function isRefused(outcome: Outcome<SingletonReport>): boolean {
  return 'end' in outcome && outcome.end.status === 'refused';
}

function singletonOutputs(singletons: readonly SingletonFacts[]): Record<string, string> {
  const [only, ...others] = singletons;
  const gaps = singletons.flatMap(({ gapSeconds }) => gapSeconds ?? []);
  return {
    running: String(singletons.reduce((sum, { running }) => sum + running, 0)),
    duplicates: JSON.stringify(singletons.flatMap(({ duplicates }) => duplicates)),
    ...(gaps.length > 0 && { 'gap-seconds': String(Math.max(...gaps)) }),
    ...(only?.taskDefinition !== undefined && others.length === 0 && { 'task-definition-arn': only.taskDefinition }),
  };
}
