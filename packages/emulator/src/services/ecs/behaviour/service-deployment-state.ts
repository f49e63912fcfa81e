import { secondsOf, type World } from '../../../world/world.ts';
import { nameIn, revisionOf } from '../find.ts';
import type { Service, ServiceDeployment } from '../model.ts';

const ONGOING: ReadonlySet<ServiceDeployment['status']> = new Set([
  'PENDING',
  'IN_PROGRESS',
  'STOP_REQUESTED',
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
]);

/** Whether a service deployment has not ended yet. */
export const isOngoing = ({ status }: ServiceDeployment): boolean => ONGOING.has(status);

/** Moves a service deployment on. */
export function change(
  world: World,
  serviceDeployment: ServiceDeployment,
  status: ServiceDeployment['status'],
  reason?: string,
): void {
  serviceDeployment.status = status;
  serviceDeployment.updatedAt = world.now;
  if (reason !== undefined) serviceDeployment.statusReason = reason;
}

/** Ends a service deployment. */
export function end(
  world: World,
  serviceDeployment: ServiceDeployment,
  status: ServiceDeployment['status'],
  reason?: string,
): void {
  change(world, serviceDeployment, status, reason);
  serviceDeployment.finishedAt = world.now;
  serviceDeployment.lifecycleStage = 'CLEAN_UP';
  if (serviceDeployment.breaker.status === 'MONITORING') serviceDeployment.breaker.status = 'MONITORING_COMPLETE';
  if (serviceDeployment.alarms?.status === 'MONITORING') serviceDeployment.alarms.status = 'MONITORING_COMPLETE';
}

/** Writes down for judges how a service deployment ended: once. */
export function record(
  world: World,
  service: Service,
  serviceDeployment: ServiceDeployment,
  ended: World['endings'][number]['ended'],
): void {
  const { deploymentId, cause } = serviceDeployment;
  if (world.endings.some((known) => known.deploymentId === deploymentId)) return;
  world.endings.push({
    at: secondsOf(world),
    service: service.name,
    deploymentId,
    taskDefinition: nameIn(revisionOf(world, serviceDeployment.targetRevisionArn).workload.taskDefinitionArn),
    ended,
    ...(ended !== 'succeeded' && cause !== undefined && { cause }),
  });
}
