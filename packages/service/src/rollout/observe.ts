import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { isAwsError, type Aws, type Clock } from '@fargate-actions/aws';
import type { Begun } from './begun.ts';
import { decide } from './decide.ts';
import { NO_EVIDENCE, type Evidence, type UnhealthyTarget } from './evidence.ts';
import { findServiceDeployment, seenServiceDeployment } from './find-service-deployment.ts';
import { readLogTail } from './log-tail.ts';
import type { DeploymentSeen, RolloutSeen, ServiceDeploymentSeen } from './seen.ts';
import { groupStopped } from './stopped-tasks.ts';

/** A service is believed to be gone when it was not found for so long: reads can be stale. */
const GONE_AFTER_SECONDS = 10;

const LOST_DEPLOYMENTS =
  'The deployment is followed by DescribeServices alone; a rollback is then told from its events.';

/** What watching a rollout needs. */
export interface WatchSurroundings {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly logLines: number;
}

/** Looks at one rollout again and again. Keeps what one look can't show, such as the first time it looked. */
export function observer(begun: Begun, surroundings: WatchSurroundings): () => Promise<RolloutSeen> {
  const { aws, clock } = surroundings;
  const startedAt = clock.now();
  let previous: RolloutSeen | undefined;
  let serviceDeploymentArn: string | undefined;
  let missingSince: number | undefined;
  let failedSince: number | undefined;
  let targetGroupArns: string[] = [];

  async function look(): Promise<RolloutSeen> {
    const service = await aws.services.find(begun.cluster, begun.service);
    missingSince = service ? undefined : (missingSince ?? elapsed());
    if (missingSince !== undefined && elapsed() - missingSince < GONE_AFTER_SECONDS) return notFoundYet();
    targetGroupArns = (service?.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
    const seen = combine(service, service && (await lookAtServiceDeployment()));
    return needsEvidence(seen) ? { ...seen, evidence: await gather(seen) } : seen;
  }

  async function lookAtServiceDeployment(): Promise<ServiceDeploymentSeen | undefined> {
    return aws.denials.without(LOST_DEPLOYMENTS, async () => {
      serviceDeploymentArn ??= await findServiceDeployment(begun, aws);
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
    return {
      serviceStatus: service?.status,
      desiredCount: service?.desiredCount ?? 0,
      runningCount: service?.runningCount ?? 0,
      begunAt: begun.createdAt.getTime(),
      ours: ours && seenDeployment(ours),
      primary: primary && seenDeployment(primary),
      oldRunning: deployments
        .filter(({ id }) => id !== begun.deploymentId)
        .reduce((sum, { runningCount = 0 }) => sum + runningCount, 0),
      failedForSeconds: failedSince === undefined ? 0 : elapsed() - failedSince,
      serviceDeployment,
      isRollingBack: isRollingBack(serviceDeployment, events),
      elapsedSeconds: elapsed(),
      evidence: { ...(previous?.evidence ?? NO_EVIDENCE), events },
    };
  }

  /** Stopped tasks cost two calls a look: they are asked for when failures were counted, or the end has come. */
  function needsEvidence(seen: RolloutSeen): boolean {
    const { kind } = decide(seen);
    if (kind === 'failed' || kind === 'rolledBack') return true;
    return (seen.ours?.failed ?? 0) > (previous?.ours?.failed ?? 0);
  }

  async function gather(seen: RolloutSeen): Promise<Evidence> {
    const stopped = (await aws.denials.without('Why tasks stopped is not shown.', readStopped)) ?? [];
    const unhealthyTargets =
      (await aws.denials.without('Why targets are unhealthy is not shown.', readUnhealthy)) ?? [];
    const isOver = decide(seen).kind !== 'waiting';
    const logTail = isOver
      ? await readLogTail(stopped[0], begun, surroundings.logLines, surroundings)
      : seen.evidence.logTail;
    return {
      stopped: stopped.length > 0 ? stopped : seen.evidence.stopped,
      events: seen.evidence.events,
      // Targets are gone from the group once their tasks are stopped: what was seen before stays known.
      unhealthyTargets: unhealthyTargets.length > 0 ? unhealthyTargets : seen.evidence.unhealthyTargets,
      logTail,
    };
  }

  async function readStopped() {
    const arns = await aws.tasks.list(begun.cluster, begun.service, 'STOPPED');
    return groupStopped(arns.length > 0 ? await aws.tasks.describe(begun.cluster, arns) : [], begun.deploymentId);
  }

  async function readUnhealthy(): Promise<UnhealthyTarget[]> {
    const health = (await Promise.all(targetGroupArns.map((arn) => aws.targetGroups.health(arn)))).flat();
    return health.flatMap(({ Target, TargetHealth }) =>
      TargetHealth?.State === 'unhealthy'
        ? [
            {
              target: `${Target?.Id ?? '?'}:${Target?.Port ?? '?'}`,
              reason: TargetHealth.Description ?? TargetHealth.Reason ?? 'no reason given',
            },
          ]
        : [],
    );
  }

  function elapsed(): number {
    return (clock.now() - startedAt) / 1000;
  }

  return async () => {
    try {
      previous = await look();
      return previous;
    } catch (error) {
      // One look that failed for a passing reason says nothing about the deployment: the next one will. Reads can be
      // stale, so that the service is missing in one of them just after it was created.
      if (!isAwsError(error, 'lost', 'throttled', 'missing')) throw error;
      previous = notFoundYet();
      return previous;
    }
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

function isRollingBack(deployment: ServiceDeploymentSeen | undefined, events: readonly string[]): boolean {
  if (deployment?.status) return deployment.status.startsWith('ROLLBACK_');
  return events.some((event) => event.includes('rolling back to deployment'));
}
