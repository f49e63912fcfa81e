import type { Observation, TaskSeen } from './observation.ts';

/** Whether a task is surely gone: what has STOPPED never runs again, so that even a stale read may be believed. */
export function isGone({ lastStatus }: TaskSeen): boolean {
  return lastStatus === 'STOPPED' || lastStatus === 'DELETED';
}

/** The tasks that are not gone, among them those that stop: their container may still run. */
export function notStopped(tasks: readonly TaskSeen[]): TaskSeen[] {
  return tasks.filter((task) => !isGone(task));
}

/** Beat tasks of nobody's that are not STOPPED. */
export function aliveStrays({ strays }: Pick<Observation, 'strays'>): TaskSeen[] {
  return notStopped(strays);
}

/** Other services that run beat, or are about to. */
export function beatServices({ otherServices }: Observation): Observation['otherServices'] {
  return otherServices.filter(({ running, desired }) => running > 0 || desired > 0);
}

/** `1a2b3c`: the id at the end of a task's ARN. */
export function taskId({ arn }: Pick<TaskSeen, 'arn'>): string {
  return arn.split('/').at(-1) ?? arn;
}
