import type { World } from '../../../world/world.ts';
import { fulfilScaling } from '../../application-auto-scaling/behaviour/activities.ts';
import { fail, settleRequests } from './deployment-failure.ts';
import { abandon, complete, isInAlarm } from './deployments.ts';
import { tell } from './events.ts';
import { countFailures, stopUnhealthy } from './failures.ts';
import { primaryOf, serviceDeploymentOf } from '../find.ts';
import { taskHealth } from './health.ts';
import { lookAt } from './looks.ts';
import type { Deployment, Service, Task } from '../model.ts';
import { alive, type Seen } from './seen.ts';
import { stopForDeletion, stopSurplus } from './scaling-in.ts';
import { startMissing } from './scaling-out.ts';
import { uncertain } from './uncertain.ts';

/** Looks at a service once, and does what is to be done now. */
export function look(world: World, service: Service): void {
  if (service.status === 'INACTIVE') return;
  if (service.status === 'DRAINING') {
    drain(world, service);
    return;
  }
  settleRequests(world, service);
  countFailures(world, service);
  const seen = see(world, service);
  stopUnhealthy(world, seen);
  watch(world, service);
  stopSurplus(world, seen);
  startMissing(world, see(world, service));
  settle(world, see(world, service));
}

function see(world: World, service: Service): Seen {
  const tasks = world.tasks.filter((task) => task.serviceArn === service.arn && task.lastStatus !== 'STOPPED');
  const healthy = new Set<Task>();
  for (const task of tasks) {
    if (task.desiredStatus !== 'RUNNING' || taskHealth(world, service, task).kind !== 'healthy') continue;
    healthy.add(task);
    if (task.healthyAt === undefined) becomeHealthy(world, service, task);
  }
  return { service, tasks, healthy };
}

/** A first success ends a row of failures. */
function becomeHealthy(world: World, service: Service, task: Task): void {
  task.healthyAt = world.now;
  const deployment = service.deployments.find(({ id }) => id === task.startedBy);
  if (!deployment) return;
  deployment.failuresInRow = 0;
  deployment.nextStartAt = world.now;
  if (service.settings.deploymentConfiguration.deploymentCircuitBreaker?.resetOnHealthyTask !== false)
    deployment.failedTasks = 0;
}

/** Circuit breaker and alarms, of the deployment that is being brought out. */
function watch(world: World, service: Service): void {
  const primary = primaryOf(service);
  const serviceDeployment = serviceDeploymentOf(world, primary);
  const { deploymentCircuitBreaker, alarms } = service.settings.deploymentConfiguration;
  if (primary.rolloutState !== 'IN_PROGRESS') return;
  // What made the breaker act stays to be read while the deployment goes back.
  if (serviceDeployment.breaker.status !== 'TRIGGERED') serviceDeployment.breaker.failureCount = primary.failedTasks;
  const watched = serviceDeployment.ignoresAlarms ? [] : (serviceDeployment.alarms?.alarmNames ?? []);
  const triggered = watched.filter((name) => isInAlarm(world, name));
  if (deploymentCircuitBreaker?.enable && primary.failedTasks >= serviceDeployment.breaker.threshold) {
    fail(world, service, primary, 'tasks');
  } else if (alarms?.enable && triggered.length > 0 && primary.rollsBack === undefined) {
    if (serviceDeployment.alarms) serviceDeployment.alarms.triggeredAlarmNames = triggered;
    fail(world, service, primary, 'alarm');
  }
}

/** Forgets deployments whose tasks are gone, completes the primary one, and says when the service is steady. */
function settle(world: World, seen: Seen): void {
  const { service, tasks, healthy } = seen;
  const primary = primaryOf(service);
  service.deployments = service.deployments.filter(
    (deployment) => deployment === primary || tasks.some(({ startedBy }) => startedBy === deployment.id),
  );
  const running = alive(seen);
  if (service.isScaling === true) settleScaling(world, service, running);
  const isComplete =
    service.deployments.length === 1 &&
    running.length === service.desiredCount &&
    running.every((task) => healthy.has(task) && !task.leaves);
  if (!isComplete || primary.isStalled) return;
  if (primary.rolloutState === 'IN_PROGRESS' && !bakes(world, service, primary)) complete(world, service, primary);
  if (service.hasSaidSteady) return;
  service.hasSaidSteady = true;
  tell(world, service, 'has reached a steady state.');
}

/**
 * Whether a deployment that could be completed is only watched by its alarms now. A way back has no bake time.
 *
 * Source: docs/reference/ecs.md, "Service deployments".
 */
function bakes(world: World, service: Service, deployment: Deployment): boolean {
  const serviceDeployment = serviceDeploymentOf(world, deployment);
  const { alarms, bakeTimeInMinutes } = serviceDeployment.deploymentConfiguration;
  if (alarms?.enable !== true || serviceDeployment.ignoresAlarms || deployment.rollsBack !== undefined) return false;
  const { bakeSeconds, showsBakeStage } = uncertain(world, deployment.id);
  const seconds = bakeTimeInMinutes === undefined ? bakeSeconds : bakeTimeInMinutes * 60;
  deployment.bakesUntil ??= world.now + seconds * 1000;
  if (world.now >= deployment.bakesUntil) return false;
  if (showsBakeStage) serviceDeployment.lifecycleStage = 'BAKE_TIME';
  lookAt(world, service, deployment.bakesUntil);
  return true;
}

/** A count that scaling asked for is reached when so many tasks run. */
function settleScaling(world: World, service: Service, tasks: readonly Task[]): void {
  const runningCount = tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
  if (runningCount === service.desiredCount) fulfilScaling(world, service);
}

function drain(world: World, service: Service): void {
  abandon(world, service);
  const tasks = world.tasks.filter((task) => task.serviceArn === service.arn && task.lastStatus !== 'STOPPED');
  stopForDeletion(world, service, tasks);
  if (tasks.length === 0) service.status = 'INACTIVE';
}
