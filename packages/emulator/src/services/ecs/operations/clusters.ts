import type {
  CapacityProviderStrategyItem,
  Cluster as DescribedCluster,
  ClusterSetting,
  CreateClusterCommandInput,
  CreateClusterCommandOutput,
  DeleteClusterCommandInput,
  DescribeClustersCommandInput,
  ListClustersCommandInput,
  PutClusterCapacityProvidersCommandInput,
  UpdateClusterCommandInput,
  UpdateClusterSettingsCommandInput,
} from '@aws-sdk/client-ecs';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import { pageOf } from './paging.ts';
import { arn, type World } from '../../../world/world.ts';
import { activeCluster, findCluster, nameIn } from '../find.ts';
import { assumeServiceLinkedRole, checkNotAttaching, isKnown, isProvisioning } from './first-use.ts';
import type { Cluster } from '../model.ts';
import { tagList, tagsFrom } from './tags.ts';

const PROVIDERS: ReadonlySet<string> = new Set(['FARGATE', 'FARGATE_SPOT']);

/** The operations on clusters. */
export const clusterOperations: OperationTable = {
  'ecs:CreateCluster': createCluster,
  'ecs:DeleteCluster': deleteCluster,
  'ecs:DescribeClusters': describeClusters,
  'ecs:ListClusters': listClusters,
  'ecs:PutClusterCapacityProviders': putClusterCapacityProviders,
  'ecs:UpdateCluster': updateCluster,
  'ecs:UpdateClusterSettings': updateClusterSettings,
};

function createCluster(world: World, input: CreateClusterCommandInput): Pick<CreateClusterCommandOutput, 'cluster'> {
  const { clusterName: name = 'default', capacityProviders = [], defaultCapacityProviderStrategy = [] } = input;
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name))
    throw new Fault('InvalidParameterException', `Cluster name ${name} is invalid.`);
  checkProviders(capacityProviders);
  checkStrategy(defaultCapacityProviderStrategy, capacityProviders);
  const settings = settingsFrom(input.settings);
  const tags = tagsFrom(input.tags);
  assumeServiceLinkedRole(world);
  const known = findCluster(world, name);
  // Creating what is there answers it as it is.
  if (known?.status === 'ACTIVE') return { cluster: described(world, known, ['SETTINGS', 'TAGS']) };
  if (known) world.clusters.splice(world.clusters.indexOf(known), 1);
  const cluster: Cluster = {
    arn: arn(world, 'ecs', `cluster/${name}`),
    name,
    createdAt: world.now,
    status: 'ACTIVE',
    ...(capacityProviders.length > 0 && { attaching: { since: world.now } }),
    capacityProviders,
    defaultCapacityProviderStrategy,
    settings: settings.length > 0 ? settings : [{ name: 'containerInsights', value: 'disabled' }],
    ...(input.configuration && { configuration: input.configuration }),
    ...(input.serviceConnectDefaults?.namespace !== undefined && {
      serviceConnectDefaults: { namespace: input.serviceConnectDefaults.namespace },
    }),
    tags,
  };
  world.clusters.push(cluster);
  return { cluster: described(world, cluster, ['SETTINGS', 'TAGS', 'CONFIGURATIONS']) };
}

function describeClusters(world: World, input: DescribeClustersCommandInput): object {
  const { clusters = ['default'], include = [] } = input;
  if (clusters.length > 100) throw new Fault('InvalidParameterException', 'Clusters cannot be more than 100.');
  const found = clusters.map((name) => {
    const cluster = findCluster(world, name);
    return { name, cluster: cluster && isKnown(world, cluster) ? cluster : undefined };
  });
  return {
    clusters: found.flatMap(({ cluster }) => (cluster ? [described(world, cluster, include)] : [])),
    failures: found
      .filter(({ cluster }) => !cluster)
      .map(({ name }) => ({ arn: arn(world, 'ecs', `cluster/${nameIn(name)}`), reason: 'MISSING' })),
  };
}

function listClusters(world: World, input: ListClustersCommandInput): object {
  const active = world.clusters
    .filter((cluster) => cluster.status === 'ACTIVE' && isKnown(world, cluster))
    .map((cluster) => cluster.arn);
  const { items, nextToken } = pageOf(world, active, input);
  return { clusterArns: items, ...(nextToken !== undefined && { nextToken }) };
}

function putClusterCapacityProviders(world: World, input: PutClusterCapacityProvidersCommandInput): object {
  const cluster = activeCluster(world, input.cluster);
  const { capacityProviders = [], defaultCapacityProviderStrategy = [] } = input;
  checkProviders(capacityProviders);
  checkStrategy(defaultCapacityProviderStrategy, capacityProviders);
  checkNotAttaching(world, cluster);
  const isUsed = (provider: string): boolean =>
    world.services.some(
      ({ clusterArn, status, workload }) =>
        clusterArn === cluster.arn &&
        status !== 'INACTIVE' &&
        workload.capacityProviderStrategy?.some(({ capacityProvider }) => capacityProvider === provider),
    );
  if (cluster.capacityProviders.some((provider) => !capacityProviders.includes(provider) && isUsed(provider)))
    throw new Fault('ResourceInUseException', 'The specified capacity provider is in use and cannot be removed.');
  cluster.capacityProviders = capacityProviders;
  cluster.defaultCapacityProviderStrategy = defaultCapacityProviderStrategy;
  cluster.attaching = { since: world.now };
  return { cluster: described(world, cluster, ['SETTINGS']) };
}

function updateClusterSettings(world: World, input: UpdateClusterSettingsCommandInput): object {
  const cluster = activeCluster(world, input.cluster);
  const settings = settingsFrom(input.settings);
  if (settings.length === 0) throw new Fault('InvalidParameterException', 'Settings cannot be empty.');
  cluster.settings = settings;
  return { cluster: described(world, cluster, ['SETTINGS']) };
}

function updateCluster(world: World, input: UpdateClusterCommandInput): object {
  const cluster = activeCluster(world, input.cluster);
  const settings = settingsFrom(input.settings);
  if (settings.length > 0) cluster.settings = settings;
  if (input.configuration) cluster.configuration = input.configuration;
  const namespace = input.serviceConnectDefaults?.namespace;
  if (namespace !== undefined) cluster.serviceConnectDefaults = { namespace };
  return { cluster: described(world, cluster, ['SETTINGS', 'CONFIGURATIONS']) };
}

function deleteCluster(world: World, input: DeleteClusterCommandInput): object {
  const cluster = activeCluster(world, input.cluster);
  if (world.services.some(({ clusterArn, status }) => clusterArn === cluster.arn && status !== 'INACTIVE'))
    throw new Fault('ClusterContainsServicesException', 'The Cluster cannot be deleted while Services are active.');
  if (world.tasks.some(({ clusterArn, lastStatus }) => clusterArn === cluster.arn && lastStatus !== 'STOPPED'))
    throw new Fault('ClusterContainsTasksException', 'The Cluster cannot be deleted while Tasks are active.');
  cluster.status = 'INACTIVE';
  return { cluster: described(world, cluster, []) };
}

function checkProviders(providers: readonly string[]): void {
  const unknown = providers.find((provider) => !PROVIDERS.has(provider));
  if (unknown !== undefined)
    throw new Fault(
      'InvalidParameterException',
      `The specified capacity provider ${unknown} was not found. Specify a valid name or ARN and try again.`,
    );
}

/**
 * Checks a capacity provider strategy against what the cluster has.
 *
 * Throws InvalidParameterException. Source: reference/ecs-facts.md, "CreateService / UpdateService".
 */
export function checkStrategy(strategy: readonly CapacityProviderStrategyItem[], attached: readonly string[]): void {
  const refuse = (message: string): never => {
    throw new Fault('InvalidParameterException', message);
  };
  if (strategy.length > 20) refuse('A capacity provider strategy can contain a maximum of 20 capacity providers.');
  if (strategy.some(({ capacityProvider = '' }) => !attached.includes(capacityProvider)))
    refuse(
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.',
    );
  if (new Set(strategy.map(({ capacityProvider }) => capacityProvider)).size < strategy.length)
    refuse('The specified capacity provider strategy cannot contain duplicate capacity providers.');
  if (strategy.filter(({ base = 0 }) => base > 0).length > 1)
    refuse(
      'The specified capacity provider strategy can only contain one capacity provider with a base value defined.',
    );
  if (strategy.length > 1 && strategy.every(({ weight = 0 }) => weight === 0))
    refuse(
      'The specified capacity provider strategy must contain at least one capacity provider with a weight greater than 0.',
    );
  for (const { weight = 0, base = 0 } of strategy) {
    if (weight < 0 || weight > 1000) refuse('The capacity provider weight must be between 0 and 1000.');
    if (base < 0 || base > 100_000) refuse('The capacity provider base must be between 0 and 100000.');
  }
}

function settingsFrom(settings: readonly ClusterSetting[] = []): Cluster['settings'] {
  return settings.map(({ name, value = '' }) => {
    if (name !== 'containerInsights')
      throw new Fault('InvalidParameterException', `Setting name ${String(name)} is invalid.`);
    if (!['enabled', 'disabled', 'enhanced'].includes(value))
      throw new Fault('InvalidParameterException', `Setting value ${value} is invalid for containerInsights.`);
    return { name, value };
  });
}

function described(world: World, cluster: Cluster, include: readonly string[]): DescribedCluster {
  const tasks = world.tasks.filter(({ clusterArn }) => clusterArn === cluster.arn);
  const services = world.services.filter(({ clusterArn, status }) => clusterArn === cluster.arn && status === 'ACTIVE');
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status === 'ACTIVE' && isProvisioning(world, cluster) ? 'PROVISIONING' : cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length,
    pendingTasksCount: tasks.filter(
      ({ lastStatus, desiredStatus }) => desiredStatus === 'RUNNING' && lastStatus !== 'RUNNING',
    ).length,
    activeServicesCount: services.length,
    statistics: [],
    tags: include.includes('TAGS') ? tagList(cluster.tags) : [],
    settings: include.includes('SETTINGS') ? cluster.settings : [],
    ...(include.includes('CONFIGURATIONS') && cluster.configuration && { configuration: cluster.configuration }),
    capacityProviders: cluster.capacityProviders,
    defaultCapacityProviderStrategy: cluster.defaultCapacityProviderStrategy.map(withDefaults),
    ...(cluster.serviceConnectDefaults && { serviceConnectDefaults: cluster.serviceConnectDefaults }),
  };
}

/** A strategy's item as ECS answers it. */
export const withDefaults = ({
  capacityProvider,
  weight = 0,
  base = 0,
}: CapacityProviderStrategyItem): CapacityProviderStrategyItem => ({
  capacityProvider,
  weight,
  base,
});
