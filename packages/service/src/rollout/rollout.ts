import type { Process } from '@fargate-actions/aws';
import type { ProcessEnd } from '@fargate-actions/plan';
import type { Cause, RolloutReport, RolloutStatus } from '../rollout-report.ts';
import type { Begun } from './begun.ts';
import { causeOf } from './cause.ts';
import { decide, revisionName, type Verdict } from './decide.ts';
import { observer, type WatchSurroundings } from './observe.ts';
import { progressOf, type RolloutProgress } from './progress.ts';
import type { RolloutSeen } from './seen.ts';

/** How often a rollout is looked at. */
const POLL_SECONDS = 1;

/** Follows the deployment that a run began to its end, telling of every change on the way. */
export function rollout(
  begun: Begun,
  waitMinutes: number,
  tell: (progress: RolloutProgress) => void,
  surroundings: WatchSurroundings,
): Process<RolloutSeen, ProcessEnd<RolloutReport>> {
  const observe = observer(begun, surroundings);
  let told = '';
  return {
    observe: async () => {
      const seen = await observe();
      const progress = progressOf(begun, seen);
      // The time passes with every look: only what else changed is news.
      const news = JSON.stringify({ ...progress, elapsedSeconds: 0 });
      if (news !== told) tell(progress);
      told = news;
      return seen;
    },
    next: (seen) => {
      const verdict = decide(seen);
      if (verdict.kind !== 'waiting') return { kind: 'done', result: endOf(begun, seen, verdict) };
      if (seen.elapsedSeconds < waitMinutes * 60) return { kind: 'wait', seconds: POLL_SECONDS };
      return { kind: 'done', result: timedOut(begun, seen, waitMinutes, verdict.for) };
    },
  };
}

const STATUS: Record<Exclude<Verdict['kind'], 'waiting'>, RolloutStatus> = {
  succeeded: 'deployed',
  failed: 'failed',
  rolledBack: 'rolled-back',
  superseded: 'superseded',
};

function endOf(
  begun: Begun,
  seen: RolloutSeen,
  verdict: Exclude<Verdict, { kind: 'waiting' }>,
): ProcessEnd<RolloutReport> {
  const cause = verdict.kind === 'succeeded' ? undefined : verdict.cause;
  return end(begun, seen, STATUS[verdict.kind], cause);
}

function timedOut(begun: Begun, seen: RolloutSeen, waitMinutes: number, waitedFor: string): ProcessEnd<RolloutReport> {
  const isFailing = seen.evidence.stopped.length > 0;
  const why = isFailing ? causeOf(seen).summary : `it still waits for ${waitedFor}`;
  return end(begun, seen, 'timed-out', {
    kind: 'timed-out',
    summary: `the deployment was not done after ${waitMinutes} minutes: ${why}`,
    hint: 'It goes on without this run. Look at the service in the ECS console, or raise wait-for-minutes.',
  });
}

function end(
  begun: Begun,
  seen: RolloutSeen,
  status: RolloutStatus,
  cause: Cause | undefined,
): ProcessEnd<RolloutReport> {
  const { evidence, primary } = seen;
  const running = `${seen.runningCount} of ${seen.desiredCount} tasks run`;
  const detail: RolloutReport = {
    service: begun.service,
    cluster: begun.cluster,
    status,
    ...(begun.from !== undefined && { from: revisionName(begun.from) }),
    to: revisionName(begun.taskDefinition),
    desiredCount: seen.desiredCount,
    runningCount: seen.runningCount,
    seconds: seen.elapsedSeconds,
    ...(cause && { cause }),
    stopped: evidence.stopped,
    ...(evidence.logTail && { logTail: evidence.logTail }),
    events: evidence.events,
    runningNow: primary ? `${running}; ECS works towards ${revisionName(primary.taskDefinition)}` : running,
  };
  const isSuccess = status === 'deployed';
  return { isSuccess, summary: cause?.summary ?? `${detail.to} runs in ${running}`, detail };
}
