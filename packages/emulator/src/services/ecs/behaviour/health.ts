import type { World } from '../../../world/world.ts';
import { lookAt } from './looks.ts';
import type { Service, Task } from '../model.ts';
import { taskDefinitionOf } from '../find.ts';
import { targetsOf } from './task-targets.ts';

/** What a task's checks say: healthy, unhealthy with what ECS says of it, or not decided yet. */
export type TaskHealth =
  | { readonly kind: 'healthy' | 'undecided' }
  | { readonly kind: 'unhealthy'; readonly event: string; readonly stoppedReason: string };

const UNDECIDED: TaskHealth = { kind: 'undecided' };

/**
 * What a task's checks say. With neither load balancer nor container check it is healthy after so many seconds RUNNING,
 * 40 in AWS. Within the grace period nothing makes it unhealthy.
 *
 * Source: reference/ecs-facts.md, "CreateService / UpdateService".
 */
export function taskHealth(world: World, service: Service, task: Task): TaskHealth {
  if (task.lastStatus !== 'RUNNING' || task.startedAt === undefined) return UNDECIDED;
  const targets = targetsOf(world, task);
  const checked = checkedContainers(world, task);
  if (targets.length === 0 && checked.length === 0) return afterSteadySeconds(world, service, task.startedAt);
  const unhealthy = unhealthinessOf(world, task);
  if (unhealthy) {
    const graceEndsAt = task.startedAt + (service.settings.healthCheckGracePeriodSeconds ?? 0) * 1000;
    if (world.now >= graceEndsAt) return unhealthy;
    lookAt(world, service, graceEndsAt);
    return UNDECIDED;
  }
  const isHealthy =
    targets.every(({ target }) => target?.state === 'healthy') &&
    checked.every(({ healthStatus }) => healthStatus === 'HEALTHY');
  return isHealthy ? { kind: 'healthy' } : UNDECIDED;
}

function afterSteadySeconds(world: World, service: Service, startedAt: number): TaskHealth {
  const steadyAt = startedAt + world.scenario.timings.steadySeconds * 1000;
  if (world.now >= steadyAt) return { kind: 'healthy' };
  lookAt(world, service, steadyAt);
  return UNDECIDED;
}

function checkedContainers(world: World, task: Task): Task['containers'] {
  const { containerDefinitions } = taskDefinitionOf(world, task.taskDefinitionArn).definition;
  return task.containers.filter(
    ({ name, isEssential }) =>
      isEssential && containerDefinitions.some((known) => known.name === name && known.healthCheck),
  );
}

function unhealthinessOf(world: World, task: Task): TaskHealth | undefined {
  if (checkedContainers(world, task).some(({ healthStatus }) => healthStatus === 'UNHEALTHY'))
    return {
      kind: 'unhealthy',
      event: `(task ${task.id}) failed container health checks.`,
      stoppedReason: 'Task failed container health checks',
    };
  for (const { group, target } of targetsOf(world, task)) {
    if (target?.state !== 'unhealthy') continue;
    return {
      kind: 'unhealthy',
      event: `(task ${task.id}) (port ${target.port}) is unhealthy in (target-group ${group.arn}) due to (reason ${target.description ?? ''}).`,
      stoppedReason: `Task failed ELB health checks in (target-group ${group.arn})`,
    };
  }
  return undefined;
}
