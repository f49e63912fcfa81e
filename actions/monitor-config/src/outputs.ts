import { isCancelled, type Outcome } from '@fargate-actions/plan';

/** What became of a run. Source: contracts.md, "status and exit code". */
export type MonitorStatus = 'applied' | 'unchanged' | 'planned' | 'failed' | 'cancelled';

/** The output `status` of a run that was to write. */
export function statusOf(outcomes: readonly Outcome[]): MonitorStatus {
  if (outcomes.some((outcome) => outcome.result === 'failed' && !isCancelled(outcome))) return 'failed';
  if (outcomes.some((outcome) => outcome.result === 'not attempted' || isCancelled(outcome))) return 'cancelled';
  return outcomes.some(({ result }) => result === 'applied') ? 'applied' : 'unchanged';
}
