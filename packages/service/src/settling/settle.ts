import type { Service } from '@aws-sdk/client-ecs';
import { isAwsError } from '@fargate-actions/aws';
import type { Cause, Process } from '@fargate-actions/engine';
import type { RolloutReport } from '../rollout-report.ts';
import type { Begun } from '../rollout/begun.ts';
import type { Deployer, WatchContext } from '../rollout/deployer.ts';
import { saysCannotStart } from '../rollout/events.ts';
import type { Evidence } from '../rollout/evidence.ts';
import { explainStop } from '../rollout/diagnosis/explain-stop.ts';
import { gatherEvidence, withLogTail } from '../rollout/gather-evidence.ts';
import { saysNothingOfRevision } from '../rollout/hopeless.ts';
import { progressOf, type RolloutProgress } from '../rollout/progress.ts';
import { reportEnd } from '../rollout/report-end.ts';
import type { RolloutSeen } from '../rollout/seen.ts';
import { decideSettling, PATIENCE, type Settled, type Settling } from './decide-settling.ts';
import { missing, saysSteady } from './unsettled.ts';

/** A service gets so long to run as wanted: tasks that replace others are healthy by then, and ECS has tried again. */
const SETTLE_MINUTES = 10;

/** Tasks take longer than that to start and to fail, and each look lists them. */
const POLL_SECONDS = 5;

/** What is watched. */
export interface SettlingService {
  /** Its newest deployment, which is what is wanted. */
  readonly begun: Begun;
  readonly service: Service;
  /** The run waits no longer than that for anything. */
  readonly waitMinutes: number;
}

interface SettlingSeen extends Settling {
  readonly settled: Settled | undefined;
}

/**
 * Watches a service whose newest deployment is what is wanted, and was done before, but that does not run as wanted: until
 * it runs steadily, or it is clear that its tasks keep failing. Writes nothing.
 */
export function settleProcess(
  deployer: Deployer,
  { begun, service, waitMinutes }: SettlingService,
  tell: (progress: RolloutProgress) => void,
  context: WatchContext,
): Process<SettlingSeen, RolloutReport> {
  const { aws, clock, logLines } = context;
  const watcher = deployer.observe(begun, PATIENCE, context);
  const targetGroupArns = (service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
  const source = { aws, clock, begun, targetGroupArns, logLines };
  const waitSeconds = Math.min(waitMinutes, SETTLE_MINUTES) * 60;
  let last: RolloutSeen | undefined;
  let told = '';
  let failedBefore: ReadonlySet<string> | undefined;
  let failedCount = 0;
  let steadySince: number | undefined;

  async function look(): Promise<Settling> {
    const [looked, now] = await Promise.all([watcher.look(false), read()]);
    const events = sinceSteady(looked.evidence.events);
    const evidence = await gathered({ ...(last ?? looked).evidence, events });
    const seen = { ...looked, evidence };
    const failed = failedTasks(seen);
    failedBefore ??= new Set(failed);
    // Scaling moves what is desired: what was not wanted at first, or is not any more, is not waited for.
    const wantedTasks = Math.min(service.desiredCount ?? 0, now?.desiredCount ?? 0);
    const lacks = now ? missing(now, wantedTasks) : 'ECS does not show the service';
    const isSteady = lacks === undefined && failed.length <= failedCount;
    steadySince = isSteady ? (steadySince ?? seen.elapsedSeconds) : undefined;
    failedCount = failed.length;
    last = seen;
    return {
      seen,
      missing: lacks,
      steadyForSeconds: steadySince === undefined ? 0 : seen.elapsedSeconds - steadySince,
      failed: { now: failed.filter((task) => failedBefore?.has(task) === false).length, ever: failed.length },
      isBackingOff: events.some(saysCannotStart),
    };
  }

  /** One look that AWS does not answer says nothing; the next one will. */
  async function gathered(known: Evidence): Promise<Evidence> {
    try {
      return await gatherEvidence(known, source, 'all');
    } catch (error) {
      if (isAwsError(error, 'lost', 'throttled', 'missing')) return known;
      throw error;
    }
  }

  /** Asked for at the same moment as the watcher's, so that both are one call. */
  async function read(): Promise<Service | undefined> {
    try {
      return await aws.services.find(begun.cluster, begun.service);
    } catch (error) {
      if (isAwsError(error, 'lost', 'throttled', 'missing')) return undefined;
      throw error;
    }
  }

  function showProgress(seen: RolloutSeen, settled: Settled | undefined): void {
    const progress = { ...progressOf(begun, seen), stage: 'settling', ...(settled && { ended: settled.status }) };
    const news = JSON.stringify({ ...progress, elapsedSeconds: 0 });
    if (news !== told) tell({ ...progress, ...(settled?.cause && { because: settled.cause.summary }) });
    told = news;
  }

  return {
    observe: async () => {
      const settling = await look();
      if (decideSettling(settling, begun, waitSeconds)?.status !== 'failed') return shown(settling);
      const evidence = await withLogTail(settling.seen.evidence, source, true);
      return shown({ ...settling, seen: { ...settling.seen, evidence } });
    },
    next: ({ seen, settled }) =>
      settled
        ? { kind: 'done', result: reportEnd(begun, seen, settled.status, settled.cause) }
        : { kind: 'wait', seconds: POLL_SECONDS },
    cancelled: () => Promise.resolve(reportEnd(begun, last, 'cancelled', CANCELLED)),
  };

  function shown(settling: Settling): SettlingSeen {
    const settled = decideSettling(settling, begun, waitSeconds);
    showProgress(settling.seen, settled);
    return { ...settling, settled };
  }
}

/** The ids of the tasks whose failure says something of the revision. */
function failedTasks({ evidence }: RolloutSeen): string[] {
  return evidence.stopped
    .filter((group) => !saysNothingOfRevision(explainStop(group, { ...evidence, newTasks: group.tasks.length }).kind))
    .flatMap(({ tasks }) => tasks);
}

/** What was before the service was last steady is over. @param events oldest first. */
function sinceSteady(events: readonly string[]): readonly string[] {
  return events.slice(events.findLastIndex(saysSteady) + 1);
}

const CANCELLED: Cause = {
  kind: 'cancelled',
  summary: 'the run was cancelled while it watched whether the service runs as wanted',
};
