import type { Task as DescribedTask } from '@aws-sdk/client-ecs';

import type { World } from '../../../world/world.ts';
import { taskDefinitionOf } from '../find.ts';
import type { Container, HealthStatus, Task } from '../model.ts';
import { tagList } from './tags.ts';

const asDate = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at));

/** Leaves out the members that have no value. */
function present<T extends object>(members: { [Name in keyof T]: T[Name] | undefined }): Partial<T> {
  const entries: [string, unknown][] = Object.entries(members);
  // What is left has a value in every member, which the type of fromEntries cannot say.
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** A task as DescribeTasks answers it. */
export function describedTask(world: World, task: Task, withTags: boolean): DescribedTask {
  const { definition } = taskDefinitionOf(world, task.taskDefinitionArn);
  const { cpu, memory, ephemeralStorage } = definition;
  const details = [
    { name: 'subnetId', value: task.network.subnetId },
    { name: 'networkInterfaceId', value: task.network.eniId },
    { name: 'macAddress', value: task.network.mac },
    { name: 'privateDnsName', value: `ip-${task.network.ip.replaceAll('.', '-')}.${world.region}.compute.internal` },
    { name: 'privateIPv4Address', value: task.network.ip },
  ];
  const isAttached = task.connectivityAt !== undefined && task.lastStatus !== 'STOPPED';
  return {
    taskArn: task.arn,
    clusterArn: task.clusterArn,
    taskDefinitionArn: task.taskDefinitionArn,
    group: task.group,
    launchType: task.launchType,
    platformVersion: task.platformVersion,
    platformFamily: 'Linux',
    availabilityZone: task.availabilityZone,
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    healthStatus: healthOf(task),
    version: task.version,
    enableExecuteCommand: task.enableExecuteCommand,
    overrides: {
      containerOverrides: task.containers.map(({ name }) => ({ name })),
      inferenceAcceleratorOverrides: [],
      ...task.overrides,
    },
    containers: task.containers.map((container) => describedContainer(task, container)),
    attachments: [
      {
        id: task.network.attachmentId,
        type: 'ElasticNetworkInterface',
        status: task.lastStatus === 'STOPPED' ? 'DELETED' : isAttached ? 'ATTACHED' : 'PRECREATED',
        details: task.connectivityAt === undefined ? details.slice(0, 1) : details,
      },
    ],
    attributes: [
      {
        name: 'ecs.cpu-architecture',
        value: definition.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64',
      },
    ],
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    ephemeralStorage: ephemeralStorage ?? { sizeInGiB: 20 },
    ...(withTags && { tags: tagList(task.tags) }),
    createdAt: new Date(task.createdAt),
    ...present({
      startedBy: task.startedBy,
      capacityProviderName: task.capacityProviderName,
      connectivity: task.connectivityAt === undefined ? undefined : ('CONNECTED' as const),
      connectivityAt: asDate(task.connectivityAt),
      pullStartedAt: asDate(task.pullStartedAt),
      pullStoppedAt: asDate(task.pullStoppedAt),
      startedAt: asDate(task.startedAt),
      stoppingAt: asDate(task.stoppingAt),
      executionStoppedAt: asDate(task.executionStoppedAt),
      stoppedAt: asDate(task.stoppedAt),
      stopCode: task.stopCode,
      stoppedReason: task.stoppedReason,
    }),
  };
}

function describedContainer(task: Task, container: Container): NonNullable<DescribedTask['containers']>[number] {
  return {
    containerArn: container.arn,
    taskArn: task.arn,
    name: container.name,
    image: container.image,
    lastStatus: container.lastStatus,
    healthStatus: container.healthStatus,
    networkInterfaces:
      task.connectivityAt === undefined
        ? []
        : [{ attachmentId: task.network.attachmentId, privateIpv4Address: task.network.ip }],
    cpu: '0',
    ...present({
      runtimeId: container.runtimeId,
      imageDigest: container.imageDigest,
      exitCode: container.exitCode,
      reason: container.reason,
    }),
  };
}

/** The worst that an essential container with a check says. */
function healthOf({ containers }: Task): HealthStatus {
  const states = containers.filter(({ isEssential }) => isEssential).map(({ healthStatus }) => healthStatus);
  if (states.includes('UNHEALTHY')) return 'UNHEALTHY';
  return states.includes('HEALTHY') ? 'HEALTHY' : 'UNKNOWN';
}
