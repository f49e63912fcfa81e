import type { Deployment, Service } from '@aws-sdk/client-ecs';

/**
 * Whether a service of that status is deleted, or about to be; undefined where it does not exist.
 *
 * A status that ECS learns tomorrow is not taken for an end. Source: the SDK's documentation of Service.status.
 */
export function isGone(status: string | undefined): boolean {
  return status === undefined || status === 'DRAINING' || status === 'INACTIVE';
}

/** The deployment that ECS works towards. */
export function primaryOf({ deployments = [] }: Service): Deployment | undefined {
  return deployments.find(({ status }) => status === 'PRIMARY');
}

/** Whether ECS is not done with the newest deployment. */
export function isUnderWay(service: Service): boolean {
  return primaryOf(service)?.rolloutState === 'IN_PROGRESS';
}

/** The deployment that last ran well: the newest, or, while that is under way, the one before. */
export function stableDeployment(service: Service): Deployment | undefined {
  const primary = primaryOf(service);
  if (primary?.rolloutState === 'COMPLETED') return primary;
  return service.deployments?.find(({ status, rolloutState }) => status === 'ACTIVE' && rolloutState === 'COMPLETED');
}

/** The task definition that last ran well. */
export function stableTaskDefinition(service: Service): string | undefined {
  if (primaryOf(service)?.rolloutState === 'COMPLETED') return service.taskDefinition;
  return stableDeployment(service)?.taskDefinition ?? (isUnderWay(service) ? undefined : service.taskDefinition);
}
