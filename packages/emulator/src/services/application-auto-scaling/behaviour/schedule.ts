import type { ScheduledAction } from '../model.ts';
import { nextCron, readCron } from './cron.ts';
import { momentOf } from './zoned-time.ts';

/** When something is to happen: `at(...)`, `rate(...)` or `cron(...)`, read. */
export type Schedule =
  | { readonly kind: 'once'; readonly at: number }
  | { readonly kind: 'every'; readonly everyMs: number }
  | { readonly kind: 'recurring'; readonly next: (after: number) => number | undefined };

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 24 * 3_600_000 } as const;

/** Reads a schedule of Application Auto Scaling; undefined where it is none. Source: API reference, PutScheduledAction. */
export function readSchedule(text: string, zone = 'UTC'): Schedule | undefined {
  const [, kind, inner = ''] = /^(at|rate|cron)\((.*)\)$/.exec(text) ?? [];
  if (kind === 'at') {
    const [year, month, day, hour, minute, second] =
      /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(inner)?.slice(1).map(Number) ?? [];
    if (year === undefined || month === undefined || day === undefined || hour === undefined) return undefined;
    if (minute === undefined || second === undefined) return undefined;
    // JavaScript takes 30 February for 2 March.
    const shown = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
    if (!shown.toISOString().startsWith(inner)) return undefined;
    return { kind: 'once', at: momentOf({ year, month, day, hour, minute, second }, zone) };
  }
  if (kind === 'rate') {
    const [, count, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(inner) ?? [];
    if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') return undefined;
    return { kind: 'every', everyMs: Number(count) * UNIT_MS[unit] };
  }
  const cron = kind === 'cron' ? readCron(inner) : undefined;
  return cron && { kind: 'recurring', next: (after) => nextCron(cron, after, zone) };
}

/**
 * When a scheduled action acts next after a moment, in milliseconds; undefined for never again.
 *
 * A recurring one acts at its start as well, whatever its expression says, and no more after its end.
 * Source: Application Auto Scaling user guide, "Schedule recurring scaling actions using cron expressions".
 */
export function nextAction(action: ScheduledAction, after: number): number | undefined {
  const { startAt, endAt = Infinity } = action;
  const schedule = readSchedule(action.schedule, action.timezone);
  if (!schedule) return undefined;
  if (schedule.kind === 'once') return schedule.at > after ? schedule.at : undefined;
  const at = startAt !== undefined && startAt > after ? startAt : nextOf(schedule, startAt ?? action.putAt, after);
  return at === undefined || at > endAt ? undefined : at;
}

function nextOf(schedule: Exclude<Schedule, { kind: 'once' }>, from: number, after: number): number | undefined {
  if (schedule.kind === 'recurring') return schedule.next(after);
  return from + (Math.floor((after - from) / schedule.everyMs) + 1) * schedule.everyMs;
}
