import { plan } from './agenda.ts';
import { setAlarmState } from '../services/cloudwatch/behaviour/alarm-state.ts';
import { findAlarm } from '../services/cloudwatch/behaviour/alarms.ts';
import { tell } from '../services/ecs/behaviour/events.ts';
import { lookSoon } from '../services/ecs/behaviour/looks.ts';
import type { Service, Task } from '../services/ecs/model.ts';
import { mostTasks } from '../services/ecs/behaviour/scaling-in.ts';
import { containerEnds, stopTask } from '../services/ecs/behaviour/task-life.ts';
import { targetsOf } from '../services/ecs/behaviour/task-targets.ts';
import type { Happening } from './scenario.ts';
import { callForService, changeDefaultStrategy } from './someone-else.ts';
import { checkTarget } from '../services/elastic-load-balancing/behaviour/target-health.ts';
import type { World } from './world.ts';

/** Puts what the scenario says will happen by itself on the agenda, in seconds from now. */
export function planHappenings(world: World, happenings: readonly Happening[]): void {
  for (const happening of happenings)
    plan(world, world.now + happening.atSeconds * 1000, { kind: 'happening', happening });
}

/** Lets it happen; where it cannot (no such service, nothing runs), nothing happens. */
export function letHappen(world: World, happening: Happening): void {
  if (happening.happens === 'alarm' || happening.happens === 'alarm-ok') {
    setAlarm(world, happening.name, happening.happens === 'alarm' ? 'ALARM' : 'OK');
    return;
  }
  if (happening.happens === 'default-strategy') {
    changeDefaultStrategy(world, happening);
    return;
  }
  const service = world.services.findLast(({ name, status }) => name === happening.name && status === 'ACTIVE');
  if (!service) return;
  const running = world.tasks.filter((task) => task.serviceArn === service.arn && task.lastStatus === 'RUNNING');
  const concerned = running.slice(0, happening.tasks ?? 1);
  switch (happening.happens) {
    case 'spot-interruption':
      for (const task of running
        .filter(({ capacityProviderName }) => capacityProviderName === 'FARGATE_SPOT')
        .slice(0, happening.tasks ?? 1))
        stopTask(world, task, 'SpotInterruption', 'Your Spot Task was interrupted.');
      break;
    case 'retirement':
      for (const task of concerned)
        task.leaves = { stopCode: 'TerminationNotice', reason: RETIREMENT, why: 'retirement' };
      service.hasSaidSteady = false;
      break;
    case 'unhealthy-task':
      for (const task of concerned) sicken(world, task);
      break;
    case 'task-exit':
      for (const task of concerned) containerEnds(world, task, essentialOf(task), 1);
      break;
    case 'protect':
      for (const task of concerned) task.protectedUntil = world.now + (happening.minutes ?? 120) * 60_000;
      break;
    case 'rebalancing':
      rebalance(world, service, concerned);
      break;
    default:
      callForService(world, service, concerned, happening);
  }
  lookSoon(world, service.arn);
}

const RETIREMENT = 'ECS is performing maintenance on the underlying infrastructure hosting the task.';

const essentialOf = (task: Task): string => task.containers.find(({ isEssential }) => isEssential)?.name ?? '';

/**
 * Lets tasks move to other zones: each starts anew before it is stopped, where the service's settings let ECS do so.
 *
 * Source: reference/ecs-facts.md, "CreateService / UpdateService".
 */
function rebalance(world: World, service: Service, tasks: readonly Task[]): void {
  if (service.settings.availabilityZoneRebalancing !== 'ENABLED') return;
  if (mostTasks(service) <= service.desiredCount || tasks.length === 0) return;
  const reason = `Availability Zone rebalancing initiated by (deployment ${service.deployments[0]?.id ?? ''})`;
  for (const task of tasks) task.leaves = { stopCode: 'ServiceSchedulerInitiated', reason, why: 'rebalancing' };
  tell(
    world,
    service,
    `is not AZ balanced with ${tasks.length} tasks in ${tasks[0]?.availabilityZone ?? ''}. AZ Rebalancing in progress.`,
  );
  service.hasSaidSteady = false;
}

/** From now on the task fails its checks, whichever it has. */
function sicken(world: World, task: Task): void {
  const groups = targetsOf(world, task);
  const container = essentialOf(task);
  task.fate = { ...task.fate, behaviour: groups.length > 0 ? 'unhealthy-target' : 'unhealthy-container', container };
  for (const { group, target } of groups) if (target) checkTarget(world, group, target, false);
  if (task.containers.some(({ name, healthStatus }) => name === container && healthStatus !== 'UNKNOWN'))
    plan(world, world.now + 90_000, { kind: 'health', id: task.id, container, isHealthy: false });
}

/** Sets an alarm's state, also of one that nobody made, and lets every service know. */
function setAlarm(world: World, name: string, state: 'OK' | 'ALARM'): void {
  const known = findAlarm(world, name);
  const alarm = known ?? { name, state };
  if (!known) world.alarms.push(alarm);
  setAlarmState(world, alarm, state, 'The scenario has it so.');
  alarm.isHeld = true;
  for (const service of world.services) lookSoon(world, service.arn);
}
