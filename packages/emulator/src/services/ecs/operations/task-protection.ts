import type { GetTaskProtectionCommandInput, UpdateTaskProtectionCommandInput } from '@aws-sdk/client-ecs';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import { arn, type World } from '../../../world/world.ts';
import { activeCluster, findTask, nameIn } from '../find.ts';
import { lookSoon } from '../behaviour/looks.ts';
import type { Task } from '../model.ts';

/** The operations on task scale-in protection. */
export const taskProtectionOperations: OperationTable = {
  'ecs:GetTaskProtection': getTaskProtection,
  'ecs:UpdateTaskProtection': updateTaskProtection,
};

function getTaskProtection(world: World, input: GetTaskProtectionCommandInput): object {
  const cluster = activeCluster(world, input.cluster);
  const names = input.tasks ?? [];
  if (names.length > 100) throw new Fault('InvalidParameterException', 'Tasks cannot be more than 100.');
  const tasks =
    names.length > 0
      ? names.map((name) => ({ name, task: findTask(world, name) }))
      : world.tasks.filter(({ clusterArn }) => clusterArn === cluster.arn).map((task) => ({ name: task.arn, task }));
  return {
    protectedTasks: tasks.flatMap(({ task }) => (task && isProtectable(task) ? [described(world, task)] : [])),
    failures: tasks.flatMap(({ name, task }) =>
      task && isProtectable(task) ? [] : [failure(world, cluster.name, name, task)],
    ),
  };
}

function updateTaskProtection(world: World, input: UpdateTaskProtectionCommandInput): object {
  const cluster = activeCluster(world, input.cluster);
  const { tasks: names = [], protectionEnabled = false, expiresInMinutes = 120 } = input;
  if (names.length === 0 || names.length > 10)
    throw new Fault('InvalidParameterException', 'Tasks must have between 1 and 10 items.');
  if (expiresInMinutes < 1 || expiresInMinutes > 2880)
    throw new Fault('InvalidParameterException', 'expiresInMinutes must be between 1 and 2880.');
  const tasks = names.map((name) => ({ name, task: findTask(world, name) }));
  for (const { task } of tasks) {
    if (!task || !isProtectable(task)) continue;
    if (protectionEnabled) task.protectedUntil = world.now + expiresInMinutes * 60_000;
    else delete task.protectedUntil;
    lookSoon(world, task.serviceArn);
  }
  return {
    protectedTasks: tasks.flatMap(({ task }) => (task && isProtectable(task) ? [described(world, task)] : [])),
    failures: tasks.flatMap(({ name, task }) =>
      task && isProtectable(task) ? [] : [failure(world, cluster.name, name, task)],
    ),
  };
}

const isProtectable = (task: Task): boolean => task.serviceArn !== undefined && task.desiredStatus === 'RUNNING';

function described(world: World, task: Task): object {
  const isProtected = task.protectedUntil !== undefined && task.protectedUntil > world.now;
  return {
    taskArn: task.arn,
    protectionEnabled: isProtected,
    ...(isProtected && { expirationDate: new Date(task.protectedUntil ?? 0) }),
  };
}

function failure(world: World, clusterName: string, name: string, task: Task | undefined): object {
  return {
    arn: arn(world, 'ecs', `task/${clusterName}/${nameIn(name)}`),
    reason: task ? 'TASK_NOT_VALID' : 'MISSING',
    ...(task && { detail: 'The task is not part of a service, or is stopping.' }),
  };
}
