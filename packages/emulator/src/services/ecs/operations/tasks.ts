import type {
  DescribeTasksCommandInput,
  ListTasksCommandInput,
  RunTaskCommandInput,
  StopTaskCommandInput,
} from '@aws-sdk/client-ecs';

import { Fault } from '../../../fault.ts';
import { behaviourOf } from '../../../world/images.ts';
import type { Caller, OperationTable } from '../../../world/operation.ts';
import { pageOf } from './paging.ts';
import { arn, type World } from '../../../world/world.ts';
import { checkStrategy } from './clusters.ts';
import { describedTask } from './described-tasks.ts';
import { activeCluster, activeTaskDefinition, findService, findTask, nameIn, taskDefinitionOf } from '../find.ts';
import type { Task } from '../model.ts';
import { byCall, noteLoss } from '../origins.ts';
import { nextProvider } from '../behaviour/scaling-out.ts';
import { checkNetwork } from './service-rules.ts';
import { tagsFrom } from './tags.ts';
import { stopTask } from '../behaviour/task-life.ts';
import { startTask } from '../behaviour/task-start.ts';

/** The operations on tasks. */
export const taskOperations: OperationTable = {
  'ecs:DescribeTasks': describeTasks,
  'ecs:ListTasks': listTasks,
  'ecs:RunTask': runTask,
  'ecs:StopTask': stopTaskByHand,
};

/** Source of the combinations: reference/ecs-facts.md, "At most one beat task". */
function listTasks(world: World, input: ListTasksCommandInput): object {
  const cluster = activeCluster(world, input.cluster);
  const { desiredStatus = 'RUNNING', family, serviceName, startedBy, launchType, containerInstance } = input;
  if (startedBy !== undefined && (family ?? serviceName ?? launchType ?? containerInstance) !== undefined)
    throw new Fault('InvalidParameterException', 'startedBy must be the only filter.');
  // No task is meant to be PENDING, and none of Fargate is on an instance of ours.
  if (desiredStatus === 'PENDING' || containerInstance !== undefined) return { taskArns: [] };
  const service = serviceName === undefined ? undefined : findService(world, cluster, serviceName);
  if (serviceName !== undefined && !service) throw new Fault('ServiceNotFoundException', 'Service not found.');
  const listed = world.tasks.filter(
    (task) =>
      task.clusterArn === cluster.arn &&
      task.desiredStatus === desiredStatus &&
      (!service || task.serviceArn === service.arn) &&
      (startedBy === undefined || task.startedBy === startedBy) &&
      (launchType === undefined || task.launchType === launchType) &&
      (family === undefined || taskDefinitionOf(world, task.taskDefinitionArn).family === family),
  );
  const { items, nextToken } = pageOf(
    world,
    listed.map((task) => task.arn),
    input,
  );
  return { taskArns: items, ...(nextToken !== undefined && { nextToken }) };
}

function describeTasks(world: World, input: DescribeTasksCommandInput): object {
  const cluster = activeCluster(world, input.cluster);
  const tasks = input.tasks ?? [];
  if (tasks.length === 0) throw new Fault('InvalidParameterException', 'Tasks cannot be empty.');
  if (tasks.length > 100) throw new Fault('InvalidParameterException', 'Tasks cannot be more than 100.');
  const withTags = (input.include ?? []).includes('TAGS');
  const found = tasks.map((name) => ({ name, task: taskIn(world, cluster.arn, name) }));
  return {
    tasks: found.flatMap(({ task }) => (task ? [describedTask(world, task, withTags)] : [])),
    failures: found
      .filter(({ task }) => !task)
      .map(({ name }) => ({ arn: arn(world, 'ecs', `task/${cluster.name}/${nameIn(name)}`), reason: 'MISSING' })),
  };
}

function taskIn(world: World, clusterArn: string, idOrArn: string): Task | undefined {
  const task = findTask(world, idOrArn);
  return task?.clusterArn === clusterArn ? task : undefined;
}

function stopTaskByHand(world: World, input: StopTaskCommandInput, caller: Caller): object {
  const cluster = activeCluster(world, input.cluster);
  const task = taskIn(world, cluster.arn, input.task ?? '');
  if (!task) throw new Fault('InvalidParameterException', 'The referenced task was not found.');
  if (task.desiredStatus === 'RUNNING') noteLoss(task, byCall(world, 'StopTask', caller));
  stopTask(world, task, 'UserInitiated', input.reason ?? 'Task stopped by user');
  return { task: describedTask(world, task, false) };
}

function runTask(world: World, input: RunTaskCommandInput, caller: Caller): object {
  const cluster = activeCluster(world, input.cluster);
  const {
    count = 1,
    launchType,
    capacityProviderStrategy = [],
    startedBy,
    networkConfiguration,
    overrides = {},
  } = input;
  const refuse = (message: string): never => {
    throw new Fault('InvalidParameterException', message);
  };
  if (!Number.isInteger(count) || count < 1 || count > 10) refuse('count must be between 1 and 10.');
  if (launchType !== undefined && capacityProviderStrategy.length > 0)
    refuse('Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.');
  const taskDefinition = activeTaskDefinition(world, input.taskDefinition ?? '');
  const strategy =
    launchType !== undefined
      ? []
      : capacityProviderStrategy.length > 0
        ? capacityProviderStrategy
        : cluster.defaultCapacityProviderStrategy;
  checkStrategy(strategy, cluster.capacityProviders);
  if (launchType !== 'FARGATE' && strategy.length === 0) refuse('No Container Instances were found in your cluster.');
  if (!taskDefinition.definition.compatibilities?.includes('FARGATE'))
    refuse('Task definition does not support launch_type FARGATE.');
  if (!networkConfiguration?.awsvpcConfiguration)
    refuse("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  checkNetwork(world, networkConfiguration);
  const names = taskDefinition.definition.containerDefinitions.map(({ name }) => name);
  const stranger = (overrides.containerOverrides ?? []).find(({ name }) => !names.includes(name));
  if (stranger)
    refuse(`Override for container named ${String(stranger.name)} is not a container in the TaskDefinition.`);
  const tags = tagsFrom(input.tags);
  const hasNoCapacity = taskDefinition.definition.containerDefinitions.some(
    ({ image = '' }) => behaviourOf(world, image)?.behaviour.behaviour === 'no-capacity',
  );
  if (hasNoCapacity)
    return {
      tasks: [],
      failures: [
        { reason: 'Capacity is unavailable at this time. Please try again later or in a different availability zone' },
      ],
    };
  const started: Task[] = [];
  for (let left = count; left > 0; left--) {
    const provider = nextProvider(strategy, started);
    const task = startTask(world, {
      clusterArn: cluster.arn,
      taskDefinition,
      origin: byCall(world, 'RunTask', caller),
      group: input.group ?? `family:${taskDefinition.family}`,
      ...(startedBy !== undefined && { startedBy }),
      ...(provider !== undefined && { capacityProviderName: provider }),
      platformVersion: input.platformVersion ?? 'LATEST',
      ...(networkConfiguration && { networkConfiguration }),
      loadBalancers: [],
      overrides,
      enableExecuteCommand: input.enableExecuteCommand ?? false,
      tags: input.propagateTags === 'TASK_DEFINITION' ? { ...taskDefinition.tags, ...tags } : tags,
    });
    started.push(task);
  }
  return { tasks: started.map((task) => describedTask(world, task, true)), failures: [] };
}
