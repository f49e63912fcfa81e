import type { Task } from '@aws-sdk/client-ecs';

/** Whether ECS is stopping a task, or has stopped it. */
export function isLeaving({ desiredStatus }: Task): boolean {
  return desiredStatus === 'STOPPED';
}

/** Whether a task is stopped. */
export function isGone({ lastStatus }: Task): boolean {
  return lastStatus === 'STOPPED' || lastStatus === 'DELETED';
}

/** The private address by which a task is a target. */
export function privateAddressOf({ attachments = [] }: Task): string | undefined {
  return attachments.flatMap(({ details = [] }) => details).find(({ name }) => name === 'privateIPv4Address')?.value;
}
