import type { Cause } from '@fargate-actions/engine';
import type { RolloutFacts, RolloutReport, RolloutStatus } from '../rollout-report.ts';
import { rolloutReport } from '../report-of-rollout.ts';
import type { Begun } from './begun.ts';
import { revisionName } from './verdict.ts';
import { NO_EVIDENCE } from './evidence.ts';
import { runningNow } from './running-now.ts';
import type { RolloutSeen } from './seen.ts';

/** The end of a rollout with everything that is told about it. */
export function reportEnd(
  begun: Begun,
  seen: RolloutSeen | undefined,
  status: RolloutStatus,
  cause?: Cause,
  notice?: string,
): RolloutReport {
  const evidence = seen?.evidence ?? NO_EVIDENCE;
  const rollout: RolloutFacts = {
    service: begun.service,
    cluster: begun.cluster,
    ...(begun.from !== undefined && { from: revisionName(begun.from) }),
    to: revisionName(begun.taskDefinition),
    desiredCount: seen?.desiredCount ?? 0,
    runningCount: seen?.primary?.running ?? seen?.runningCount ?? 0,
    seconds: seen?.elapsedSeconds ?? 0,
    stopped: evidence.stopped,
    ...(evidence.logTail && { logTail: evidence.logTail }),
    events: evidence.events,
    ...(status === 'deployed' && seen?.time && { time: seen.time }),
    runningNow: [runningNow(begun, seen), ...(notice === undefined ? [] : [notice])].join('. '),
  };
  return rolloutReport(status, rollout, cause);
}
