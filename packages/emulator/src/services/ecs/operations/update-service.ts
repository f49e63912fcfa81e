import { isDeepStrictEqual } from 'node:util';

import type { CapacityProviderStrategyItem, UpdateServiceCommandInput } from '@aws-sdk/client-ecs';

import { Fault } from '../../../fault.ts';
import type { Caller } from '../../../world/operation.ts';
import type { World } from '../../../world/world.ts';
import { withDefaults } from './clusters.ts';
import { deploy } from '../behaviour/deployments.ts';
import { describedService } from './described-services.ts';
import { activeCluster, activeService, activeTaskDefinition, taskDefinitionOf } from '../find.ts';
import { lookSoon } from '../behaviour/looks.ts';
import type { Service, ServiceSettings, Workload } from '../model.ts';
import { byCall, wish } from '../origins.ts';
import { checkSettings, checkWorkload } from './service-rules.ts';
import { percentages, withPublicIp } from './service-defaults.ts';

/**
 * Changes a service, and starts a deployment where what its tasks are made of changes or it is forced.
 *
 * Source: reference/ecs-facts.md, "CreateService / UpdateService".
 */
export function updateService(world: World, input: UpdateServiceCommandInput, caller: Caller): object {
  const cluster = activeCluster(world, input.cluster);
  const service = activeService(world, cluster, input.service ?? '');
  checkController(service, input);
  const workload = nextWorkload(world, service, input);
  const settings = nextSettings(service, input);
  const desiredCount = input.desiredCount ?? service.desiredCount;
  if (!Number.isInteger(desiredCount) || desiredCount < 0 || desiredCount > 5000)
    throw new Fault('InvalidParameterException', 'Desired count must be between 0 and 5000.');
  const startsDeployment =
    input.forceNewDeployment === true || !isDeepStrictEqual(whatDeploys(workload), whatDeploys(service.workload));
  const taskDefinition =
    workload.taskDefinitionArn === service.workload.taskDefinitionArn
      ? taskDefinitionOf(world, workload.taskDefinitionArn)
      : activeTaskDefinition(world, workload.taskDefinitionArn);
  checkWorkload(world, cluster, workload, taskDefinition, settings.roleArn);
  checkSettings(world, settings, workload.loadBalancers.length > 0);

  service.workload = workload;
  service.settings = settings;
  if (desiredCount !== service.desiredCount) service.hasSaidSteady = false;
  const more = desiredCount - service.desiredCount;
  service.desiredCount = desiredCount;
  const origin = byCall(world, 'UpdateService', caller);
  if (startsDeployment) {
    deploy(world, service, origin);
  } else {
    changeInPlace(world, service);
    wish(service, origin, more);
  }
  lookSoon(world, service.arn);
  return { service: describedService(world, service, true) };
}

/** What starts no deployment becomes part of the revision that there is. */
function changeInPlace(world: World, service: Service): void {
  const revisionArn = service.deployments[0]?.revisionArn;
  const index = world.revisions.findIndex(({ arn }) => arn === revisionArn);
  const revision = world.revisions[index];
  if (revision) world.revisions[index] = { ...revision, workload: service.workload };
}

/** What of a workload starts a deployment when it changes. Where it is placed needs a forced one. */
function whatDeploys({
  launchType: _launchType,
  capacityProviderStrategy: _strategy,
  gatewayConnectors: _connectors,
  monitoring: _monitoring,
  ...others
}: Workload): object {
  return others;
}

/** What CodeDeploy's deployments bring, and no update does. Source: API reference, UpdateService. */
const BY_CODE_DEPLOY = [
  'taskDefinition',
  'networkConfiguration',
  'platformVersion',
  'loadBalancers',
  'serviceRegistries',
  'capacityProviderStrategy',
] as const;

function checkController(service: Service, input: UpdateServiceCommandInput): void {
  const type = service.settings.deploymentController?.type ?? 'ECS';
  const isDeployment = input.forceNewDeployment === true || BY_CODE_DEPLOY.some((name) => input[name] !== undefined);
  if (type === 'CODE_DEPLOY' && isDeployment)
    throw new Fault(
      'InvalidParameterException',
      'Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
    );
}

function nextWorkload(world: World, service: Service, input: UpdateServiceCommandInput): Workload {
  const { workload } = service;
  const { taskDefinition, networkConfiguration, serviceConnectConfiguration } = input;
  const { gatewayConnectors = workload.gatewayConnectors, monitoring = workload.monitoring } = input;
  const connect = serviceConnectConfiguration ?? workload.serviceConnectConfiguration;
  const network = networkConfiguration ? withPublicIp(networkConfiguration) : workload.networkConfiguration;
  return {
    taskDefinitionArn:
      taskDefinition === undefined ? workload.taskDefinitionArn : activeTaskDefinition(world, taskDefinition).arn,
    ...nextPlacement(workload, input),
    platformVersion: input.platformVersion ?? workload.platformVersion,
    ...(network && { networkConfiguration: network }),
    loadBalancers: input.loadBalancers ?? workload.loadBalancers,
    serviceRegistries: input.serviceRegistries ?? workload.serviceRegistries,
    ...(connect && { serviceConnectConfiguration: connect }),
    volumeConfigurations: input.volumeConfigurations ?? workload.volumeConfigurations,
    vpcLatticeConfigurations: input.vpcLatticeConfigurations ?? workload.vpcLatticeConfigurations,
    ...(gatewayConnectors && { gatewayConnectors }),
    ...(monitoring && { monitoring }),
  };
}

function nextPlacement(
  { launchType, capacityProviderStrategy }: Workload,
  input: UpdateServiceCommandInput,
): Pick<Workload, 'launchType' | 'capacityProviderStrategy'> {
  const wanted = input.capacityProviderStrategy;
  if (wanted === undefined)
    return {
      ...(launchType !== undefined && { launchType }),
      ...(capacityProviderStrategy && { capacityProviderStrategy }),
    };
  const isBackToLaunchType = wanted.length === 0;
  const isMove = !isDeepStrictEqual(byProvider(wanted), byProvider(capacityProviderStrategy ?? []));
  if (isMove && input.forceNewDeployment !== true)
    throw new Fault(
      'InvalidParameterException',
      'When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.',
    );
  return isBackToLaunchType ? { launchType: launchType ?? 'FARGATE' } : { capacityProviderStrategy: wanted };
}

/** A strategy with what ECS fills in; its order means nothing. */
function byProvider(strategy: readonly CapacityProviderStrategyItem[]): CapacityProviderStrategyItem[] {
  return strategy.map(withDefaults).sort((a, b) => (a.capacityProvider ?? '').localeCompare(b.capacityProvider ?? ''));
}

function nextSettings({ settings }: Service, input: UpdateServiceCommandInput): ServiceSettings {
  const grace = input.healthCheckGracePeriodSeconds ?? settings.healthCheckGracePeriodSeconds;
  return {
    ...settings,
    deploymentConfiguration: {
      ...settings.deploymentConfiguration,
      ...input.deploymentConfiguration,
      ...percentages(input.deploymentConfiguration, settings.deploymentConfiguration),
    },
    availabilityZoneRebalancing: input.availabilityZoneRebalancing ?? settings.availabilityZoneRebalancing,
    ...(grace !== undefined && { healthCheckGracePeriodSeconds: grace }),
    enableExecuteCommand: input.enableExecuteCommand ?? settings.enableExecuteCommand,
    enableECSManagedTags: input.enableECSManagedTags ?? settings.enableECSManagedTags,
    propagateTags: input.propagateTags ?? settings.propagateTags,
    placementConstraints: input.placementConstraints ?? settings.placementConstraints,
    placementStrategy: input.placementStrategy ?? settings.placementStrategy,
  };
}
