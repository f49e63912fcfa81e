import type { Service } from '@aws-sdk/client-ecs';
import { GONE_AFTER_SECONDS, isAwsError } from '@fargate-actions/aws';
import type { Cause, Process, Turn } from '@fargate-actions/engine';
import { rolloutReport } from '../report-of-rollout.ts';
import type { RolloutReport, RolloutStatus } from '../rollout-report.ts';
import { primaryOf } from '../service-deployments.ts';
import type { ServiceContext } from '../service-context.ts';
import { heldFor } from './held-for.ts';
import { mustEnd } from './must-end.ts';
import { rolloutProgress } from './progress.ts';
import { revisionName } from './verdict.ts';

/** A deployment of somebody else that must end before ours begins. */
export interface Conflict {
  readonly cluster: string;
  readonly service: string;
  /** The task definition that the other deployment leads to. */
  readonly other: string;
  readonly waitMinutes: number;
}

/** How often the other deployment is looked at. */
const POLL_SECONDS = 2;

/**
 * A process that begins when somebody else's deployment is over, however it ended.
 *
 * @param begin reads anew, writes, and gives the process that follows what it began.
 */
export function afterConflict(
  conflict: Conflict,
  taskDefinition: string,
  begin: () => Promise<Process<unknown, RolloutReport>>,
  { aws, clock, progress }: ServiceContext,
): Process<unknown, RolloutReport> {
  const startedAt = clock.now();
  let own: Process<unknown, RolloutReport> | undefined;
  let isTold = false;
  const missingFor = heldFor(() => clock.now() / 1000);

  async function look(): Promise<boolean> {
    const service = await find();
    // A stale read may not show it, and one that AWS does not answer shows nothing.
    const isHidden = missingFor(service === undefined) < GONE_AFTER_SECONDS && service === undefined;
    const isBusy = isHidden || service === 'not answered' || (service !== undefined && mustEnd(service));
    if (service === 'not answered') return isBusy;
    if (isBusy && service && !isTold) {
      isTold = true;
      const tasks = {
        desired: service.desiredCount ?? 0,
        newRunning: 0,
        oldRunning: service.runningCount ?? 0,
        newPending: 0,
        failed: 0,
      };
      progress({
        ...rolloutProgress(conflict.service, (clock.now() - startedAt) / 1000, tasks),
        stage: `waiting until somebody else's deployment of ${revisionName(primaryOf(service)?.taskDefinition ?? '')} is done`,
      });
    }
    return isBusy;
  }

  async function find(): Promise<Service | 'not answered' | undefined> {
    try {
      return await aws.services.find(conflict.cluster, conflict.service);
    } catch (error) {
      if (isAwsError(error, 'lost', 'throttled')) return 'not answered';
      throw error;
    }
  }

  function nextWhileWaiting(isBusy: boolean): Turn<RolloutReport> {
    if (!isBusy) {
      return {
        kind: 'act',
        act: async () => {
          own = await begin();
        },
      };
    }
    if (clock.now() - startedAt < conflict.waitMinutes * 60_000) return { kind: 'wait', seconds: POLL_SECONDS };
    return { kind: 'done', result: notBegun(conflict, taskDefinition, 'timed-out', stillBusy(conflict)) };
  }

  return {
    observe: async () => (own ? own.observe() : look()),
    next: (seen) => (own ? own.next(seen) : nextWhileWaiting(seen === true)),
    cancelled: async () =>
      own?.cancelled ? own.cancelled() : notBegun(conflict, taskDefinition, 'cancelled', CANCELLED),
  };
}

/** The process of a deployment that there is nothing to do for: the other one has done it. */
export function alreadyDone(conflict: Conflict, taskDefinition: string): Process<unknown, RolloutReport> {
  return {
    observe: () => Promise.resolve(undefined),
    next: () => ({ kind: 'done', result: notBegun(conflict, taskDefinition, 'deployed') }),
  };
}

const CANCELLED: Cause = {
  kind: 'cancelled',
  summary: "the run was cancelled while it waited for somebody else's deployment",
};

function stillBusy({ waitMinutes, other }: Conflict): Cause {
  return {
    kind: 'conflict',
    summary: `somebody else's deployment of ${revisionName(other)} was not done after ${waitMinutes} minutes, so this one was not begun`,
    hint: 'Look at that deployment, or set `on-conflict: replace` to deploy over it.',
  };
}

function notBegun(conflict: Conflict, taskDefinition: string, status: RolloutStatus, cause?: Cause): RolloutReport {
  const to = revisionName(taskDefinition);
  const rollout = {
    service: conflict.service,
    cluster: conflict.cluster,
    to,
    desiredCount: 0,
    runningCount: 0,
    seconds: 0,
    stopped: [],
    events: [],
    runningNow: cause ? `ECS works towards ${revisionName(conflict.other)}` : `${to} runs`,
  };
  return rolloutReport(status, rollout, cause);
}
