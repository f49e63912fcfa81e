import type { Service } from '@aws-sdk/client-ecs';
import { primaryOf } from '../service-deployments.ts';

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
  /** How many tasks were wanted when AWS accepted it. */
  readonly desiredCount: number;
  /** The deployments that the service had before, by their ids: a rollback may show one of them again. */
  readonly olderIds: readonly string[];
  /** When the service was created: an answer may still show one of the same name that was deleted before. */
  readonly serviceCreatedAt: Date | undefined;
}

/**
 * The deployment that an answer shows as the one ECS works towards; undefined where it does not show it.
 *
 * @param before the service as it was read before the deployment began, where it was.
 */
export function begunBy(
  service: Service,
  cluster: string,
  from: string | undefined,
  before?: Service,
): Begun | undefined {
  const primary = primaryOf(service);
  if (!primary?.id || !primary.createdAt) return undefined;
  const known = [...(service.deployments ?? []), ...(before?.deployments ?? [])].flatMap(({ id }) => id ?? []);
  return {
    cluster,
    service: service.serviceName ?? '',
    deploymentId: primary.id,
    createdAt: primary.createdAt,
    taskDefinition: primary.taskDefinition ?? '',
    from,
    desiredCount: service.desiredCount ?? 0,
    olderIds: [...new Set(known)].filter((id) => id !== primary.id),
    serviceCreatedAt: service.createdAt,
  };
}
