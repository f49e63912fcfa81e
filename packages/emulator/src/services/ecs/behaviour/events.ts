import { uuid } from '../../../world/random.ts';
import type { World } from '../../../world/world.ts';
import type { Service } from '../model.ts';

const MOST_EVENTS = 100;
const SUPPRESSED_MS = 6 * 3600 * 1000;

/** Puts an event before a service's others, in ECS's words. Source: reference/ecs-facts.md, "Texts that ECS writes". */
export function tell(world: World, service: Service, message: string): void {
  service.events.unshift({ id: uuid(world), at: world.now, message: `(service ${service.name}) ${message}` });
  if (service.events.length > MOST_EVENTS) service.events.pop();
}

/** The same, unless the service said it within the last 6 h: for what would be said at every look. */
export function tellOnce(world: World, service: Service, message: string): void {
  const text = `(service ${service.name}) ${message}`;
  const isKnown = service.events.some((event) => event.message === text && world.now - event.at < SUPPRESSED_MS);
  if (!isKnown) tell(world, service, message);
}

/** `(task A) (task B)`, as events list tasks. */
export function named(tasks: readonly { readonly id: string }[]): string {
  return tasks.map(({ id }) => `(task ${id})`).join(' ');
}
