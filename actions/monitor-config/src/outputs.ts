import type { Outcome } from '@fargate-actions/plan';

/** What became of a run. Source: contracts.md, "status and exit code". */
export type MonitorStatus = 'applied' | 'unchanged' | 'planned' | 'failed' | 'cancelled';

/** The output `status` of a run that was to write. */
export function statusOf(outcomes: readonly Outcome[]): MonitorStatus {
  if (outcomes.some(({ result }) => result === 'failed')) return 'failed';
  if (outcomes.some(({ result }) => result === 'not attempted')) return 'cancelled';
  return outcomes.some(({ result }) => result === 'applied') ? 'applied' : 'unchanged';
}
