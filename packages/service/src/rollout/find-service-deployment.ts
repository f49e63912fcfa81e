import type { ServiceDeployment, ServiceDeploymentBrief } from '@aws-sdk/client-ecs';
import type { Aws } from '@fargate-actions/aws';
import type { Begun } from './begun.ts';
import type { ServiceDeploymentSeen } from './seen.ts';

/** A deployment and its service deployment are made in one go; more than this apart, they are not the same. */
const WINDOW_MS = 10_000;

/** So close together there is no room for another one of the same revision. */
const SURE_MS = 1_000;

/**
 * The ARN of the service deployment that belongs to the deployment we began; undefined while there is none.
 *
 * Matched by the digits of our deployment's id, which its revision ends in; where no revision does so, by AWS's clock and
 * by the revision that it leads to. Source: docs/reference/ecs.md, "Service deployments".
 *
 * @param showsAll whether every one that there is shows by now; before, in a stale read, the one that ours replaced may
 * be the nearest, and only one that is surely ours is taken.
 */
export async function findServiceDeployment(begun: Begun, aws: Aws, showsAll: boolean): Promise<string | undefined> {
  const createdAfter = new Date(begun.createdAt.getTime() - WINDOW_MS);
  const listed = await aws.serviceDeployments.list(begun.cluster, begun.service, { createdAfter });
  const named = listed.find((candidate) => leadsTo(candidate, begun.deploymentId));
  if (named) return named.serviceDeploymentArn;
  const near = listed
    .filter((candidate) => distanceMs(candidate, begun) <= (showsAll ? WINDOW_MS : SURE_MS))
    .filter((candidate) => !begun.olderIds.some((id) => leadsTo(candidate, id)))
    .sort((a, b) => distanceMs(a, begun) - distanceMs(b, begun));
  for (const { targetServiceRevisionArn, serviceDeploymentArn } of near) {
    if (!targetServiceRevisionArn || !serviceDeploymentArn) continue;
    const revision = await aws.gaps.unlessDenied(
      'A service deployment is matched by its time alone.',
      async () => await aws.serviceDeployments.describeRevision(targetServiceRevisionArn),
    );
    if (revision && revision.taskDefinition !== begun.taskDefinition) continue;
    return serviceDeploymentArn;
  }
  return undefined;
}

/** Whether a service deployment names that deployment, `ecs-svc/<digits>`, in its revision. */
function leadsTo({ targetServiceRevisionArn }: ServiceDeploymentBrief, deploymentId: string): boolean {
  const digits = /\d+$/.exec(deploymentId)?.[0];
  return digits !== undefined && targetServiceRevisionArn?.split('/').at(-1) === digits;
}

function distanceMs({ createdAt }: ServiceDeploymentBrief, begun: Begun): number {
  return createdAt ? Math.abs(createdAt.getTime() - begun.createdAt.getTime()) : Number.POSITIVE_INFINITY;
}

/** The parts of a service deployment that a verdict rests on. */
export function seenServiceDeployment(found: ServiceDeployment): ServiceDeploymentSeen {
  return {
    arn: found.serviceDeploymentArn ?? '',
    status: found.status,
    statusReason: found.statusReason,
    lifecycleStage: found.lifecycleStage,
    rollbackReason: found.rollback?.reason,
    breaker: found.deploymentCircuitBreaker?.status,
    alarms: found.alarms?.status,
    triggeredAlarms: found.alarms?.triggeredAlarmNames ?? [],
    finishedAt: found.finishedAt?.getTime(),
  };
}
