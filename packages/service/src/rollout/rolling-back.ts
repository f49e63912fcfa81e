import type { ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import { saysRollingBack } from './events.ts';
import type { ServiceDeploymentSeen } from './seen.ts';

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

/** Where there is no status, one that is not known yet, or one that may be stale, the events say so. */
export function isRollingBack(deployment: ServiceDeploymentSeen | undefined, events: readonly string[]): boolean {
  const status = deployment?.status;
  const isOngoing = status === 'PENDING' || status === 'IN_PROGRESS';
  if (isKnown(status) && !isOngoing) return GOES_BACK[status];
  return saysRollingBack(events);
}

/** Whether a service deployment's status says anything: it is there, and this version knows it. */
export function isKnown(status: ServiceDeploymentStatus | undefined): status is ServiceDeploymentStatus {
  return status !== undefined && Object.hasOwn(GOES_BACK, status);
}
