import type { World } from '../../../world/world.ts';
import { named, tell, tellOnce } from './events.ts';
import { primaryOf } from '../find.ts';
import { lookAt } from './looks.ts';
import type { Service, Task } from '../model.ts';
import { alive, type Seen } from './seen.ts';
import { stopTask } from './task-life.ts';

/**
 * Stops what is too much: tasks of former deployments, tasks above the desired count, and tasks that are to leave; never
 * so many that fewer than minimumHealthyPercent of the desired count (rounded up) stay healthy.
 */
export function stopSurplus(world: World, seen: Seen): void {
  const { service, healthy } = seen;
  const primary = primaryOf(service);
  const { minimumHealthyPercent } = service.settings.deploymentConfiguration;
  const least = Math.ceil((service.desiredCount * minimumHealthyPercent) / 100);
  const running = alive(seen);
  const own = running.filter(({ startedBy }) => startedBy === primary.id);
  let healthyCount = running.filter((task) => healthy.has(task)).length;
  const stopped: Task[] = [];

  const stop = (task: Task, reason: string): void => {
    stopped.push(task);
    if (healthy.has(task)) healthyCount--;
    stopTask(world, task, task.leaves?.stopCode ?? 'ServiceSchedulerInitiated', task.leaves?.reason ?? reason);
  };
  const isSpared = (task: Task): boolean => {
    if (task.protectedUntil === undefined || task.protectedUntil <= world.now) return false;
    lookAt(world, service, task.protectedUntil);
    tellOnce(
      world,
      service,
      'was unable to reach steady state because it was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.',
    );
    return true;
  };
  const scalingReason = `Scaling activity initiated by (deployment ${primary.id})`;

  // Nobody takes over from a deployment's predecessors once it has failed.
  const former = primary.isStalled ? [] : running.filter(({ startedBy }) => startedBy !== primary.id);
  for (const task of weakestFirst(former, healthy)) {
    if (isSpared(task)) continue;
    if (!healthy.has(task) || healthyCount > least) stop(task, scalingReason);
  }
  const surplus = own.length - own.filter(({ leaves }) => leaves).length - service.desiredCount;
  const candidates = weakestFirst(own, healthy).filter((task) => !task.leaves && !isSpared(task));
  for (const task of candidates.slice(0, Math.max(0, surplus))) stop(task, scalingReason);

  for (const task of own) if (task.leaves && !stopped.includes(task) && mayLeave(seen)) stop(task, scalingReason);

  tellStops(world, service, stopped);
}

/** A task that is to leave goes when its replacement is healthy, or when maximumPercent has no room for one. */
function mayLeave(seen: Seen): boolean {
  const { service, healthy } = seen;
  const running = alive(seen);
  const replacements = running.filter((task) => healthy.has(task) && !task.leaves);
  return replacements.length >= service.desiredCount || running.length >= mostTasks(service);
}

/** How many tasks may run at once: maximumPercent of the desired count, rounded down. */
export const mostTasks = (service: Service): number =>
  Math.floor((service.desiredCount * service.settings.deploymentConfiguration.maximumPercent) / 100);

/** Stops everything that a deleted service still runs. */
export function stopForDeletion(world: World, service: Service, tasks: readonly Task[]): void {
  const running = tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
  for (const task of running)
    stopTask(
      world,
      task,
      'ServiceSchedulerInitiated',
      `Scaling activity initiated by (deployment ${task.startedBy ?? ''})`,
    );
  tellStops(world, service, running);
}

function tellStops(world: World, service: Service, stopped: readonly Task[]): void {
  if (stopped.length === 0) return;
  service.hasSaidSteady = false;
  tell(world, service, `has stopped ${stopped.length} running tasks: ${named(stopped)}.`);
}

/** Unhealthy before healthy, and the newest first. */
function weakestFirst(tasks: readonly Task[], healthy: ReadonlySet<Task>): Task[] {
  return tasks.toSorted(
    (one, other) => Number(healthy.has(one)) - Number(healthy.has(other)) || other.createdAt - one.createdAt,
  );
}
