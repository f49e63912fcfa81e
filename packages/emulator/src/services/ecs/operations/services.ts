import type {
  CreateServiceCommandInput,
  DeleteServiceCommandInput,
  DescribeServicesCommandInput,
  ListServicesCommandInput,
} from '@aws-sdk/client-ecs';

import { Fault } from '../../../fault.ts';
import type { Caller, OperationTable } from '../../../world/operation.ts';
import { pageOf } from './paging.ts';
import { arn, type World } from '../../../world/world.ts';
import { deploy } from '../behaviour/deployments.ts';
import { describedService, tasksOf } from './described-services.ts';
import { activeCluster, activeTaskDefinition, clusterOfArn, findCluster, findService, nameIn } from '../find.ts';
import { assumeServiceLinkedRole } from './first-use.ts';
import { lookSoon } from '../behaviour/looks.ts';
import type { Cluster, Service, ServiceSettings, Workload } from '../model.ts';
import { byCall } from '../origins.ts';
import { percentages, withPublicIp } from './service-defaults.ts';
import { checkSettings, checkWorkload } from './service-rules.ts';
import { tagsFrom } from './tags.ts';
import { updateService } from './update-service.ts';

/** The operations on services. */
export const serviceOperations: OperationTable = {
  'ecs:CreateService': createService,
  'ecs:DeleteService': deleteService,
  'ecs:DescribeServices': describeServices,
  'ecs:ListServices': listServices,
  'ecs:UpdateService': updateService,
};

function createService(world: World, input: CreateServiceCommandInput, caller: Caller): object {
  assumeServiceLinkedRole(world);
  const cluster = activeCluster(world, input.cluster);
  const { serviceName: name = '' } = input;
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name))
    throw new Fault(
      'InvalidParameterException',
      'Service name is invalid: up to 255 letters, digits, underscores and hyphens.',
    );
  const known = findService(world, cluster, name);
  if (known?.status === 'ACTIVE' && input.clientToken !== undefined && known.clientToken === input.clientToken)
    return { service: describedService(world, known, true) };
  if (known?.status === 'ACTIVE')
    throw new Fault('InvalidParameterException', 'Creation of service was not idempotent.');
  if (known?.status === 'DRAINING')
    throw new Fault('InvalidParameterException', 'Unable to Start a service that is still Draining.');
  const workload = firstWorkload(world, cluster, input);
  const settings = firstSettings(input);
  checkWorkload(world, cluster, workload, activeTaskDefinition(world, workload.taskDefinitionArn), settings.roleArn);
  checkSettings(world, settings, workload.loadBalancers.length > 0);
  const tags = tagsFrom(input.tags);
  const isShort = world.scenario.serviceLongArnFormat === 'disabled';
  if (isShort && Object.keys(tags).length > 0)
    throw new Fault(
      'InvalidParameterException',
      'The new ARN and resource ID format must be enabled to add tags to the service. Opt in to the new format and try again.',
    );
  if (known) world.services.splice(world.services.indexOf(known), 1);
  const service: Service = {
    arn: arn(world, 'ecs', isShort ? `service/${name}` : `service/${cluster.name}/${name}`),
    name,
    clusterArn: cluster.arn,
    createdAt: world.now,
    createdBy: caller.userArn,
    ...(input.clientToken !== undefined && { clientToken: input.clientToken }),
    status: 'ACTIVE',
    desiredCount: wantedCount(input.desiredCount),
    workload,
    settings,
    deployments: [],
    events: [],
    hasSaidSteady: false,
    tags,
  };
  world.services.push(service);
  deploy(world, service, byCall(world, 'CreateService', caller));
  return { service: describedService(world, service, true) };
}

function wantedCount(count: number | undefined): number {
  if (count === undefined)
    throw new Fault(
      'InvalidParameterException',
      'DesiredCount must be specified with the REPLICA scheduling strategy.',
    );
  if (!Number.isInteger(count) || count < 0)
    throw new Fault('InvalidParameterException', 'Desired count must be a positive integer.');
  if (count > 5000) throw new Fault('InvalidParameterException', 'Desired count cannot exceed 5000.');
  return count;
}

function firstWorkload(world: World, cluster: Cluster, input: CreateServiceCommandInput): Workload {
  const { launchType, capacityProviderStrategy = [], taskDefinition } = input;
  if (taskDefinition === undefined) throw new Fault('InvalidParameterException', 'TaskDefinition can not be blank.');
  if (launchType !== undefined && capacityProviderStrategy.length > 0)
    throw new Fault(
      'InvalidParameterException',
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  if (launchType !== undefined && launchType !== 'FARGATE' && launchType !== 'EC2')
    throw new Fault('InvalidParameterException', `Launch type ${launchType} is not supported.`);
  const strategy =
    capacityProviderStrategy.length > 0 ? capacityProviderStrategy : cluster.defaultCapacityProviderStrategy;
  const { networkConfiguration, serviceConnectConfiguration, gatewayConnectors, monitoring } = input;
  return {
    taskDefinitionArn: activeTaskDefinition(world, taskDefinition).arn,
    ...(launchType === undefined && strategy.length > 0
      ? { capacityProviderStrategy: strategy }
      : { launchType: launchType ?? 'EC2' }),
    platformVersion: input.platformVersion ?? 'LATEST',
    ...(networkConfiguration && { networkConfiguration: withPublicIp(networkConfiguration) }),
    loadBalancers: input.loadBalancers ?? [],
    serviceRegistries: input.serviceRegistries ?? [],
    ...(serviceConnectConfiguration && { serviceConnectConfiguration }),
    volumeConfigurations: input.volumeConfigurations ?? [],
    vpcLatticeConfigurations: input.vpcLatticeConfigurations ?? [],
    ...(gatewayConnectors && { gatewayConnectors }),
    ...(monitoring && { monitoring }),
  };
}

function firstSettings(input: CreateServiceCommandInput): ServiceSettings {
  const { deploymentController, healthCheckGracePeriodSeconds, loadBalancers = [] } = input;
  return {
    deploymentConfiguration: {
      strategy: 'ROLLING',
      ...input.deploymentConfiguration,
      ...percentages(input.deploymentConfiguration),
    },
    deploymentController: deploymentController ?? { type: 'ECS' },
    availabilityZoneRebalancing: input.availabilityZoneRebalancing ?? 'ENABLED',
    ...(healthCheckGracePeriodSeconds !== undefined
      ? { healthCheckGracePeriodSeconds }
      : loadBalancers.length > 0 && { healthCheckGracePeriodSeconds: 0 }),
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    enableECSManagedTags: input.enableECSManagedTags ?? false,
    propagateTags: input.propagateTags ?? 'NONE',
    schedulingStrategy: input.schedulingStrategy ?? 'REPLICA',
    placementConstraints: input.placementConstraints ?? [],
    placementStrategy: input.placementStrategy ?? [],
    ...(input.role !== undefined && { roleArn: input.role }),
  };
}

function describeServices(world: World, input: DescribeServicesCommandInput): object {
  const names = input.services ?? [];
  if (names.length === 0) throw new Fault('InvalidParameterException', 'Services cannot be empty.');
  if (names.length > 10) throw new Fault('InvalidParameterException', 'Services cannot be more than 10.');
  const cluster = activeCluster(world, input.cluster);
  const withTags = (input.include ?? []).includes('TAGS');
  const found = names.map((name) => ({ name, service: findService(world, cluster, name) }));
  return {
    services: found.flatMap(({ service }) => (service ? [describedService(world, service, withTags)] : [])),
    failures: found
      .filter(({ service }) => !service)
      .map(({ name }) => ({ arn: arn(world, 'ecs', `service/${cluster.name}/${nameIn(name)}`), reason: 'MISSING' })),
  };
}

function listServices(world: World, input: ListServicesCommandInput): object {
  const cluster = activeCluster(world, input.cluster);
  const listed = world.services.filter(
    ({ clusterArn, status, workload, settings }) =>
      clusterArn === cluster.arn &&
      status !== 'INACTIVE' &&
      (input.launchType === undefined || workload.launchType === input.launchType) &&
      (input.schedulingStrategy === undefined || settings.schedulingStrategy === input.schedulingStrategy),
  );
  const { items, nextToken } = pageOf(
    world,
    listed.map((service) => service.arn),
    input,
  );
  return { serviceArns: items, ...(nextToken !== undefined && { nextToken }) };
}

function deleteService(world: World, input: DeleteServiceCommandInput): object {
  const cluster = findCluster(world, input.cluster);
  const service = findService(world, cluster ?? activeCluster(world, input.cluster), input.service ?? '');
  if (!service || !clusterOfArn(world, service.clusterArn))
    throw new Fault('ServiceNotFoundException', 'Service not found.');
  if (service.status !== 'ACTIVE') return { service: describedService(world, service, false) };
  const isRunning =
    service.desiredCount > 0 || tasksOf(world, service).some(({ desiredStatus }) => desiredStatus === 'RUNNING');
  if (isRunning && input.force !== true)
    throw new Fault(
      'InvalidParameterException',
      'The service cannot be stopped while the primary deployment is scaled above 0.',
    );
  service.status = 'DRAINING';
  service.desiredCount = 0;
  lookSoon(world, service.arn);
  return { service: describedService(world, service, false) };
}
