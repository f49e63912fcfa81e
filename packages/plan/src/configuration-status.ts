import type { Outcome } from './apply.ts';
import { isCancelled } from './cancelled.ts';

/** What became of a run that applies configuration. Source: contracts.md, "status and exit code". */
export type ConfigurationStatus = 'applied' | 'unchanged' | 'failed' | 'cancelled';

/** The output `status` of a run that was to write configuration, which is there as soon as AWS has taken it. */
export function configurationStatus(outcomes: readonly Outcome[]): ConfigurationStatus {
  if (outcomes.some((outcome) => outcome.result === 'failed' && !isCancelled(outcome))) return 'failed';
  if (outcomes.some((outcome) => outcome.result === 'not attempted' || isCancelled(outcome))) return 'cancelled';
  return outcomes.some(({ result }) => result === 'applied') ? 'applied' : 'unchanged';
}
