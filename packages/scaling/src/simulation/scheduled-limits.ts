import { valueAt, type JsonObject } from '@fargate-actions/documents';
import type { WantedAction } from '../file/wanted.ts';
import { momentsOf } from './cron-moments.ts';
import type { Window } from './minutes.ts';
import { PERIOD_SECONDS } from './policy-metric.ts';
import type { LimitChange } from './simulate.ts';

/** What scheduled actions do to the limits of a target. */
export interface ScheduledLimits {
  /** In the order of time. */
  readonly changes: readonly LimitChange[];
  /** Actions of which it can't be told when they would have acted. */
  readonly unknown: number;
}

const MINUTE_MS = PERIOD_SECONDS * 1000;

/** What the actions of a file would have done to the limits, if it had been there all the time. */
export function scheduledLimits(actions: readonly Pick<WantedAction, 'fields'>[], window: Window): ScheduledLimits {
  const untilMs = window.startAt + window.minutes * MINUTE_MS;
  const each = actions.map(({ fields }) => {
    const { schedule, timezone, startTime, endTime } = fields;
    const zone = typeof timezone === 'string' ? timezone : 'UTC';
    const moments = typeof schedule === 'string' ? momentsOf(schedule, zone, window.startAt, untilMs) : undefined;
    const [first, last] = [timeOf(startTime) ?? -Infinity, timeOf(endTime) ?? Infinity];
    return moments
      ?.filter((at) => at >= first && at <= last)
      .map((at) => ({ minute: Math.floor((at - window.startAt) / MINUTE_MS), ...limitsOf(fields) }));
  });
  const known = each.filter((changes) => changes !== undefined);
  return { changes: known.flat().toSorted((a, b) => a.minute - b.minute), unknown: each.length - known.length };
}

function limitsOf(fields: JsonObject): Omit<LimitChange, 'minute'> {
  const [min, max] = ['minCapacity', 'maxCapacity'].map((field) => valueAt(fields, ['scalableTargetAction', field]));
  return {
    ...(typeof min === 'number' && { minTasks: min }),
    ...(typeof max === 'number' && { maxTasks: max }),
  };
}

function timeOf(text: unknown): number | undefined {
  return typeof text === 'string' ? Date.parse(text) : undefined;
}
