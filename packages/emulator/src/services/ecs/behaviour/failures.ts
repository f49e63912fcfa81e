import type { World } from '../../../world/world.ts';
import { tell, tellOnce } from './events.ts';
import { taskHealth } from './health.ts';
import type { Deployment, Service, Task } from '../model.ts';
import { noteLoss } from '../origins.ts';
import { alive, type Seen } from './seen.ts';
import { stopTask } from './task-life.ts';

/** Counts the tasks that have ended before they were of use, each once, when it is gone. */
export function countFailures(world: World, service: Service): void {
  for (const task of world.tasks) {
    if (task.serviceArn !== service.arn || !task.hasUncountedFailure || task.lastStatus !== 'STOPPED') continue;
    task.hasUncountedFailure = false;
    if (task.stopCode === 'TaskFailedToStart')
      tellOnce(world, service, `was unable to place a task. Reason: ${task.stoppedReason ?? ''}.`);
    countFailure(world, service, task);
  }
}

function countFailure(world: World, service: Service, task: Task): void {
  const deployment = service.deployments.find(({ id }) => id === task.startedBy);
  if (!deployment) return;
  deployment.firstFailure ??= task.fate.behaviour;
  deployment.failuresInRow++;
  if (deployment.rolloutState === 'IN_PROGRESS') deployment.failedTasks++;
  deployment.updatedAt = world.now;
  slowDown(world, service, deployment);
}

/** ECS tries again soon for the first waves of tasks, and then ever more slowly (inferred: doubling from 15 s to 5 min). */
function slowDown(world: World, service: Service, deployment: Deployment): void {
  const waves = Math.floor(deployment.failuresInRow / Math.max(1, service.desiredCount));
  const seconds = waves < 3 ? 0 : Math.min(300, 15 * 2 ** (waves - 3));
  deployment.nextStartAt = world.now + seconds * 1000;
  if (waves >= 3)
    tellOnce(
      world,
      service,
      'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
    );
}

/**
 * Deals with tasks that fail their checks: one that its deployment is still bringing out is stopped and counted; one
 * that was in service is to be replaced.
 */
export function stopUnhealthy(world: World, seen: Seen): void {
  const { service } = seen;
  for (const task of alive(seen)) {
    const health = taskHealth(world, service, task);
    if (health.kind !== 'unhealthy') continue;
    const deployment = service.deployments.find(({ id }) => id === task.startedBy);
    if (task.leaves) continue;
    tell(world, service, health.event);
    if (deployment?.status === 'PRIMARY' && deployment.rolloutState === 'COMPLETED') {
      task.leaves = { stopCode: 'ServiceSchedulerInitiated', reason: health.stoppedReason, why: 'unhealthy' };
      service.hasSaidSteady = false;
    } else {
      countFailure(world, service, task);
      tell(world, service, `has stopped 1 running tasks: (task ${task.id}).`);
      noteLoss(task, 'unhealthy');
      stopTask(world, task, 'ServiceSchedulerInitiated', health.stoppedReason);
    }
  }
}
