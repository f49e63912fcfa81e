import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { isAwsError, type Aws, type Clock } from '@fargate-actions/aws';
import type { Begun } from './begun.ts';
import { decide } from './decide.ts';
import { NO_EVIDENCE, type Evidence, type UnhealthyTarget } from './evidence.ts';
import { findServiceDeployment, seenServiceDeployment } from './find-service-deployment.ts';
import { readLogTail } from './log-tail.ts';
import type { DeploymentSeen, RolloutSeen, ServiceDeploymentSeen } from './seen.ts';
import { groupStopped } from './stopped-tasks.ts';

/** A service is believed to be gone when so many looks in a row do not find it: reads can be stale. */
const LOOKS_UNTIL_GONE = 3;

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
  let timesMissing = 0;
  let targetGroupArns: string[] = [];

  async function look(): Promise<RolloutSeen> {
    const service = await aws.services.find(begun.cluster, begun.service);
    timesMissing = service ? 0 : timesMissing + 1;
    if (!service && previous && timesMissing < LOOKS_UNTIL_GONE) return { ...previous, elapsedSeconds: elapsed() };
    targetGroupArns = (service?.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
    const seen = combine(service, await lookAtServiceDeployment());
    return needsEvidence(seen) ? { ...seen, evidence: await gather(seen) } : seen;
  }

  async function lookAtServiceDeployment(): Promise<ServiceDeploymentSeen | undefined> {
    return aws.denials.without(LOST_DEPLOYMENTS, async () => {
      serviceDeploymentArn ??= await findServiceDeployment(begun, aws);
      const found = serviceDeploymentArn && (await aws.serviceDeployments.describe(serviceDeploymentArn));
      return found ? seenServiceDeployment(found) : undefined;
    });
  }

  function combine(service: Service | undefined, serviceDeployment: ServiceDeploymentSeen | undefined): RolloutSeen {
    const deployments = service?.deployments ?? [];
    const ours = deployments.find(({ id }) => id === begun.deploymentId);
    const primary = deployments.find(({ status }) => status === 'PRIMARY');
    const events = eventsOf(service, begun);
    return {
      serviceStatus: service?.status,
      desiredCount: service?.desiredCount ?? 0,
      runningCount: service?.runningCount ?? 0,
      ours: ours && seenDeployment(ours),
      primary: primary && seenDeployment(primary),
      oldRunning: deployments
        .filter(({ id }) => id !== begun.deploymentId)
        .reduce((sum, { runningCount = 0 }) => sum + runningCount, 0),
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
      // One look that failed for a passing reason says nothing about the deployment: the next one will.
      if (!previous || !isAwsError(error, 'lost', 'throttled')) throw error;
      previous = { ...previous, elapsedSeconds: elapsed() };
      return previous;
    }
  };
}

function seenDeployment(deployment: Deployment): DeploymentSeen {
  return {
    id: deployment.id ?? '',
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
      return named === undefined || named === deploymentId || /rolling back/.test(message);
    })
    .reverse();
}

function isRollingBack(deployment: ServiceDeploymentSeen | undefined, events: readonly string[]): boolean {
  if (deployment?.status) return deployment.status.startsWith('ROLLBACK_');
  return events.some((event) => event.includes('rolling back to deployment'));
}
