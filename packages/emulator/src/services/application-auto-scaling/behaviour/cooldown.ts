import type { World } from '../../../world/world.ts';

/**
 * Whether the cooldown of a scaling activity goes on: it begins when the activity is completed, and until then nothing that
 * it holds back begins either.
 *
 * Source: Application Auto Scaling user guide, "Cooldown period"; API reference, ScaleInCooldown.
 */
export function isCooling(world: World, activityId: string, cooldownSeconds: number): boolean {
  const activity = world.scalingActivities.findLast(({ id }) => id === activityId);
  if (!activity) return false;
  return activity.endedAt === undefined || world.now - activity.endedAt < cooldownSeconds * 1000;
}
