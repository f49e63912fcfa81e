import { plan } from '../../../world/agenda.ts';
import { lookSoon } from '../../ecs/behaviour/looks.ts';
import type { Service } from '../../ecs/model.ts';
import type { CallOrigin } from '../../ecs/origin.ts';
import { wish } from '../../ecs/origins.ts';
import type { ScalableTarget } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { beginScaling, resourceIdOf } from './activities.ts';

/** From a change of a target's limits to the new count: about a second, as seen in AWS. */
const TAKES_MS = 1000;

/** The limits of a target are new: its service's count is soon brought between them. */
export function boundSoon(world: World, target: ScalableTarget, origin: CallOrigin): void {
  plan(world, world.now + TAKES_MS, { kind: 'bounds', id: target.arn, origin });
}

/**
 * Brings the desired count of a target's service between the target's limits.
 *
 * This happens when a target is registered or registered again, whatever of it is given, and when a scheduled action sets
 * its limits; never by itself, and cooldowns have no part in it.
 * Source: API reference, RegisterScalableTarget; Application Auto Scaling user guide, "Scheduled scaling".
 */
export function bringWithinBounds(world: World, target: ScalableTarget, origin: CallOrigin): void {
  const service = scaledService(world, target.resourceId);
  if (!service) return;
  const { minCapacity, maxCapacity } = target;
  if (service.desiredCount < minCapacity)
    setDesiredCount(world, service, minCapacity, `minimum capacity was set to ${minCapacity}`, origin);
  else if (service.desiredCount > maxCapacity)
    setDesiredCount(world, service, maxCapacity, `maximum capacity was set to ${maxCapacity}`, origin);
}

/** Gives a service another desired count, as UpdateService would: no deployment comes of it. Gives the activity's id. */
export function setDesiredCount(
  world: World,
  service: Service,
  desiredCount: number,
  cause: string,
  origin: CallOrigin,
): string {
  wish(service, origin, desiredCount - service.desiredCount);
  service.desiredCount = desiredCount;
  service.hasSaidSteady = false;
  lookSoon(world, service.arn);
  return beginScaling(world, service, cause);
}

/** The active service of a resource id, `service/<cluster>/<service>`. */
export function scaledService(world: World, resourceId: string): Service | undefined {
  return world.services.find((service) => service.status === 'ACTIVE' && resourceIdOf(service) === resourceId);
}
