import { plan } from '../../../world/agenda.ts';
import type { World } from '../../../world/world.ts';
import { serviceOfArn } from '../find.ts';
import type { Service } from '../model.ts';

/** Lets the scheduler look at a service at that moment, unless it will look earlier anyway. */
export function lookAt(world: World, service: Service, at: number): void {
  const moment = Math.max(Math.round(at), world.now);
  if (service.nextLookAt !== undefined && service.nextLookAt <= moment) return;
  service.nextLookAt = moment;
  plan(world, moment, { kind: 'service', id: service.arn });
}

/** Lets the scheduler react to something that happened to a service. */
export function lookSoon(world: World, serviceArn: string | undefined): void {
  const service = serviceOfArn(world, serviceArn);
  if (service) lookAt(world, service, world.now + world.scenario.timings.reactionSeconds * 1000);
}
