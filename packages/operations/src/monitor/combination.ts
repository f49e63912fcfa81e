import { checkStackInputs } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import type { MonitorInputs } from './inputs.ts';

/** Inputs that only make sense without a stack, by their names in the workflow. */
const WITHOUT_STACK = { service: 'service', cluster: 'cluster' } as const;

/** Inputs that only make sense with one. */
const WITH_STACK = { environment: 'environment', services: 'services', variables: 'variables' } as const;

/** Checks that the inputs do not contradict each other, before anything is read. */
export function checkCombination(inputs: MonitorInputs, diagnostics: Diagnostics): void {
  const { stack, service, services = [], alarms, dashboard, logRetentionInDays, prune } = inputs;
  checkStackInputs(inputs, { withStack: WITH_STACK, withoutStack: WITHOUT_STACK }, diagnostics);
  if (stack !== undefined) {
    if (prune && services.length > 0) {
      diagnostics.error(
        undefined,
        'inputs/combination',
        'The inputs `prune` and `services` exclude each other: what the other services have is not to be deleted.',
        'Take `services` out, or `prune`.',
      );
    }
    return;
  }
  if (service === undefined) {
    diagnostics.error(
      undefined,
      'inputs/required',
      'Neither `stack` nor `service` is given.',
      'Give the path of stack.yml, or the service to watch.',
    );
  }
  if (alarms === undefined && dashboard === undefined && logRetentionInDays === undefined) {
    diagnostics.error(
      undefined,
      'inputs/required',
      'Without a stack there is nothing to apply: `alarms`, `dashboard` and `log-retention-in-days` are all absent.',
      'Give at least one of them.',
    );
  }
  if (prune) {
    diagnostics.error(
      undefined,
      'inputs/combination',
      'The input `prune` needs a stack: without one nothing tells what else was made on purpose.',
      'Take `prune` out, or give the input `stack`.',
    );
  }
}
