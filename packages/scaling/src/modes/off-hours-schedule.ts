import { didYouMean, valueAt, type Diagnostics, type Document, type Json } from '@fargate-actions/documents';
import { defaultName } from '../file/default-names.ts';
import type { WantedAction, WantedTarget } from '../file/wanted.ts';
import { timeZoneProblem } from '../rules/time-zone.ts';
import type { ScaledService } from '../scaled-service.ts';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * The scheduled actions that stop a service for the night and start it again: to limits of 0, and back to its own.
 *
 * `days` are those on which it is started. A stop that is before the start belongs to the next day.
 *
 * @param offHours `{ stop: "20:00", start: "07:00", days: mon-fri, timezone: Europe/Berlin }`; without days, every day;
 * without a zone, UTC.
 */
export function offHoursActions(
  offHours: Document,
  isProduction: boolean,
  service: ScaledService,
  target: Pick<WantedTarget, 'minCapacity' | 'maxCapacity'>,
  diagnostics: Diagnostics,
): WantedAction[] {
  if (isProduction) {
    diagnostics.error(
      offHours.at(),
      'scaling/off-hours-production',
      'A production environment has no off-hours: its users would find nothing there.',
      'Say `production: false` in the environment, or take `offHours` out.',
    );
    return [];
  }
  const stop = timeOf(offHours, 'stop', diagnostics);
  const start = timeOf(offHours, 'start', diagnostics);
  const days = daysOf(offHours, diagnostics);
  const timezone = zoneOf(offHours, diagnostics);
  if (!stop || !start || !days || timezone === undefined) return [];
  const isNextDay = minutesOf(stop) < minutesOf(start);
  if (minutesOf(stop) === minutesOf(start)) {
    diagnostics.error(
      offHours.at(['start']),
      'scaling/off-hours-time',
      'start of offHours is the same time as stop: whether the services sleep all day or never is not clear.',
      'Give two times, or take `offHours` out.',
    );
    return [];
  }
  const stopDays = isNextDay ? days.map((day) => (day + 1) % DAYS.length).toSorted((a, b) => a - b) : days;
  const action = (name: string, { hour, minute }: Time, on: readonly number[], capacity: Json): WantedAction => ({
    name: defaultName(service, `off-hours-${name}`),
    fields: { schedule: `cron(${minute} ${hour} ? * ${cronDays(on)} *)`, timezone, scalableTargetAction: capacity },
    document: offHours,
  });
  const { minCapacity, maxCapacity } = target;
  return [
    action('stop', stop, stopDays, { minCapacity: 0, maxCapacity: 0 }),
    action('start', start, days, { minCapacity, maxCapacity }),
  ];
}

interface Time {
  readonly hour: number;
  readonly minute: number;
}

function minutesOf({ hour, minute }: Time): number {
  return hour * 60 + minute;
}

function timeOf(offHours: Document, field: 'stop' | 'start', diagnostics: Diagnostics): Time | undefined {
  const value = valueAt(offHours.value, [field]);
  const [, hour, minute] = (typeof value === 'string' ? TIME.exec(value) : undefined) ?? [];
  if (hour !== undefined && minute !== undefined) return { hour: Number(hour), minute: Number(minute) };
  diagnostics.error(
    offHours.at([field]),
    'scaling/off-hours-time',
    `${field} of offHours is a time of day, and here is ${value === undefined ? 'none' : JSON.stringify(value)}.`,
    `Write \`${field}: "20:00"\`, with the quotation marks.`,
  );
  return undefined;
}

/** The days of the week, 0 is Sunday: `mon-fri`, `mon,wed`, `fri-mon`. */
function daysOf(offHours: Document, diagnostics: Diagnostics): number[] | undefined {
  const value = valueAt(offHours.value, ['days']);
  if (value === undefined) return DAYS.map((_, day) => day);
  const parts = typeof value === 'string' ? value.toLowerCase().split(',') : [''];
  const found = new Set<number>();
  for (const part of parts.map((text) => text.trim())) {
    const [from = '', to = from, ...more] = part.split('-').map((text) => text.trim());
    const [first, last] = [DAYS.indexOf(from), DAYS.indexOf(to)];
    if (first < 0 || last < 0 || more.length > 0) {
      const meant = didYouMean(first < 0 ? from : to, DAYS);
      diagnostics.error(
        offHours.at(['days']),
        'scaling/off-hours-days',
        `days of offHours can't be ${JSON.stringify(value)}.`,
        meant === undefined ? 'Write `days: mon-fri` or `days: mon,wed,fri`.' : `Did you mean ${meant}?`,
      );
      return undefined;
    }
    const length = (last - first + DAYS.length) % DAYS.length;
    for (let step = 0; step <= length; step++) found.add((first + step) % DAYS.length);
  }
  return [...found].toSorted((a, b) => a - b);
}

function zoneOf(offHours: Document, diagnostics: Diagnostics): string | undefined {
  const zone = valueAt(offHours.value, ['timezone']) ?? 'UTC';
  const problem = typeof zone === 'string' ? timeZoneProblem(zone) : { hint: 'Write a name such as Europe/Berlin.' };
  if (!problem && typeof zone === 'string') return zone;
  diagnostics.error(
    offHours.at(['timezone']),
    'scaling/time-zone',
    `${JSON.stringify(zone)} is the name of no IANA time zone.`,
    problem?.hint,
  );
  return undefined;
}

function cronDays(days: readonly number[]): string {
  if (days.length === DAYS.length) return '*';
  return days.map((day) => DAYS[day]?.toUpperCase() ?? '').join(',');
}
