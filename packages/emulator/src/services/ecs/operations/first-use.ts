import { Fault } from '../../../fault.ts';
import { newRole } from '../../iam/new-role.ts';
import type { TargetGroup } from '../../elastic-load-balancing/model.ts';
import type { Role } from '../../iam/model.ts';
import type { World } from '../../../world/world.ts';
import type { Cluster } from '../model.ts';

/**
 * What ECS refuses in an account, a cluster or a network that is new, and takes a little later.
 *
 * Source: docs/reference/ecs.md, "First use of an account". How long each lasts is the scenario's
 * `firstUse`.
 */

const SERVICE_LINKED_ROLE = 'AWSServiceRoleForECS';

const isPast = (world: World, at: number, seconds: number): boolean => world.now >= at + seconds * 1000;

/** The role with which ECS acts in the account: the first call that needs it makes it. */
function serviceLinkedRole(world: World): Role {
  const known = world.roles.find(({ name }) => name === SERVICE_LINKED_ROLE);
  if (known) return known;
  const role = newRole(world, SERVICE_LINKED_ROLE, 'ecs', '/aws-service-role/ecs.amazonaws.com/');
  world.roles.push(role);
  return role;
}

/** Throws InvalidParameterException while ECS can't assume its own role yet. */
export function assumeServiceLinkedRole(world: World): void {
  const { createdAt } = serviceLinkedRole(world);
  if (isPast(world, createdAt, world.scenario.firstUse.serviceLinkedRoleSeconds)) return;
  throw new Fault(
    'InvalidParameterException',
    'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
  );
}

/** Throws InvalidParameterException while the role that registers targets is too new: the given one, or ECS's own. */
export function assumeServiceRole(world: World, roleArn: string | undefined): void {
  const role =
    roleArn === undefined
      ? serviceLinkedRole(world)
      : world.roles.find(({ arn, name }) => arn === roleArn || name === roleArn);
  if (role && isPast(world, role.createdAt, world.scenario.firstUse.serviceRoleSeconds)) return;
  throw new Fault(
    'InvalidParameterException',
    'Unable to assume role and validate the specified targetGroupArn. Please verify that the ECS service role being passed has the proper permissions.',
  );
}

/** Whether ECS knows a cluster by now that it has created. */
export function isKnown(world: World, { createdAt }: Cluster): boolean {
  return createdAt === undefined || isPast(world, createdAt, world.scenario.firstUse.clusterSeconds);
}

/** Whether the cluster is still being created together with its capacity providers. */
export function isProvisioning(world: World, cluster: Cluster): boolean {
  return cluster.attaching?.since === cluster.createdAt && isAttaching(world, cluster);
}

function isAttaching(world: World, { attaching }: Cluster): boolean {
  return attaching !== undefined && !isPast(world, attaching.since, world.scenario.firstUse.capacityProvidersSeconds);
}

/** Throws while the cluster's capacity providers are being attached. */
export function checkNotAttaching(world: World, cluster: Cluster): void {
  if (!isAttaching(world, cluster)) return;
  if (isProvisioning(world, cluster)) throw new Fault('ClientException', 'Cluster was not ACTIVE.');
  const half = world.scenario.firstUse.capacityProvidersSeconds / 2;
  if (!isPast(world, cluster.attaching?.since ?? 0, half))
    throw new Fault('UpdateInProgressException', 'The cluster has an update in progress. Try again later.');
  throw new Fault('ResourceInUseException', 'The capacity providers of the cluster are in use by another update.');
}

/** Whether ECS sees by now that a target group has a load balancer. */
export function seesLoadBalancer(world: World, { loadBalancerArns }: TargetGroup): boolean {
  const { loadBalancerSeconds } = world.scenario.firstUse;
  return loadBalancerArns.some((arn) => {
    const balancer = world.loadBalancers.find((known) => known.arn === arn);
    return balancer === undefined || isPast(world, balancer.createdAt, loadBalancerSeconds);
  });
}
