import type { Task, TaskStopCode } from '@aws-sdk/client-ecs';
import type { TimedEvent } from './deployment-facts.ts';

/** How a task was stopped: moments in milliseconds of AWS's clock. */
export interface StopTimes {
  /** ECS began to stop it: its targets drain from here. */
  readonly begunAt: number;
  /** Its containers get SIGTERM. */
  readonly drainedAt: number;
  /** Undefined while it is not STOPPED. */
  readonly endedAt: number | undefined;
  /** A container did not end by itself, and was killed so long after SIGTERM. */
  readonly killedAfterSeconds: number | undefined;
}

/** Nobody answers any more where a task ended by itself, and nobody did yet where it never started. */
const WITHOUT_DRAINING: ReadonlySet<TaskStopCode> = new Set([
  'EssentialContainerExited',
  'TaskFailedToStart',
  'SpotInterruption',
]);

/** ECS's moments are rounded, and it does one thing after the other. */
const TOLERANCE_MS = 2000;

/** 128 + SIGKILL. */
const KILLED = 137;

/**
 * When a task drained and stopped; undefined for one that nobody stops.
 *
 * ECS documents `stoppingAt` as the time of "the transition from RUNNING to STOPPING", which leaves open whether the
 * draining lies before or behind it. The event that names the task tells when it was begun; where that is gone, the
 * length of what follows shows which of both it is.
 */
export function stopTimesOf(task: Task, events: readonly TimedEvent[], drainSeconds: number): StopTimes | undefined {
  const [stoppingAt, executionStoppedAt, endedAt] = [task.stoppingAt, task.executionStoppedAt, task.stoppedAt].map(
    (time) => time?.getTime(),
  );
  const told = task.desiredStatus === 'STOPPED' ? toldAt(task, events) : undefined;
  const marks = [told, stoppingAt, executionStoppedAt, endedAt].filter((mark) => mark !== undefined);
  if (marks.length === 0) return undefined;
  const first = Math.min(...marks);
  const over = executionStoppedAt ?? endedAt;
  const delay = drains(task) ? drainSeconds * 1000 : 0;
  const isAllBehind = over === undefined || over - first >= delay - TOLERANCE_MS;
  const started = task.startedAt?.getTime() ?? first;
  const begunAt = told !== undefined || isAllBehind ? first : Math.min(first, Math.max(first - delay, started));
  const drainedAt = drainedBy(begunAt, delay, stoppingAt, over);
  return { begunAt, drainedAt, endedAt, killedAfterSeconds: killedAfter(task, drainedAt) };
}

function drainedBy(begunAt: number, delay: number, stoppingAt: number | undefined, over: number | undefined): number {
  if (delay === 0) return begunAt;
  if (
    stoppingAt !== undefined &&
    stoppingAt > begunAt + TOLERANCE_MS &&
    stoppingAt <= begunAt + delay + TOLERANCE_MS * 10
  )
    return stoppingAt;
  return Math.max(begunAt, Math.min(begunAt + delay, over ?? Number.POSITIVE_INFINITY));
}

function drains({ startedAt, stopCode }: Task): boolean {
  return startedAt !== undefined && (stopCode === undefined || !WITHOUT_DRAINING.has(stopCode));
}

/** `(service X) has stopped 2 running tasks: (task A) (task B).` */
function toldAt({ taskArn }: Task, events: readonly TimedEvent[]): number | undefined {
  const id = taskArn?.split('/').at(-1);
  if (!id) return undefined;
  const found = events.filter(
    ({ message }) => message.includes('has stopped') && message.split(/[^\w-]+/).includes(id),
  );
  return found.length > 0 ? Math.min(...found.map(({ at }) => at)) : undefined;
}

function killedAfter({ containers = [], executionStoppedAt }: Task, drainedAt: number): number | undefined {
  const isKilled = containers.some(
    ({ exitCode, reason }) => exitCode === KILLED && !(reason ?? '').includes('OutOfMemory'),
  );
  if (!isKilled || !executionStoppedAt) return undefined;
  return Math.max(0, executionStoppedAt.getTime() - drainedAt) / 1000;
}
