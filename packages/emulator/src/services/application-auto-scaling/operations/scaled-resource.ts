import { Fault } from '../../../fault.ts';
import type { World } from '../../../world/world.ts';
import { page, type Page } from '../../paging.ts';
import { required, within } from '../../required.ts';

/** What every request of Application Auto Scaling says of the thing that is scaled. */
export interface ScaledResource {
  readonly ServiceNamespace?: string | undefined;
  readonly ResourceId?: string | undefined;
  readonly ScalableDimension?: string | undefined;
}

/** Whether Application Auto Scaling has learnt by now of what was made at this moment. */
export function isKnownSince(world: World, at: number): boolean {
  return world.now >= at + world.scenario.scalingLagSeconds * 1000;
}

/** @throws Fault unless the resource is a registered scalable target; policies and scheduled actions need one. */
export function registeredResource(world: World, input: ScaledResource): string {
  const namespace = required(input.ServiceNamespace, 'serviceNamespace');
  const resourceId = required(input.ResourceId, 'resourceId');
  const dimension = required(input.ScalableDimension, 'scalableDimension');
  const isRegistered = world.scalableTargets.some(
    (target) =>
      target.resourceId === resourceId &&
      target.serviceNamespace === namespace &&
      target.scalableDimension === dimension &&
      isKnownSince(world, target.createdAt),
  );
  if (isRegistered) return resourceId;
  throw new Fault(
    'ObjectNotFoundException',
    `No scalable target registered for service namespace: ${namespace}, resource ID: ${resourceId}, scalable dimension: ${dimension}`,
  );
}

/** @throws Fault of an object that is to be deleted and is not there. */
export function noSuch(what: string, name: string | undefined, input: ScaledResource): Fault {
  return new Fault(
    'ObjectNotFoundException',
    `No ${what} found for service namespace: ${String(input.ServiceNamespace)}, resource ID: ${String(input.ResourceId)}, ` +
      `scalable dimension: ${String(input.ScalableDimension)}, name: ${String(name)}`,
  );
}

interface PagedInput extends ScaledResource {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/**
 * A page of what belongs to the resource asked for, or to all of them.
 *
 * @param most how many a page of the operation may have.
 * @throws Fault ValidationException, also for a dimension without a resource. Source: API reference, DescribeScalingPolicies.
 */
export function pageOfResource<Item extends { readonly resourceId: string }>(
  world: World,
  all: readonly Item[],
  input: PagedInput,
  most: number,
): Page<Item> {
  const { ServiceNamespace, ResourceId, ScalableDimension } = input;
  required(ServiceNamespace, 'serviceNamespace');
  within(input.MaxResults, 'maxResults', [1, most]);
  if (ScalableDimension !== undefined && ResourceId === undefined)
    throw invalid('Resource ID must be specified when a scalable dimension is specified.');
  const found = all.filter(({ resourceId }) => ResourceId === undefined || resourceId === ResourceId);
  const isOurs =
    ServiceNamespace === 'ecs' && (ScalableDimension ?? 'ecs:service:DesiredCount') === 'ecs:service:DesiredCount';
  return page(isOurs ? found : [], {
    token: input.NextToken,
    size: input.MaxResults ?? Math.min(most, world.scenario.pageSize),
    badToken: () => new Fault('InvalidNextTokenException', 'The next token supplied was invalid.'),
  });
}

/** @throws Fault in the words of Application Auto Scaling. */
export function invalid(message: string): Fault {
  return new Fault('ValidationException', message);
}
