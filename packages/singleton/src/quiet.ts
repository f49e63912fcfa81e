import type { Service } from '@aws-sdk/client-ecs';
import type { Observation } from './observation.ts';
import type { SingletonTimings } from './timings.ts';

/** `(service amply-beat) has started 1 tasks: (task 1a2b3c).` Source: docs/reference/ecs.md, "Events". */
const STARTED = /has started \d+ tasks?/;

/**
 * The latest moment of AWS's clock at which something of a service started, as one description of it shows.
 *
 * One that shows desired 0 shows all that started before: nothing can start after that.
 *
 * @param ownDeployment a deployment that began together with desired 0: it starts nothing.
 */
export function lastStart({ events = [], deployments = [] }: Service, ownDeployment?: string): number {
  const times = [
    ...events.filter(({ message = '' }) => STARTED.test(message)),
    ...deployments.filter(({ id }) => id === undefined || id !== ownDeployment),
  ].map(({ createdAt }) => createdAt?.getTime() ?? Number.POSITIVE_INFINITY);
  return Math.max(0, ...times);
}

/**
 * Whether nothing of the service started in the two minutes before desired 0, by AWS's own times: then nothing can have
 * come up that a read hides which is only a little old.
 */
export function isQuiet({ memory, tasks, awsAt, at }: Observation, { quietSeconds }: SingletonTimings): boolean {
  const { drainedAt, lastStartAt } = memory;
  if (drainedAt === undefined || lastStartAt === undefined) return false;
  const ofTasks = tasks.flatMap(({ createdAt = 0, startedAt = 0 }) => [createdAt, startedAt]);
  // AWS's clock is at least at awsAt: desired 0 was accepted then or later.
  const drained = awsAt - (at - drainedAt);
  return Math.max(lastStartAt, ...ofTasks) <= drained - quietSeconds * 1000;
}

/** How long ago, in seconds, something must have changed to show in every read of the service. */
export function showsAfter(seen: Observation, timings: SingletonTimings): number {
  return isQuiet(seen, timings) ? timings.showsWhenQuietSeconds : timings.showsSeconds;
}
