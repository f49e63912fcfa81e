import type { Service } from '@aws-sdk/client-ecs';

/** The deployment that a run began, as AWS's own answer names it. */
export interface Begun {
  readonly cluster: string;
  readonly service: string;
  readonly deploymentId: string;
  /** By AWS's clock: the runner's can be a minute off. */
  readonly createdAt: Date;
  readonly taskDefinition: string;
  /** The task definition before; undefined for a new service. */
  readonly from: string | undefined;
}

/** The deployment that an answer shows as the one ECS works towards; undefined where it does not tell. */
export function begunBy(service: Service, cluster: string, from: string | undefined): Begun | undefined {
  const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
  if (!primary?.id || !primary.createdAt) return undefined;
  return {
    cluster,
    service: service.serviceName ?? '',
    deploymentId: primary.id,
    createdAt: primary.createdAt,
    taskDefinition: primary.taskDefinition ?? '',
    from,
  };
}
