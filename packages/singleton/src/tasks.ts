import type { Observation, TaskSeen } from './observation.ts';
import type { SingletonTimings } from './timings.ts';

/**
 * Whether a task is surely gone: STOPPED is its last status for ever, so that even a stale read may be believed.
 *
 * One that ECS does not know is not known yet, or not any more; after the time that reads can be stale it is the latter.
 */
export function isGone(task: TaskSeen, at: number, { staleSeconds }: SingletonTimings): boolean {
  if (task.lastStatus === 'STOPPED') return true;
  return task.missingSince !== undefined && at - task.missingSince >= staleSeconds * 1000;
}

/** The tasks that are not STOPPED, among them those that stop: their container may still run. */
export function notStopped(tasks: readonly TaskSeen[]): TaskSeen[] {
  return tasks.filter(({ lastStatus }) => lastStatus !== 'STOPPED');
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
