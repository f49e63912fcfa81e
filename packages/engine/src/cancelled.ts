import type { Outcome } from './apply.ts';

/** Whether a resource failed only because the run was cancelled while it was written or watched. */
export function isCancelled(outcome: Outcome): boolean {
  return outcome.result === 'failed' && outcome.error instanceof Error && outcome.error.name === 'CancelledError';
}
