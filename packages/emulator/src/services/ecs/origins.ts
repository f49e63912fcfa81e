import type { Caller } from '../../world/operation.ts';
import { secondsOf, type World } from '../../world/world.ts';
import type { Deployment, Service, Task } from './model.ts';
import type { CallOrigin, LossCause, Origin } from './origin.ts';

/** A call as the origin of what it has started. */
export const byCall = (world: World, operation: string, { userArn }: Caller): CallOrigin => ({
  kind: 'call',
  operation,
  caller: userArn,
  at: secondsOf(world),
});

/** A call makes a service want more tasks, or fewer. */
export function wish(service: Service, origin: CallOrigin, more: number): void {
  if (more > 0) service.deployments[0]?.wishes.push({ origin, count: more });
}

/** Nothing is missing: wishes are fulfilled or taken back, and no task that is gone is replaced any more. */
export function settleWishes(world: World, deployment: Deployment): void {
  deployment.wishes = [];
  for (const task of world.tasks)
    if (task.startedBy === deployment.id && task.desiredStatus === 'STOPPED') task.isReplaced = true;
}

/** Notes why a task is lost that its service did not want to lose; the first cause stays. */
export function noteLoss(task: Task, loss: LossCause | CallOrigin): void {
  task.loss ??= loss;
}

/**
 * The origin of a deployment's next task: a call's wish that is still open, or else the loss of a task that it replaces.
 *
 * What replaces a task that somebody's call stopped is started by that call. What replaces a task that never ran does what
 * that one was to do: its origin stays.
 */
export function nextOrigin(world: World, deployment: Deployment): Origin {
  const open = deployment.wishes.find(({ count }) => count > 0);
  if (open) {
    open.count--;
    return open.origin;
  }
  const lost = world.tasks.find(
    (task) => task.startedBy === deployment.id && !task.isReplaced && (task.loss ?? task.leaves) !== undefined,
  );
  const at = secondsOf(world);
  if (!lost) return { kind: 'replacement', why: 'ended', at };
  lost.isReplaced = true;
  const loss = lost.loss ?? lost.leaves?.why ?? 'ended';
  if (typeof loss === 'object') return loss;
  if (lost.startedAt === undefined) return lost.origin;
  return { kind: 'replacement', of: lost.id, why: loss, at };
}
