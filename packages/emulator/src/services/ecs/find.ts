import { Fault } from '../../fault.ts';
import type { World } from '../../world/world.ts';
import { isKnown } from './operations/first-use.ts';
import type { Cluster, Deployment, Revision, Service, ServiceDeployment, Task, TaskDefinition } from './model.ts';

/** The part behind the last slash of an ARN, or the name itself. */
export const nameIn = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);

/** The cluster of that name or ARN, whatever its status. */
export function findCluster(world: World, nameOrArn = 'default'): Cluster | undefined {
  const isArn = nameOrArn.startsWith('arn:');
  return world.clusters.find((cluster) => (isArn ? cluster.arn === nameOrArn : cluster.name === nameOrArn));
}

/**
 * The active cluster of that name or ARN.
 *
 * Throws ClusterNotFoundException.
 */
export function activeCluster(world: World, nameOrArn = 'default'): Cluster {
  const cluster = findCluster(world, nameOrArn);
  if (cluster?.status !== 'ACTIVE' || !isKnown(world, cluster))
    throw new Fault('ClusterNotFoundException', 'Cluster not found.');
  return cluster;
}

/** The service of that name or ARN in the cluster: the newest of that name, whatever its status. */
export function findService(world: World, cluster: Cluster, nameOrArn: string): Service | undefined {
  if (nameOrArn.startsWith('arn:')) return world.services.findLast(({ arn }) => arn === nameOrArn);
  return world.services.findLast(({ name, clusterArn }) => name === nameOrArn && clusterArn === cluster.arn);
}

/**
 * The active service of that name or ARN.
 *
 * Throws ServiceNotFoundException, and ServiceNotActiveException for one that is being or has been deleted.
 */
export function activeService(world: World, cluster: Cluster, nameOrArn: string): Service {
  const service = findService(world, cluster, nameOrArn);
  if (!service) throw new Fault('ServiceNotFoundException', 'Service not found.');
  if (service.status !== 'ACTIVE') throw new Fault('ServiceNotActiveException', 'Service was not ACTIVE.');
  return service;
}

/** The service of exactly this ARN. */
export const serviceOfArn = (world: World, arn: string | undefined): Service | undefined =>
  arn === undefined ? undefined : world.services.findLast((service) => service.arn === arn);

/** The cluster of exactly this ARN. */
export const clusterOfArn = (world: World, arn: string): Cluster | undefined =>
  world.clusters.find((cluster) => cluster.arn === arn);

/** The task of that id or ARN. */
export function findTask(world: World, idOrArn: string): Task | undefined {
  const id = nameIn(idOrArn);
  return world.tasks.find((task) => task.id === id);
}

/** The revision: `family` for the newest active one, `family:N`, or its ARN; whatever its status where it is named. */
export function findTaskDefinition(world: World, reference: string): TaskDefinition | undefined {
  const [family = '', revision] = (reference.startsWith('arn:') ? nameIn(reference) : reference).split(':');
  const revisions = world.taskDefinitions[family];
  if (revision !== undefined) return revisions?.[Number(revision) - 1];
  return revisions?.findLast(({ status }) => status === 'ACTIVE');
}

/**
 * The active revision that a service or task is to run.
 *
 * Throws ClientException where there is none or it is inactive.
 */
export function activeTaskDefinition(world: World, reference: string): TaskDefinition {
  const found = findTaskDefinition(world, reference);
  if (!found) throw new Fault('ClientException', 'TaskDefinition not found.');
  if (found.status !== 'ACTIVE') throw new Fault('ClientException', 'TaskDefinition is inactive');
  return found;
}

/** A task definition that something in the world refers to, and that is therefore there. */
export function taskDefinitionOf(world: World, arn: string): TaskDefinition {
  return there(findTaskDefinition(world, arn), arn);
}

/** A revision that something in the world refers to, and that is therefore there. */
export function revisionOf(world: World, arn: string): Revision {
  return there(
    world.revisions.find((revision) => revision.arn === arn),
    arn,
  );
}

/** The service deployment that brings a deployment out. */
export function serviceDeploymentOf(world: World, deployment: Deployment): ServiceDeployment {
  return there(
    world.serviceDeployments.find(({ arn }) => arn === deployment.serviceDeploymentArn),
    deployment.serviceDeploymentArn,
  );
}

/** The deployment that a service brings out now. */
export function primaryOf(service: Service): Deployment {
  return there(service.deployments[0], service.arn);
}

function there<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new Error(`The world has no ${name}.`);
  return found;
}
