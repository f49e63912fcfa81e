import { takeDue, type Due } from './agenda.ts';
import type { World } from './world.ts';

/**
 * Lets everything happen that is due by then, in the order of time.
 *
 * Same seed and same calls at the same moments: the same timeline, byte for byte.
 */
export function step(world: World, now: number): void {
  for (let entry = takeDue(world, now); entry; entry = takeDue(world, now)) {
    world.now = Math.max(world.now, entry.at);
    happen(world, entry.due);
  }
  world.now = Math.max(world.now, now);
}

function happen(_world: World, _due: Due): void {
  // Filled in with the ECS world.
}
