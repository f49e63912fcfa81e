import type { Outcome } from './apply.ts';
import { isCancelled } from './cancelled.ts';

/** What became of a run that applies configuration. Source: contracts.md, "status and exit code". */
export type ConfigurationStatus = 'applied' | 'unchanged' | 'failed' | 'cancelled';

const APPLIED = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
  watch: 'updated',
  refused: 'refused',
  none: 'unchanged',
};

/** What became of one resource, as outputs name it: what was done to it, or why nothing was. */
export function configurationResult({ result, resource }: Outcome): string {
  return result === 'applied' ? APPLIED[resource.changes.action] : result;
}

/** The output `status` of a run that was to write configuration, which is there as soon as AWS has taken it. */
export function configurationStatus(outcomes: readonly Outcome[]): ConfigurationStatus {
  if (outcomes.some((outcome) => outcome.result === 'failed' && !isCancelled(outcome))) return 'failed';
  if (outcomes.some((outcome) => outcome.result === 'not attempted' || isCancelled(outcome))) return 'cancelled';
  return outcomes.some(({ result }) => result === 'applied') ? 'applied' : 'unchanged';
}
