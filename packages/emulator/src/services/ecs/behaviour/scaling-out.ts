import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';

import { behaviourOf } from '../../../world/images.ts';
import type { World } from '../../../world/world.ts';
import { named, tell, tellOnce } from './events.ts';
import { primaryOf, revisionOf, taskDefinitionOf } from '../find.ts';
import { lookAt } from './looks.ts';
import type { Service, Task, TaskDefinition, Workload } from '../model.ts';
import { nextOrigin, settleWishes } from '../origins.ts';
import { mostTasks } from './scaling-in.ts';
import { alive, type Seen } from './seen.ts';
import { startTask } from './task-start.ts';

/** Starts the tasks that the primary deployment lacks, as many as maximumPercent has room for. */
export function startMissing(world: World, seen: Seen): void {
  const { service } = seen;
  const primary = primaryOf(service);
  if (primary.isStalled) return;
  const running = alive(seen);
  const own = running.filter((task) => task.startedBy === primary.id && !task.leaves);
  const missing = service.desiredCount - own.length;
  if (missing <= 0) {
    settleWishes(world, primary);
    return;
  }
  const room = mostTasks(service) - running.length;
  if (room <= 0) {
    if (
      seen.tasks.length === running.length &&
      !running.some((task) => task.lastStatus !== 'RUNNING' || !seen.healthy.has(task))
    )
      tellOnce(world, service, STUCK);
    return;
  }
  if (world.now < primary.nextStartAt) {
    lookAt(world, service, primary.nextStartAt);
    return;
  }
  const workload = revisionOf(world, primary.revisionArn).workload;
  const taskDefinition = taskDefinitionOf(world, workload.taskDefinitionArn);
  const obstacle = obstacleOf(world, workload, taskDefinition);
  if (obstacle !== undefined) {
    primary.firstFailure ??= 'no-capacity';
    tellOnce(world, service, obstacle);
    primary.nextStartAt = world.now + world.scenario.timings.placementSeconds * 1000;
    lookAt(world, service, primary.nextStartAt);
    return;
  }
  const started: Task[] = [];
  for (let count = Math.min(missing, room); count > 0; count--)
    started.push(startOne(world, service, workload, taskDefinition, [...own, ...started]));
  service.hasSaidSteady = false;
  tell(world, service, `has started ${started.length} tasks: ${named(started)}.`);
}

const STUCK =
  'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.';

/** Why no task can be placed at all. */
function obstacleOf(world: World, { launchType }: Workload, { definition }: TaskDefinition): string | undefined {
  if (launchType === 'EC2')
    return 'was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';
  for (const { image = '' } of definition.containerDefinitions) {
    const found = behaviourOf(world, image);
    if (found?.behaviour.behaviour !== 'no-capacity') continue;
    const tried = world.crashes[found.pattern] ?? 0;
    if (tried >= (found.behaviour.times ?? Infinity)) continue;
    world.crashes[found.pattern] = tried + 1;
    return `was unable to place a task. Reason: ${found.behaviour.reason ?? 'Capacity is unavailable at this time. Please try again later or in a different availability zone.'} For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`;
  }
  return undefined;
}

function startOne(
  world: World,
  service: Service,
  workload: Workload,
  taskDefinition: TaskDefinition,
  siblings: readonly Task[],
): Task {
  const primary = primaryOf(service);
  const provider = nextProvider(workload.capacityProviderStrategy ?? [], siblings);
  const { propagateTags, enableExecuteCommand } = service.settings;
  return startTask(world, {
    clusterArn: service.clusterArn,
    taskDefinition,
    group: `service:${service.name}`,
    serviceArn: service.arn,
    startedBy: primary.id,
    origin: nextOrigin(world, primary),
    ...(provider !== undefined && { capacityProviderName: provider }),
    platformVersion: workload.platformVersion,
    ...(workload.networkConfiguration && { networkConfiguration: workload.networkConfiguration }),
    loadBalancers: workload.loadBalancers,
    overrides: {},
    enableExecuteCommand,
    tags: propagateTags === 'SERVICE' ? service.tags : propagateTags === 'TASK_DEFINITION' ? taskDefinition.tags : {},
  });
}

/**
 * The provider whose turn it is: first the base, then whoever is furthest below its weight.
 *
 * Source: reference/ecs-facts.md, "CreateService / UpdateService".
 */
export function nextProvider(
  strategy: readonly CapacityProviderStrategyItem[],
  siblings: readonly { readonly capacityProviderName?: string }[],
): string | undefined {
  const countOf = (name: string | undefined): number =>
    siblings.filter(({ capacityProviderName }) => capacityProviderName === name).length;
  const below = strategy.find(({ capacityProvider, base = 0 }) => countOf(capacityProvider) < base);
  if (below) return below.capacityProvider;
  // An only provider takes everything, whatever its weight.
  const weighed = strategy.length === 1 ? strategy : strategy.filter(({ weight = 0 }) => weight > 0);
  const load = ({ capacityProvider, base = 0, weight = 0 }: CapacityProviderStrategyItem): number =>
    (countOf(capacityProvider) - base + 1) / Math.max(weight, 1);
  const [first, ...others] = weighed;
  return others.reduce((best, item) => (best && load(item) < load(best) ? item : best), first)?.capacityProvider;
}
