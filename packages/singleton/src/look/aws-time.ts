import type { Service } from '@aws-sdk/client-ecs';
import type { LockSeen, TaskSeen } from '../observation.ts';

/**
 * The latest moment of AWS's clock that an answer shows, in milliseconds: AWS's clock is at least there.
 *
 * So a lock expires by AWS's time, and a runner's clock that is ahead takes no lock away that is still held.
 */
export function latestOf(lock: LockSeen, service: Service | undefined, tasks: readonly TaskSeen[]): number {
  const times = [
    lock.kind === 'held' ? lock.writtenAt : 0,
    ...(service?.events ?? []).map(({ createdAt }) => createdAt?.getTime() ?? 0),
    ...(service?.deployments ?? []).map(({ updatedAt }) => updatedAt?.getTime() ?? 0),
    ...tasks.flatMap(({ createdAt = 0, startedAt = 0, stoppedAt = 0 }) => [createdAt, startedAt, stoppedAt]),
  ];
  return times.reduce((latest, time) => Math.max(latest, time), 0);
}
