import { plan } from '../../../world/agenda.ts';
import { pulled } from '../../../world/images.ts';
import { between, hexDigits } from '../../../world/random.ts';
import { secondsOf, type World } from '../../../world/world.ts';
import { nameIn, taskDefinitionOf } from '../find.ts';
import { lookSoon } from './looks.ts';
import type { StopCode, Task, TaskStatus } from '../model.ts';
import type { LossCause } from '../origin.ts';
import { noteLoss } from '../origins.ts';
import { startFailureOf } from './start-failure.ts';
import { exitContainer, startContainers, terminateContainers } from './containers.ts';
import { deregisterTask, registerTask } from './task-targets.ts';

/** Plans a task's next step after so many seconds, give or take the scenario's jitter. */
export function planTask(world: World, task: Task, seconds: number): void {
  const { jitter } = world.scenario.timings;
  planTaskAt(world, task, world.now + seconds * 1000 * between(world, 1 - jitter, 1 + jitter));
}

function planTaskAt(world: World, task: Task, at: number): void {
  task.nextAt = Math.round(at);
  plan(world, task.nextAt, { kind: 'task', id: task.id });
}

/**
 * Takes a task's next step.
 *
 * Source: reference/ecs-facts.md, "Where a deployment's time goes".
 */
export function advanceTask(world: World, task: Task): void {
  delete task.nextAt;
  const { timings } = world.scenario;
  switch (task.lastStatus) {
    case 'PROVISIONING':
      task.connectivityAt = world.now;
      moveTask(world, task, 'PENDING');
      planTask(world, task, timings.pendingSeconds);
      return;
    case 'PENDING': {
      const failure = startFailureOf(world, task, taskDefinitionOf(world, task.taskDefinitionArn));
      if (failure?.at === 'initialization') {
        stopTask(world, task, 'TaskFailedToStart', failure.reason);
        return;
      }
      task.pullStartedAt = world.now;
      moveTask(world, task, 'ACTIVATING');
      planTask(world, task, timings.pullSeconds);
      return;
    }
    case 'ACTIVATING':
      if (task.pullStoppedAt === undefined) endPull(world, task);
      else run(world, task);
      return;
    case 'DEACTIVATING':
      beginStopping(world, task);
      return;
    case 'STOPPING':
      endExecution(world, task);
      return;
    case 'DEPROVISIONING':
      task.stoppedAt = world.now;
      moveTask(world, task, 'STOPPED');
      planTaskAt(world, task, world.now + timings.stoppedVisibleSeconds * 1000);
      return;
    case 'RUNNING':
      return;
    case 'STOPPED':
      world.tasks.splice(world.tasks.indexOf(task), 1);
  }
}

function endPull(world: World, task: Task): void {
  const failure = startFailureOf(world, task, taskDefinitionOf(world, task.taskDefinitionArn));
  if (failure) {
    const [failing] = task.containers.filter(({ name }) => name === task.fate.container);
    const container = failing ?? task.containers[0];
    if (container) container.reason = failure.reason;
    stopTask(world, task, 'TaskFailedToStart', failure.reason);
    return;
  }
  task.pullStoppedAt = world.now;
  for (const container of task.containers) {
    const found = pulled(world, container.image);
    if (found.kind === 'found') container.imageDigest = digestOfRevision(world, task, container.name, found.digest);
    container.runtimeId = `${task.id}-${hexDigits(world, 10)}`;
  }
  const { behaviour, afterSeconds } = task.fate;
  planTask(world, task, world.scenario.timings.startSeconds + (behaviour === 'slow' ? afterSeconds : 0));
}

/** All tasks of a deployment run the image that its first one pulled. */
function digestOfRevision(world: World, task: Task, container: string, digest: string): string {
  const service = world.services.findLast(({ arn }) => arn === task.serviceArn);
  const deployment = service?.deployments.find(({ id }) => id === task.startedBy);
  const revision = world.revisions.find(({ arn }) => arn === deployment?.revisionArn);
  return revision ? (revision.imageDigests[container] ??= digest) : digest;
}

function run(world: World, task: Task): void {
  task.startedAt = world.now;
  moveTask(world, task, 'RUNNING');
  startContainers(world, task);
  registerTask(world, task);
}

/** Which ends of a task its service did not want; its scheduler's own stops say so by themselves. */
const LOSSES: Partial<Record<StopCode, LossCause>> = {
  TaskFailedToStart: 'ended',
  EssentialContainerExited: 'ended',
  SpotInterruption: 'spot-interruption',
  TerminationNotice: 'retirement',
  InfrastructureHealth: 'retirement',
};

/**
 * Begins to stop a task: its targets drain, then its containers get SIGTERM, and it is gone when they have ended.
 *
 * One that does not run yet has nothing to drain or to end. A task whose container has ended by itself drains nothing:
 * nobody answers there any more.
 */
export function stopTask(world: World, task: Task, stopCode: StopCode, reason: string): void {
  if (task.desiredStatus === 'STOPPED') return;
  task.desiredStatus = 'STOPPED';
  task.stopCode = stopCode;
  task.stoppedReason = reason;
  const loss = task.leaves?.why ?? LOSSES[stopCode];
  if (loss) noteLoss(task, loss);
  if (task.lastStatus !== 'RUNNING') {
    for (const container of task.containers) container.lastStatus = 'STOPPED';
    task.stoppingAt = world.now;
    moveTask(world, task, 'DEPROVISIONING');
    planTask(world, task, world.scenario.timings.deprovisioningSeconds);
    return;
  }
  const drainSeconds = deregisterTask(world, task);
  if (drainSeconds > 0 && stopCode !== 'EssentialContainerExited' && stopCode !== 'SpotInterruption') {
    moveTask(world, task, 'DEACTIVATING');
    planTaskAt(world, task, world.now + drainSeconds * 1000);
  } else {
    beginStopping(world, task);
  }
}

function beginStopping(world: World, task: Task): void {
  task.stoppingAt = world.now;
  moveTask(world, task, 'STOPPING');
  terminateContainers(world, task);
  if (task.containers.every(({ lastStatus }) => lastStatus === 'STOPPED')) planTaskAt(world, task, world.now);
}

function endExecution(world: World, task: Task): void {
  task.executionStoppedAt = world.now;
  moveTask(world, task, 'DEPROVISIONING');
  planTask(world, task, world.scenario.timings.deprovisioningSeconds);
}

/** A container ends: by itself, which may take its task along, or because it was told to. */
export function containerEnds(world: World, task: Task, name: string, exitCode: number, reason?: string): void {
  const container = exitContainer(world, task, name, exitCode, reason);
  if (!container) return;
  const areAllStopped = task.containers.every(({ lastStatus }) => lastStatus === 'STOPPED');
  if (task.desiredStatus === 'RUNNING') {
    if (!container.isEssential && !areAllStopped) return;
    // Until it was healthy once, its end is its deployment's failure.
    task.hasUncountedFailure = task.healthyAt === undefined;
    stopTask(world, task, 'EssentialContainerExited', 'Essential container in task exited');
  } else if (areAllStopped && task.lastStatus === 'STOPPING') {
    planTaskAt(world, task, world.now);
  }
}

function moveTask(world: World, task: Task, to: TaskStatus): void {
  const from = task.lastStatus;
  task.lastStatus = to;
  task.version++;
  if (to === 'DEPROVISIONING' && task.stopCode === 'TaskFailedToStart') task.hasUncountedFailure = true;
  world.timeline.push({
    at: secondsOf(world),
    task: task.id,
    ...(task.serviceArn !== undefined && { service: nameIn(task.serviceArn) }),
    taskDefinition: nameIn(task.taskDefinitionArn),
    from,
    to,
  });
  lookSoon(world, task.serviceArn);
}
