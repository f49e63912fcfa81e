import { isGood, type Cause } from '@fargate-actions/engine';
import { rolloutReport } from '../report-of-rollout.ts';
import type { RolloutReport, RolloutStatus } from '../rollout-report.ts';
import type { Begun } from '../rollout/begun.ts';
import { revisionName } from '../rollout/verdict.ts';

/** How going back over a rollout ended: put back, or why not. */
export function undoReport(begun: Begun, end: RolloutReport): RolloutReport {
  const status = undoStatus(end.status);
  const [from, to] = [revisionName(begun.taskDefinition), revisionName(begun.from ?? begun.taskDefinition)];
  const { from: _, ...rollout } = end.rollout;
  const report = rolloutReport(status, { ...rollout, ...(from !== to && { from }), to }, causeOf(end, status));
  return { ...report, ...(isGood(status) ? { statusText: 'put back' } : { failedText: 'was not put back' }) };
}

/** ECS calls rolled back what is a success here. */
export function undoStatus(status: RolloutStatus): RolloutStatus {
  return status === 'rolled-back' ? 'deployed' : status;
}

function causeOf({ cause }: RolloutReport, status: RolloutStatus): Cause | undefined {
  if (isGood(status)) return undefined;
  return status === 'superseded' ? SUPERSEDED : cause;
}

const SUPERSEDED: Cause = {
  kind: 'superseded',
  summary: 'somebody else has deployed the service since: that was left alone, and nothing was undone',
  hint: 'Give the workflows that deploy it one `concurrency` group.',
};
