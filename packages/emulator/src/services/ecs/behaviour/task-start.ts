import type { LoadBalancer, NetworkConfiguration, TaskOverride } from '@aws-sdk/client-ecs';

import { between, hexDigits, random, uuid } from '../../../world/random.ts';
import type { Subnet } from '../../ec2/model.ts';
import type { Tags } from '../../../world/tags.ts';
import { arn, secondsOf, type World } from '../../../world/world.ts';
import { drawFate } from './fate.ts';
import { nameIn } from '../find.ts';
import type { Container, Task, TaskDefinition, TaskNetwork } from '../model.ts';
import type { Origin } from '../origin.ts';
import { planTask } from './task-life.ts';

/** What a task is started with, by a service or by RunTask. */
export interface TaskStart {
  readonly clusterArn: string;
  readonly taskDefinition: TaskDefinition;
  readonly group: string;
  readonly serviceArn?: string;
  readonly startedBy?: string;
  readonly capacityProviderName?: string;
  readonly platformVersion: string;
  readonly networkConfiguration?: NetworkConfiguration;
  readonly loadBalancers: readonly LoadBalancer[];
  readonly overrides: TaskOverride;
  readonly enableExecuteCommand: boolean;
  readonly tags: Tags;
  readonly origin: Origin;
}

/** Starts a task: it is in PROVISIONING, and goes on by itself. */
export function startTask(world: World, start: TaskStart): Task {
  const { clusterArn, taskDefinition, networkConfiguration } = start;
  const id = hexDigits(world, 32);
  const clusterName = nameIn(clusterArn);
  const subnet = quietestSubnet(world, start.serviceArn, networkConfiguration?.awsvpcConfiguration?.subnets ?? []);
  const containers = taskDefinition.definition.containerDefinitions.map(
    ({ name = '', image = '', essential = true }): Container => ({
      arn: arn(world, 'ecs', `container/${clusterName}/${id}/${uuid(world)}`),
      name,
      image,
      isEssential: essential,
      lastStatus: 'PENDING',
      healthStatus: 'UNKNOWN',
    }),
  );
  const task: Task = {
    id,
    arn: arn(world, 'ecs', `task/${clusterName}/${id}`),
    clusterArn,
    taskDefinitionArn: taskDefinition.arn,
    group: start.group,
    ...(start.serviceArn !== undefined && { serviceArn: start.serviceArn }),
    ...(start.startedBy !== undefined && { startedBy: start.startedBy }),
    launchType: 'FARGATE',
    ...(start.capacityProviderName !== undefined && { capacityProviderName: start.capacityProviderName }),
    platformVersion: start.platformVersion === 'LATEST' ? '1.4.0' : start.platformVersion,
    availabilityZone: subnet?.availabilityZone ?? `${world.region}a`,
    network: networkOf(world, subnet),
    overrides: start.overrides,
    enableExecuteCommand: start.enableExecuteCommand,
    loadBalancers: start.loadBalancers,
    containers,
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    version: 1,
    createdAt: world.now,
    hasUncountedFailure: false,
    origin: start.origin,
    fate: drawFate(world, taskDefinition),
    tags: start.tags,
  };
  world.tasks.push(task);
  world.timeline.push({
    at: secondsOf(world),
    task: id,
    ...(start.serviceArn !== undefined && { service: nameIn(start.serviceArn) }),
    taskDefinition: nameIn(taskDefinition.arn),
    from: '',
    to: 'PROVISIONING',
  });
  planTask(world, task, world.scenario.timings.provisioningSeconds);
  return task;
}

function quietestSubnet(world: World, serviceArn: string | undefined, ids: readonly string[]): Subnet | undefined {
  const subnets = world.subnets.filter(({ id }) => ids.includes(id));
  const load = (subnet: Subnet): number =>
    world.tasks.filter(
      (task) =>
        task.serviceArn === serviceArn && task.desiredStatus === 'RUNNING' && task.network.subnetId === subnet.id,
    ).length;
  const [first, ...others] = subnets;
  return others.reduce((best, subnet) => (best && load(subnet) < load(best) ? subnet : best), first);
}

/** Of a /24; AWS keeps the first four and the last one for itself. */
const FIRST_ADDRESS = 4;
const ADDRESSES = 250;

function networkOf(world: World, subnet: Subnet | undefined): TaskNetwork {
  const [network = '10.0.0.0'] = (subnet?.cidrBlock ?? '').split('/');
  const prefix = network.split('.').slice(0, 3).join('.') || '10.0.0';
  const taken = new Set(world.tasks.flatMap(({ network, lastStatus }) => (lastStatus === 'STOPPED' ? [] : network.ip)));
  const isFull = [...taken].filter((ip) => ip.startsWith(`${prefix}.`)).length >= ADDRESSES;
  if (isFull) throw new Error(`The emulated subnet ${subnet?.id ?? prefix} has no address left for another task.`);
  let ip = '';
  do ip = `${prefix}.${FIRST_ADDRESS + Math.floor(random(world) * ADDRESSES)}`;
  while (taken.has(ip));
  return {
    attachmentId: uuid(world),
    eniId: `eni-${hexDigits(world, 17)}`,
    subnetId: subnet?.id ?? '',
    ip,
    mac: `0a:${[0, 1, 2, 3, 4]
      .map(() =>
        Math.floor(between(world, 0, 256))
          .toString(16)
          .padStart(2, '0'),
      )
      .join(':')}`,
  };
}
