import type { Outcome } from './apply.ts';
import { isCancelled } from './cancelled.ts';
import { isGood, worstStatus, type Status } from './status.ts';

/**
 * How one resource ended.
 *
 * @param applied what is said of one that was written and has no process to tell more.
 */
export function outcomeStatus(outcome: Outcome, applied: Status = 'applied'): Status {
  switch (outcome.result) {
    case 'unchanged':
      return 'unchanged';
    case 'applied':
      return outcome.end?.status ?? applied;
    case 'failed':
      return outcome.end?.status ?? (isCancelled(outcome) ? 'cancelled' : 'failed');
    case 'not attempted':
      return 'cancelled';
  }
}

/** Whether what became of a resource is worth a warning and no more. */
export function isWarning({ result, resource }: Outcome): boolean {
  return resource.failureIsWarning && (result === 'failed' || result === 'not attempted');
}

/** The output `status` of a run. What was not attempted counts only where nothing else says why. */
export function runStatus(outcomes: readonly Outcome[], applied?: (outcome: Outcome) => Status): Status {
  const telling = outcomes.filter((outcome) => !isWarning(outcome));
  const attempted = telling.filter(({ result }) => result !== 'not attempted');
  const worst = worstStatus(attempted.map((outcome) => outcomeStatus(outcome, applied?.(outcome))));
  return isGood(worst) && attempted.length < telling.length ? 'cancelled' : worst;
}
