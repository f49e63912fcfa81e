import { valueAt, type JsonObject } from '@fargate-actions/documents';
import { momentInZone, momentOf } from './moment.ts';

/**
 * Whether a scheduled action will never act again: its one time is past, or its end, or the last year of its cron
 * expression. AWS forgets such an action, and would take it once more.
 *
 * @param now in milliseconds.
 */
export function isOver(fields: JsonObject, now: number): boolean {
  const text = (name: string): string | undefined => {
    const value = valueAt(fields, [name]);
    return typeof value === 'string' ? value : undefined;
  };
  const end = momentOf(text('endTime') ?? '');
  if (end !== undefined && end < now) return true;
  const [, kind, inner = ''] = /^\s*(at|cron)\((.*)\)\s*$/.exec(text('schedule') ?? '') ?? [];
  if (kind === 'at') {
    const at = momentInZone(inner, text('timezone') ?? 'UTC');
    return at !== undefined && at < now;
  }
  // A year and its ranges and lists; with `*` or steps there is always a later one.
  const years = kind === 'cron' ? (inner.trim().split(/\s+/)[5] ?? '') : '';
  if (!/^\d{4}([-,]\d{4})*$/.test(years)) return false;
  return Math.max(...years.split(/[-,]/).map(Number)) < new Date(now).getUTCFullYear();
}
