import type { Deployment, Service, ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import { GONE_AFTER_SECONDS, isAwsError, SHOWS_SECONDS, type Aws, type Clock } from '@fargate-actions/aws';
import type { Begun } from './begun.ts';
import { decide } from './decide.ts';
import { NO_EVIDENCE } from './evidence.ts';
import { findServiceDeployment, seenServiceDeployment } from './find-service-deployment.ts';
import { gatherEvidence, withLogTail } from './gather-evidence.ts';
import type { Patience } from './patience.ts';
import type { DeploymentSeen, RolloutSeen, ServiceDeploymentSeen } from './seen.ts';
import { readRolloutTime } from './time/read-time.ts';
import type { RolloutTime } from './time/rollout-time.ts';
import { watchWaits } from './time/watch-waits.ts';

const LOST_DEPLOYMENTS =
  'The deployment is followed by DescribeServices alone; a rollback is then told from its events.';

/** The tasks that failed may not show at once: reads can be stale. */
const EVIDENCE_TRIES = 4;

/** What watching a rollout needs. */
export interface WatchSurroundings {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly logLines: number;
  /** Aborted when the run is cancelled. */
  readonly signal?: AbortSignal | undefined;
}

/** Looks at one rollout again and again. */
export interface Observer {
  /** One look; `asksWhy` false where it is known already why the rollout fails, so that its end is seen at once. */
  readonly look: (asksWhy: boolean) => Promise<RolloutSeen>;
  /** Where the time of the rollout went that the last look saw done. Many that end together wait for each other here. */
  readonly readTime: () => Promise<RolloutTime | undefined>;
}

/** Observes a rollout. Keeps what one look can't show, such as the first time it looked. */
export function observer(begun: Begun, patience: Patience, surroundings: WatchSurroundings): Observer {
  const { aws, clock } = surroundings;
  const startedAt = clock.now();
  const waiting = watchWaits(begun, aws);
  let previous: RolloutSeen | undefined;
  let lastService: Service | undefined;
  let serviceDeploymentArn: string | undefined;
  let missingSince: number | undefined;
  let failedSince: number | undefined;
  let stoppedSince: number | undefined;
  let targetGroupArns: string[] = [];

  async function look(asksWhy: boolean): Promise<RolloutSeen> {
    const service = await aws.services.find(begun.cluster, begun.service);
    lastService = service;
    missingSince = service ? undefined : (missingSince ?? elapsed());
    if (missingSince !== undefined && elapsed() - missingSince < GONE_AFTER_SECONDS) return notFoundYet();
    targetGroupArns = (service?.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
    const seen = combine(service, service && (await lookAtServiceDeployment()));
    if (asksWhy && needsEvidence(seen)) return withEvidence(seen);
    const waits = service && decide(seen, patience).kind === 'waiting';
    return waits ? { ...seen, waitingFor: waiting.reason(seen, service) } : seen;
  }

  async function lookAtServiceDeployment(): Promise<ServiceDeploymentSeen | undefined> {
    return aws.gaps.whileSupported(`deployments of ${begun.deploymentId}`, LOST_DEPLOYMENTS, async () => {
      serviceDeploymentArn ??= await findServiceDeployment(begun, aws, elapsed() >= SHOWS_SECONDS);
      const found = serviceDeploymentArn && (await aws.serviceDeployments.describe(serviceDeploymentArn));
      return found ? seenServiceDeployment(found) : undefined;
    });
  }

  function notFoundYet(): RolloutSeen {
    return { ...(previous ?? combine(undefined, undefined)), serviceStatus: 'ACTIVE', elapsedSeconds: elapsed() };
  }

  function combine(service: Service | undefined, serviceDeployment: ServiceDeploymentSeen | undefined): RolloutSeen {
    const deployments = service?.deployments ?? [];
    const ours = deployments.find(({ id }) => id === begun.deploymentId);
    const primary = deployments.find(({ status }) => status === 'PRIMARY');
    const events = eventsOf(service, begun);
    failedSince = ours?.rolloutState === 'FAILED' ? (failedSince ?? elapsed()) : undefined;
    stoppedSince = serviceDeployment?.status === 'STOPPED' ? (stoppedSince ?? elapsed()) : undefined;
    return {
      // One that is there and does not tell its status is not gone.
      serviceStatus: service && (service.status ?? 'ACTIVE'),
      desiredCount: service?.desiredCount ?? 0,
      runningCount: service?.runningCount ?? 0,
      begunAt: begun.createdAt.getTime(),
      ours: ours && seenDeployment(ours),
      primary: primary && seenDeployment(primary),
      oldRunning: deployments
        .filter(({ id }) => id !== begun.deploymentId)
        .reduce((sum, { runningCount = 0 }) => sum + runningCount, 0),
      failedForSeconds: failedSince === undefined ? 0 : elapsed() - failedSince,
      stoppedForSeconds: stoppedSince === undefined ? 0 : elapsed() - stoppedSince,
      serviceDeployment,
      isRollingBack: isRollingBack(serviceDeployment, events),
      elapsedSeconds: elapsed(),
      evidence: { ...(previous?.evidence ?? NO_EVIDENCE), events },
    };
  }

  /**
   * Tasks cost some calls: they are asked for when a failure was counted, when new tasks went without being counted (not
   * every failure is), and at the end.
   */
  function needsEvidence(seen: RolloutSeen): boolean {
    if (decide(seen, patience).kind !== 'waiting') return decide(seen, patience).kind !== 'succeeded';
    const [now, before] = [seen.ours, previous?.ours];
    if (!now || !before) return false;
    return (
      now.failed > before.failed ||
      now.running < before.running ||
      now.pending < before.pending - (now.running - before.running)
    );
  }

  /** Before a verdict its evidence is completed: what it rests on, and the log lines. */
  async function withEvidence(seen: RolloutSeen): Promise<RolloutSeen> {
    const source = { aws, clock, begun, targetGroupArns, logLines: surroundings.logLines };
    let gathered = { ...seen, evidence: await gatherEvidence(seen.evidence, source) };
    for (let attempt = 1; isUnexplained(gathered, patience) && attempt <= EVIDENCE_TRIES; attempt++) {
      await clock.sleep(1);
      gathered = { ...gathered, evidence: await gatherEvidence(gathered.evidence, source) };
    }
    const { kind } = decide(gathered, patience);
    if (kind === 'waiting') return gathered;
    // A rollback takes longer than any line: what is not in the log when it is done will not come.
    return { ...gathered, evidence: await withLogTail(gathered.evidence, source, kind !== 'rolledBack') };
  }

  async function readTime(): Promise<RolloutTime | undefined> {
    if (!previous || !lastService) return undefined;
    const { elapsedSeconds, serviceDeployment } = previous;
    const { finishedAt } = serviceDeployment ?? {};
    const isHeldByProtection = waiting.sawProtection();
    return readRolloutTime(
      { begun, elapsedSeconds, service: lastService, finishedAt, isHeldByProtection },
      surroundings,
    );
  }

  function elapsed(): number {
    return (clock.now() - startedAt) / 1000;
  }

  return {
    readTime,
    look: async (asksWhy) => {
      try {
        previous = await look(asksWhy);
        return previous;
      } catch (error) {
        // One look that failed for a passing reason says nothing about the deployment: the next one will. Reads can be
        // stale, so that the service is missing in one of them just after it was created.
        if (!isAwsError(error, 'lost', 'throttled', 'missing')) throw error;
        previous = notFoundYet();
        return previous;
      }
    },
  };
}

function seenDeployment(deployment: Deployment): DeploymentSeen {
  return {
    id: deployment.id ?? '',
    createdAt: deployment.createdAt?.getTime() ?? 0,
    taskDefinition: deployment.taskDefinition ?? '',
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
    desired: deployment.desiredCount ?? 0,
    running: deployment.runningCount ?? 0,
    pending: deployment.pendingCount ?? 0,
    failed: deployment.failedTasks ?? 0,
  };
}

/** The events since the deployment began, oldest first, without those that name another deployment. */
function eventsOf(service: Service | undefined, { createdAt, deploymentId }: Begun): string[] {
  return (service?.events ?? [])
    .filter((event) => (event.createdAt?.getTime() ?? 0) >= createdAt.getTime())
    .map(({ message = '' }) => message)
    .filter((message) => {
      const named = /\(deployment (ecs-svc\/\d+)\)/.exec(message)?.[1];
      return named === undefined || named === deploymentId || message.includes('rolling back');
    })
    .reverse();
}

/** Whether a status is one of going back, for every one that the SDK knows. */
const GOES_BACK: Readonly<Record<ServiceDeploymentStatus, boolean>> = {
  PENDING: false,
  IN_PROGRESS: false,
  SUCCESSFUL: false,
  STOP_REQUESTED: false,
  STOPPED: false,
  ROLLBACK_REQUESTED: true,
  ROLLBACK_IN_PROGRESS: true,
  ROLLBACK_SUCCESSFUL: true,
  ROLLBACK_FAILED: true,
};

/** Where there is no status, or one that is not known yet, the events tell. */
function isRollingBack(deployment: ServiceDeploymentSeen | undefined, events: readonly string[]): boolean {
  const status = deployment?.status;
  if (status !== undefined && Object.hasOwn(GOES_BACK, status)) return GOES_BACK[status];
  return events.some((event) => event.includes('rolling back to deployment'));
}

/** ECS's own words for the end say that tasks failed, and none that did has shown so far. */
const WITHOUT_TASKS: ReadonlySet<string> = new Set(['unknown', 'tasks-not-starting']);

/** Whether the end has come and nothing found so far says why. */
function isUnexplained(seen: RolloutSeen, patience: Patience): boolean {
  const verdict = decide(seen, patience);
  const isRed = verdict.kind === 'failed' || verdict.kind === 'rolledBack';
  return isRed && WITHOUT_TASKS.has(verdict.cause.kind);
}
