import { plan } from '../../../world/agenda.ts';
import type { ScalableTarget, ScheduledAction } from '../model.ts';
import { secondsOf, type World } from '../../../world/world.ts';
import { noteActivity } from './activities.ts';
import { bringWithinBounds } from './capacity.ts';
import { nextAction, readSchedule } from './schedule.ts';

/** Puts the next time at which an action acts on the agenda, if there is one. */
export function planAction(world: World, action: ScheduledAction): void {
  const at = nextAction(action, world.now);
  delete action.nextAt;
  if (at === undefined) return;
  action.nextAt = at;
  plan(world, at, { kind: 'scheduled-action', id: action.arn });
}

/**
 * Lets a scheduled action act: it sets its target's limits, and the count is brought between them at once.
 *
 * What falls into a suspension is not made up for, and an action of one time is gone when its time is.
 * Source: Application Auto Scaling user guide, "Scheduled scaling" and "Suspending and resuming scaling".
 */
export function letAct(world: World, action: ScheduledAction): void {
  const target = world.scalableTargets.find(({ resourceId }) => resourceId === action.resourceId);
  if (target && !target.suspendedState.ScheduledScalingSuspended) setLimits(world, target, action);
  if (readSchedule(action.schedule)?.kind === 'once')
    world.scheduledActions.splice(world.scheduledActions.indexOf(action), 1);
  else planAction(world, action);
}

function setLimits(world: World, target: ScalableTarget, action: ScheduledAction): void {
  const { minCapacity = target.minCapacity, maxCapacity = target.maxCapacity } = action;
  const what = [
    ...(action.minCapacity === undefined ? [] : [`min capacity to ${minCapacity}`]),
    ...(action.maxCapacity === undefined ? [] : [`max capacity to ${maxCapacity}`]),
  ].join(' and ');
  const isPossible = minCapacity <= maxCapacity;
  noteActivity(world, {
    resourceId: target.resourceId,
    description: `Setting ${what}`,
    cause: `scheduled action name ${action.name} was triggered`,
    statusCode: isPossible ? 'Successful' : 'Failed',
    statusMessage: isPossible
      ? `Successfully set ${what}`
      : `Failed to set ${what}. Reason: Maximum capacity cannot be less than minimum capacity`,
  });
  if (!isPossible) return;
  target.minCapacity = minCapacity;
  target.maxCapacity = maxCapacity;
  const origin = {
    kind: 'call',
    operation: 'PutScheduledAction',
    caller: action.putBy,
    at: secondsOf(world),
  } as const;
  bringWithinBounds(world, target, origin);
}
