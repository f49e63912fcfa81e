import { randomBytes } from 'node:crypto';

/** Names one step in lock and mark: jobs of a matrix share their run's id. */
export function runName(runId = 'local'): string {
  return `run-${runId}-${randomBytes(4).toString('hex')}`;
}
