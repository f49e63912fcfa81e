import type { ContainerDefinition } from '@aws-sdk/client-ecs';

import { plan } from '../../../world/agenda.ts';
import type { Behaviour } from '../../../world/scenario.ts';
import { secondsOf, type World } from '../../../world/world.ts';
import { writeLogs } from './container-logs.ts';
import { nameIn, taskDefinitionOf } from '../find.ts';
import { lookSoon } from './looks.ts';
import type { Container, Task } from '../model.ts';

const ENDS_BY_ITSELF: ReadonlySet<Behaviour> = new Set(['crash', 'crash-late', 'flaky', 'oom']);

/** Starts a task's containers: what they write, when they end by themselves, what their health checks find. */
export function startContainers(world: World, task: Task): void {
  const taskDefinition = taskDefinitionOf(world, task.taskDefinitionArn);
  for (const container of task.containers) {
    container.lastStatus = 'RUNNING';
    container.startedAt = world.now;
    record(world, task, container, 'started');
    const endsByItself = ENDS_BY_ITSELF.has(task.fate.behaviour) && task.fate.container === container.name;
    if (endsByItself) {
      const { exitCode, afterSeconds } = task.fate;
      plan(world, world.now + afterSeconds * 1000, {
        kind: 'exit',
        id: task.id,
        container: container.name,
        exitCode,
        ...(task.fate.behaviour === 'oom' && { reason: OUT_OF_MEMORY }),
      });
    } else {
      writeLogs(world, task, taskDefinition, container.name, task.fate.logs[container.name] ?? []);
    }
    const definition = taskDefinition.definition.containerDefinitions.find(({ name }) => name === container.name);
    if (definition?.healthCheck) planHealth(world, task, definition, definition.healthCheck);
  }
}

const OUT_OF_MEMORY = 'OutOfMemoryError: Container killed due to memory usage';

function planHealth(
  world: World,
  task: Task,
  { name = '' }: ContainerDefinition,
  { interval = 30, retries = 3, startPeriod = 0 }: NonNullable<ContainerDefinition['healthCheck']>,
): void {
  const isHealthy = !(task.fate.behaviour === 'unhealthy-container' && task.fate.container === name);
  const seconds = isHealthy ? interval : startPeriod + retries * interval;
  plan(world, world.now + seconds * 1000, { kind: 'health', id: task.id, container: name, isHealthy });
}

/** A container's health checks have decided. */
export function settleHealth(world: World, task: Task, name: string, isHealthy: boolean): void {
  const container = task.containers.find((known) => known.name === name);
  if (container?.lastStatus !== 'RUNNING') return;
  container.healthStatus = isHealthy ? 'HEALTHY' : 'UNHEALTHY';
  task.version++;
  lookSoon(world, task.serviceArn);
}

/** Sends SIGTERM to what still runs, and SIGKILL to what still runs after stopTimeout. */
export function terminateContainers(world: World, task: Task): void {
  const { definition } = taskDefinitionOf(world, task.taskDefinitionArn);
  for (const { name, lastStatus } of task.containers) {
    if (lastStatus !== 'RUNNING') continue;
    const stopTimeout = definition.containerDefinitions.find((known) => known.name === name)?.stopTimeout ?? 30;
    const stopSeconds = task.fate.stopSeconds[name] ?? 0;
    const isKilled = stopSeconds >= stopTimeout;
    plan(world, world.now + Math.min(stopSeconds, stopTimeout) * 1000, {
      kind: 'exit',
      id: task.id,
      container: name,
      exitCode: isKilled ? 137 : 0,
    });
  }
}

/** Ends a container; undefined where it had ended before. */
export function exitContainer(
  world: World,
  task: Task,
  name: string,
  exitCode: number,
  reason?: string,
): Container | undefined {
  const container = task.containers.find((known) => known.name === name);
  if (container?.lastStatus !== 'RUNNING') return undefined;
  container.lastStatus = 'STOPPED';
  container.stoppedAt = world.now;
  container.exitCode = exitCode;
  if (reason !== undefined) container.reason = reason;
  record(world, task, container, 'stopped');
  if (ENDS_BY_ITSELF.has(task.fate.behaviour) && task.fate.container === name)
    writeLogs(world, task, taskDefinitionOf(world, task.taskDefinitionArn), name, task.fate.logs[name] ?? []);
  return container;
}

function record(world: World, task: Task, container: Container, happened: 'started' | 'stopped'): void {
  world.containerTimeline.push({
    at: secondsOf(world),
    task: task.id,
    ...(task.serviceArn !== undefined && { service: nameIn(task.serviceArn) }),
    taskDefinition: nameIn(task.taskDefinitionArn),
    container: container.name,
    image: container.image,
    happened,
    origin: task.origin,
  });
}
