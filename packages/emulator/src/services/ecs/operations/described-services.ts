import type {
  Deployment as DescribedDeployment,
  Service as DescribedService,
  ServiceRevision,
} from '@aws-sdk/client-ecs';

import type { World } from '../../../world/world.ts';
import { withDefaults } from './clusters.ts';
import { primaryOf, revisionOf, serviceDeploymentOf, taskDefinitionOf } from '../find.ts';
import { isOngoing } from '../behaviour/service-deployment-state.ts';
import type { Deployment, Service, Task, Workload } from '../model.ts';
import { tagList } from './tags.ts';

/** How many of some tasks run, and how many are on their way there. */
function countsOf(tasks: readonly Task[]): { readonly runningCount: number; readonly pendingCount: number } {
  return {
    runningCount: tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length,
    pendingCount: tasks.filter(
      ({ lastStatus, desiredStatus }) => desiredStatus === 'RUNNING' && lastStatus !== 'RUNNING',
    ).length,
  };
}

/** Tasks of a service that are not gone yet. */
export const tasksOf = (world: World, service: Service): Task[] =>
  world.tasks.filter((task) => task.serviceArn === service.arn && task.lastStatus !== 'STOPPED');

/** A service as DescribeServices answers it. */
export function describedService(world: World, service: Service, withTags: boolean): DescribedService {
  const { settings, workload } = service;
  const tasks = tasksOf(world, service);
  const isByEcs = (settings.deploymentController?.type ?? 'ECS') === 'ECS';
  const ongoing = service.deployments[0] && serviceDeploymentOf(world, primaryOf(service));
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.clusterArn,
    loadBalancers: workload.loadBalancers,
    serviceRegistries: workload.serviceRegistries,
    status: service.status,
    desiredCount: service.desiredCount,
    ...countsOf(tasks),
    ...placement(workload),
    platformVersion: workload.platformVersion,
    platformFamily: 'Linux',
    taskDefinition: workload.taskDefinitionArn,
    deploymentConfiguration: settings.deploymentConfiguration,
    deployments: service.deployments.map((deployment) => describedDeployment(world, service, deployment, tasks)),
    ...(settings.roleArn !== undefined && { roleArn: settings.roleArn }),
    events: service.events.map(({ id, at, message }) => ({ id, createdAt: new Date(at), message })),
    createdAt: new Date(service.createdAt),
    ...(ongoing && isOngoing(ongoing) && { currentServiceDeployment: ongoing.arn }),
    currentServiceRevisions: service.deployments.map(({ id, revisionArn }) => ({
      arn: revisionArn,
      requestedTaskCount: id === service.deployments[0]?.id ? service.desiredCount : 0,
      ...revisionCounts(tasks.filter(({ startedBy }) => startedBy === id)),
    })),
    placementConstraints: settings.placementConstraints,
    placementStrategy: settings.placementStrategy,
    ...(workload.networkConfiguration && { networkConfiguration: workload.networkConfiguration }),
    ...(settings.healthCheckGracePeriodSeconds !== undefined && {
      healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
    }),
    schedulingStrategy: settings.schedulingStrategy,
    ...(settings.deploymentController && { deploymentController: settings.deploymentController }),
    ...(withTags && { tags: tagList(service.tags) }),
    createdBy: service.createdBy,
    enableECSManagedTags: settings.enableECSManagedTags,
    propagateTags: settings.propagateTags,
    enableExecuteCommand: settings.enableExecuteCommand,
    ...(isByEcs && { availabilityZoneRebalancing: settings.availabilityZoneRebalancing }),
  };
}

/** Launch type or strategy: DescribeServices omits whichever is not used. */
function placement({
  launchType,
  capacityProviderStrategy,
}: Workload): Pick<DescribedService, 'launchType' | 'capacityProviderStrategy'> {
  return {
    ...(launchType !== undefined && { launchType }),
    ...(capacityProviderStrategy && { capacityProviderStrategy: capacityProviderStrategy.map(withDefaults) }),
  };
}

function describedDeployment(
  world: World,
  service: Service,
  deployment: Deployment,
  tasksOfService: readonly Task[],
): DescribedDeployment {
  const { workload } = revisionOf(world, deployment.revisionArn);
  const tasks = tasksOfService.filter(({ startedBy }) => startedBy === deployment.id);
  const isPrimary = deployment.status === 'PRIMARY';
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployment.taskDefinitionArn,
    desiredCount: isPrimary
      ? service.desiredCount
      : tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length,
    ...countsOf(tasks),
    failedTasks: deployment.failedTasks,
    createdAt: new Date(deployment.createdAt),
    updatedAt: new Date(deployment.updatedAt),
    ...placement(workload),
    platformVersion: workload.platformVersion === 'LATEST' ? '1.4.0' : workload.platformVersion,
    platformFamily: 'Linux',
    ...(workload.networkConfiguration && { networkConfiguration: workload.networkConfiguration }),
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
    ...(workload.serviceConnectConfiguration && { serviceConnectConfiguration: workload.serviceConnectConfiguration }),
    ...(workload.volumeConfigurations.length > 0 && { volumeConfigurations: workload.volumeConfigurations }),
    ...(workload.vpcLatticeConfigurations.length > 0 && {
      vpcLatticeConfigurations: workload.vpcLatticeConfigurations,
    }),
  };
}

/** Counts as service revisions have them. */
export function revisionCounts(tasks: readonly Task[]): {
  readonly runningTaskCount: number;
  readonly pendingTaskCount: number;
} {
  const { runningCount, pendingCount } = countsOf(tasks);
  return { runningTaskCount: runningCount, pendingTaskCount: pendingCount };
}

/** A service revision as DescribeServiceRevisions answers it. */
export function describedRevision(world: World, revisionArn: string): ServiceRevision {
  const revision = revisionOf(world, revisionArn);
  const { workload } = revision;
  const { definition } = taskDefinitionOf(world, workload.taskDefinitionArn);
  return {
    serviceRevisionArn: revision.arn,
    serviceArn: revision.serviceArn,
    clusterArn: revision.clusterArn,
    taskDefinition: workload.taskDefinitionArn,
    ...placement(workload),
    platformVersion: workload.platformVersion === 'LATEST' ? '1.4.0' : workload.platformVersion,
    platformFamily: 'Linux',
    loadBalancers: workload.loadBalancers,
    serviceRegistries: workload.serviceRegistries,
    ...(workload.networkConfiguration && { networkConfiguration: workload.networkConfiguration }),
    containerImages: definition.containerDefinitions.map(({ name = '', image }) => {
      const imageDigest = revision.imageDigests[name];
      return { containerName: name, image, ...(imageDigest !== undefined && { imageDigest }) };
    }),
    guardDutyEnabled: false,
    ...(workload.serviceConnectConfiguration && { serviceConnectConfiguration: workload.serviceConnectConfiguration }),
    ...(workload.volumeConfigurations.length > 0 && { volumeConfigurations: workload.volumeConfigurations }),
    ...(workload.vpcLatticeConfigurations.length > 0 && {
      vpcLatticeConfigurations: workload.vpcLatticeConfigurations,
    }),
    ...(workload.gatewayConnectors && { gatewayConnectors: workload.gatewayConnectors }),
    ...(workload.monitoring && { monitoring: workload.monitoring }),
    createdAt: new Date(revision.createdAt),
  };
}
