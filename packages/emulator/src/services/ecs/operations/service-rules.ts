import type {
  AwsVpcConfiguration,
  DeploymentConfiguration,
  LoadBalancer,
  NetworkConfiguration,
} from '@aws-sdk/client-ecs';

import { Fault } from '../../../fault.ts';
import { findTargetGroup } from '../../elastic-load-balancing/behaviour/target-health.ts';
import type { World } from '../../../world/world.ts';
import { checkStrategy } from './clusters.ts';
import { assumeServiceRole, seesLoadBalancer } from './first-use.ts';
import { checkNamesInDefinition } from './definition-names.ts';
import { isWindows } from './fargate-rules.ts';
import type { Cluster, ServiceSettings, TaskDefinition, Workload } from '../model.ts';

const refuse = (message: string): never => {
  throw new Fault('InvalidParameterException', message);
};

/** Checks that a workload can be deployed on the cluster; throws InvalidParameterException. */
export function checkWorkload(
  world: World,
  cluster: Cluster,
  workload: Workload,
  taskDefinition: TaskDefinition,
  roleArn: string | undefined,
): void {
  checkPlacement(cluster, workload, taskDefinition);
  if (taskDefinition.definition.networkMode === 'awsvpc') {
    if (!workload.networkConfiguration?.awsvpcConfiguration)
      refuse("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    checkNetwork(world, workload.networkConfiguration);
  } else if (workload.networkConfiguration) {
    refuse('Network Configuration is not valid for the given networkMode of this task definition.');
  }
  for (const loadBalancer of workload.loadBalancers) checkLoadBalancer(world, loadBalancer, taskDefinition);
  checkNamesInDefinition(workload, taskDefinition);
  if (workload.loadBalancers.length > 0) assumeServiceRole(world, roleArn);
}

function checkPlacement(cluster: Cluster, workload: Workload, { definition }: TaskDefinition): void {
  const { launchType, capacityProviderStrategy, platformVersion } = workload;
  const isFargate = launchType === 'FARGATE' || capacityProviderStrategy !== undefined;
  if (capacityProviderStrategy) checkStrategy(capacityProviderStrategy, cluster.capacityProviders);
  if (isFargate && !definition.compatibilities?.includes('FARGATE'))
    refuse('Task definition does not support launch_type FARGATE.');
  if (
    isWindows(definition) &&
    capacityProviderStrategy?.some(({ capacityProvider }) => capacityProvider === 'FARGATE_SPOT')
  )
    refuse('FARGATE_SPOT does not support Windows containers.');
  if (isFargate && !/^(?:LATEST|1\.[0-4]\.0)$/.test(platformVersion))
    refuse('The specified platform version does not exist.');
}

/** Checks subnets and security groups: there, not too many, all in one VPC. Throws InvalidParameterException. */
export function checkNetwork(world: World, network: NetworkConfiguration | undefined): void {
  const configuration: Partial<AwsVpcConfiguration> = network?.awsvpcConfiguration ?? {};
  const { subnets = [], securityGroups = [] } = configuration;
  if (subnets.length === 0) refuse('subnets can not be empty.');
  if (subnets.length > 16) refuse('subnets can have at most 16 items.');
  if (securityGroups.length > 5) refuse('securityGroups can have at most 5 items.');
  const vpcs = new Set<string>();
  for (const id of subnets) {
    const subnet = world.subnets.find((known) => known.id === id);
    vpcs.add(
      subnet?.vpcId ??
        refuse(
          `Error retrieving subnet information for [${subnets.join(', ')}]: The subnet ID '${id}' does not exist (ErrorCode: InvalidSubnetID.NotFound)`,
        ),
    );
  }
  for (const id of securityGroups) {
    const group = world.securityGroups.find((known) => known.id === id);
    vpcs.add(
      group?.vpcId ??
        refuse(
          `Error retrieving security group information for [${securityGroups.join(', ')}]: The security group '${id}' does not exist (ErrorCode: InvalidGroup.NotFound)`,
        ),
    );
  }
  if (vpcs.size > 1) refuse('subnets and securityGroups must be in the same VPC.');
}

function checkLoadBalancer(world: World, loadBalancer: LoadBalancer, { definition }: TaskDefinition): void {
  const { targetGroupArn, containerName, containerPort } = loadBalancer;
  if (targetGroupArn === undefined)
    return refuse('Classic load balancers are not supported with the awsvpc network mode.');
  const container = definition.containerDefinitions.find(({ name }) => name === containerName);
  if (!container) refuse(`The container ${String(containerName)} does not exist in the task definition.`);
  if (!container?.portMappings?.some((mapping) => mapping.containerPort === containerPort))
    refuse(`The container ${String(containerName)} did not have a container port ${String(containerPort)} defined.`);
  const group = findTargetGroup(world, targetGroupArn);
  if (!group) return refuse(`The target group with targetGroupArn ${targetGroupArn} does not exist.`);
  if (group.targetType !== 'ip')
    refuse(
      `The provided target group ${targetGroupArn} has target type ${group.targetType}, which is incompatible with the awsvpc network mode specified in the task definition.`,
    );
  if (!seesLoadBalancer(world, group))
    refuse(`The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`);
}

/**
 * Checks the settings that start no deployment; throws InvalidParameterException.
 *
 * Source: reference/ecs-facts.md, "CreateService / UpdateService".
 */
export function checkSettings(world: World, settings: ServiceSettings, hasLoadBalancers: boolean): void {
  const { maximumPercent, minimumHealthyPercent } = settings.deploymentConfiguration;
  if (!Number.isInteger(maximumPercent) || maximumPercent < 0) refuse('maximumPercent must be a positive integer.');
  if (!Number.isInteger(minimumHealthyPercent) || minimumHealthyPercent < 0)
    refuse('minimumHealthyPercent must be a positive integer.');
  if (minimumHealthyPercent > maximumPercent)
    refuse(
      'Both maximumPercent and minimumHealthyPercent cannot be 0 and minimumHealthyPercent cannot exceed maximumPercent.',
    );
  if (maximumPercent === 0) refuse('Both maximumPercent and minimumHealthyPercent cannot be 0.');
  if (settings.availabilityZoneRebalancing === 'ENABLED' && maximumPercent <= 100)
    refuse('Availability Zone rebalancing does not support maximumPercent <= 100.');
  if (settings.schedulingStrategy === 'DAEMON') refuse('The daemon scheduling strategy is not supported for Fargate.');
  if (settings.placementConstraints.length > 0)
    refuse('Placement constraints are not supported with FARGATE launch type.');
  if (settings.placementStrategy.length > 0) refuse('Placement strategies are not supported with FARGATE launch type.');
  const grace = settings.healthCheckGracePeriodSeconds;
  if (grace !== undefined && (!Number.isInteger(grace) || grace < 0 || grace > 2_147_483_647))
    refuse('Health check grace period must be between 0 and 2147483647.');
  if (grace !== undefined && grace > 0 && !hasLoadBalancers)
    refuse('Health check grace period is only valid for services configured to use load balancers');
  checkDeploymentConfiguration(world, settings.deploymentConfiguration);
}

function checkDeploymentConfiguration(world: World, configuration: DeploymentConfiguration): void {
  const { strategy = 'ROLLING', bakeTimeInMinutes, alarms, deploymentCircuitBreaker } = configuration;
  if (strategy === 'BLUE_GREEN' && bakeTimeInMinutes === undefined)
    refuse('bakeTimeInMinutes is required for the BLUE_GREEN deployment strategy.');
  if (strategy !== 'ROLLING')
    throw new Fault('UnsupportedFeatureException', `The deployment strategy ${strategy} is not emulated.`);
  if (alarms?.enable && (alarms.alarmNames ?? []).length === 0)
    refuse('alarmNames cannot be empty when alarms are enabled.');
  const missing = (alarms?.enable ? (alarms.alarmNames ?? []) : []).find(
    (name) => !world.alarms.some((alarm) => alarm.name === name),
  );
  if (missing !== undefined) refuse(`The alarm ${missing} does not exist.`);
  const threshold = deploymentCircuitBreaker?.thresholdConfiguration;
  if (threshold && (threshold.value === undefined || threshold.value < 1))
    refuse('The circuit breaker threshold value must be at least 1.');
}
