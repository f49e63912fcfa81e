import type { MetricPoint } from '@fargate-actions/aws';
import { PERIOD_SECONDS } from './policy-metric.ts';

const PERIOD_MILLISECONDS = PERIOD_SECONDS * 1000;

/** A stretch of time, in whole minutes. */
export interface Window {
  /** In milliseconds since the epoch; a whole minute. */
  readonly startAt: number;
  readonly minutes: number;
}

/** The last hours before a moment, up to the minute that has not ended yet. */
export function lastHours(hours: number, now: number): Window {
  const minutes = hours * 60;
  const endAt = Math.floor(now / PERIOD_MILLISECONDS) * PERIOD_MILLISECONDS;
  return { startAt: endAt - minutes * PERIOD_MILLISECONDS, minutes };
}

/** A value for every minute; undefined where there is no point. */
export function byMinute(points: readonly MetricPoint[], { startAt, minutes }: Window): (number | undefined)[] {
  const values = Array.from<number | undefined>({ length: minutes });
  for (const { at, value } of points) {
    const minute = Math.floor((at - startAt) / PERIOD_MILLISECONDS);
    if (minute >= 0 && minute < minutes) values[minute] = value;
  }
  return values;
}

/** CloudWatch gets a minute late now and then; what is missing for longer did not run. */
const LONGEST_GAP_MINUTES = 3;

/**
 * The tasks in every minute, of a metric that has no points while none runs.
 *
 * Source: ECS developer guide, "Amazon ECS CloudWatch metrics": "if a service has no running tasks, no metrics".
 */
export function tasksByMinute(counts: readonly (number | undefined)[]): number[] {
  let seen = { count: 0, minute: -Infinity };
  return counts.map((count, minute) => {
    if (count !== undefined) seen = { count: Math.round(count), minute };
    return minute - seen.minute <= LONGEST_GAP_MINUTES ? seen.count : 0;
  });
}
