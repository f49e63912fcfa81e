import {
  deregisterTarget,
  findTargetGroup,
  registerTarget,
} from '../../elastic-load-balancing/behaviour/target-health.ts';
import type { Target, TargetGroup } from '../../elastic-load-balancing/model.ts';
import type { World } from '../../../world/world.ts';
import { tell } from './events.ts';
import { findTask, serviceOfArn } from '../find.ts';
import type { Task } from '../model.ts';

/** The target groups that a task's service puts it into, and the port it has there. */
function groupsOf(world: World, task: Task): { readonly group: TargetGroup; readonly port: number }[] {
  return task.loadBalancers.flatMap(({ targetGroupArn, containerPort = 80 }) => {
    const group = findTargetGroup(world, targetGroupArn);
    return group ? [{ group, port: containerPort }] : [];
  });
}

/** Whether a task answers the load balancer's checks. */
const answersChecks = (task: Task): boolean =>
  task.fate.behaviour !== 'unhealthy-target' && task.containers.some(({ lastStatus }) => lastStatus === 'RUNNING');

/** Whether the task behind a target answers; a target that somebody registered by hand does not. */
export function targetAnswers(world: World, target: Target): boolean {
  const task = target.taskArn === undefined ? undefined : findTask(world, target.taskArn);
  return task !== undefined && answersChecks(task);
}

/** Puts a task that has begun to run into its target groups. */
export function registerTask(world: World, task: Task): void {
  const service = serviceOfArn(world, task.serviceArn);
  for (const { group, port } of groupsOf(world, task)) {
    const { availabilityZone, arn: taskArn } = task;
    registerTarget(world, group, { ip: task.network.ip, port, availabilityZone, taskArn }, answersChecks(task));
    if (service) tell(world, service, `registered 1 targets in (target-group ${group.arn})`);
  }
}

/** Takes a task out of its target groups, and tells how many seconds the longest draining lasts. */
export function deregisterTask(world: World, task: Task): number {
  const service = serviceOfArn(world, task.serviceArn);
  let longestSeconds = 0;
  for (const { group, port } of groupsOf(world, task)) {
    longestSeconds = Math.max(longestSeconds, deregisterTarget(world, group, task.network.ip, port));
    if (service) tell(world, service, `deregistered 1 targets in (target-group ${group.arn})`);
  }
  if (longestSeconds > 0 && service) tell(world, service, 'has begun draining connections on 1 tasks.');
  return longestSeconds;
}

/** A task's targets, with the group each is in. */
export function targetsOf(
  world: World,
  task: Task,
): { readonly group: TargetGroup; readonly target: Target | undefined }[] {
  return groupsOf(world, task).map(({ group, port }) => ({
    group,
    target: group.targets.find((target) => target.ip === task.network.ip && target.port === port),
  }));
}
