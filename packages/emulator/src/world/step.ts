import { takeDue, type Due } from './agenda.ts';
import { bringWithinBounds } from '../services/application-auto-scaling/behaviour/capacity.ts';
import { decide } from '../services/application-auto-scaling/behaviour/decide.ts';
import { letAct } from '../services/application-auto-scaling/behaviour/scheduled-actions.ts';
import { lookAtAlarms } from '../services/cloudwatch/behaviour/evaluation.ts';
import { settleHealth } from '../services/ecs/behaviour/containers.ts';
import { findTask, serviceOfArn } from '../services/ecs/find.ts';
import { lookSoon } from '../services/ecs/behaviour/looks.ts';
import { look } from '../services/ecs/behaviour/scheduler.ts';
import { advanceTask, containerEnds } from '../services/ecs/behaviour/task-life.ts';
import { targetAnswers } from '../services/ecs/behaviour/task-targets.ts';
import { letLifecycleAct } from '../services/ecr/behaviour/lifecycle-runs.ts';
import { letHappen } from './happenings.ts';
import { settleTarget } from '../services/elastic-load-balancing/behaviour/target-health.ts';
import type { World } from './world.ts';

/**
 * Lets everything happen that is due by then, in the order of time.
 *
 * Same seed and same calls at the same moments: the same timeline, byte for byte.
 */
export function step(world: World, now: number): void {
  while (stepOnce(world, now));
  world.now = Math.max(world.now, now);
}

/** Lets the next thing happen that is due by then; false where there is none. */
export function stepOnce(world: World, now: number): boolean {
  const entry = takeDue(world, now);
  if (!entry) return false;
  world.now = Math.max(world.now, entry.at);
  happen(world, entry.due, entry.at);
  return true;
}

function happen(world: World, due: Due, at: number): void {
  switch (due.kind) {
    case 'task': {
      const task = findTask(world, due.id);
      if (task?.nextAt === at) advanceTask(world, task);
      return;
    }
    case 'service': {
      const service = serviceOfArn(world, due.id);
      if (service?.nextLookAt !== at) return;
      delete service.nextLookAt;
      look(world, service);
      return;
    }
    case 'exit': {
      const task = findTask(world, due.id);
      if (task) containerEnds(world, task, due.container, due.exitCode, due.reason);
      return;
    }
    case 'health': {
      const task = findTask(world, due.id);
      if (task) settleHealth(world, task, due.container, due.isHealthy);
      return;
    }
    case 'target':
      lookAtTarget(world, due);
      return;
    case 'lifecycle': {
      const repository = world.repositories.find(({ arn }) => arn === due.id);
      if (repository?.lifecycleAt === at) letLifecycleAct(world, repository);
      return;
    }
    case 'bounds': {
      const target = world.scalableTargets.find(({ arn }) => arn === due.id);
      if (target) bringWithinBounds(world, target, due.origin);
      return;
    }
    case 'scaling': {
      const target = world.scalableTargets.find(({ arn }) => arn === due.id);
      if (target) decide(world, target);
      return;
    }
    case 'scheduled-action': {
      const action = world.scheduledActions.find(({ arn }) => arn === due.id);
      if (action?.nextAt === at) letAct(world, action);
      return;
    }
    case 'alarms':
      if (world.nextAlarmLookAt === at) lookAtAlarms(world);
      return;
    case 'happening':
      letHappen(world, due.happening);
  }
}

function lookAtTarget(world: World, due: Extract<Due, { kind: 'target' }>): void {
  const settled = settleTarget(
    world,
    due,
    (target) => targetAnswers(world, target),
    (target) => findTask(world, target.taskArn ?? '')?.fate.reason,
  );
  const task = settled?.taskArn === undefined ? undefined : findTask(world, settled.taskArn);
  if (task) lookSoon(world, task.serviceArn);
}
