/** The fields of a cron expression that can be followed here. */
interface Cron {
  /** In order. */
  readonly minutesOfDay: readonly number[];
  /** A day as UTC has it. */
  readonly isOn: (day: Date) => boolean;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Once a month is the rarest that is usual. */
const LOOKS_BACK_DAYS = 31;

/**
 * When a schedule acts, in milliseconds and in order: from one moment to before another, and last before the first of them.
 *
 * Undefined where that can't be told: what `rate(...)` counts from is only known to AWS, and the forms of cron with `L`, `W`
 * and `#` are not followed.
 *
 * Source: API reference of Application Auto Scaling, PutScheduledAction: six fields, days of the week from 1, Sunday.
 *
 * @param zone an IANA time zone. What its clocks skip in spring comes later by what they skip.
 */
export function momentsOf(schedule: string, zone: string, from: number, until: number): number[] | undefined {
  const cron = readCron(cronOf(schedule.trim()));
  if (!cron) return undefined;
  // As the clocks of the zone show them: a zone is never a whole day from UTC.
  const shown: number[] = [];
  for (let day = startOfDay(from) - LOOKS_BACK_DAYS * DAY_MS; day < until + DAY_MS; day += DAY_MS) {
    if (!cron.isOn(new Date(day))) continue;
    for (const minute of cron.minutesOfDay) shown.push(day + minute * MINUTE_MS);
  }
  const before = shown.findLastIndex((at) => at < from - DAY_MS);
  const moment = clocksOf(zone);
  return shown
    .slice(Math.max(0, before))
    .map(moment)
    .filter((at) => at < until);
}

/** The fields of `cron(...)`; of `at(...)`, those that are met once. */
function cronOf(schedule: string): string {
  const [, year, month, day, hour, minute] = /^at\((\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):\d\d\)$/.exec(schedule) ?? [];
  if (year !== undefined) return [minute, hour, day, month, '?', year].join(' ');
  return /^cron\((.*)\)$/.exec(schedule)?.[1] ?? '';
}

function readCron(expression: string): Cron | undefined {
  const [minute = '', hour = '', dayOfMonth = '', month = '', weekday = '', year = ''] = expression
    .trim()
    .toUpperCase()
    .split(/\s+/);
  const minutes = numbersOf(minute, 0, 59);
  const hours = numbersOf(hour, 0, 23);
  const days = numbersOf(dayOfMonth, 1, 31);
  const months = numbersOf(month, 1, 12, MONTHS);
  const weekdays = numbersOf(weekday, 1, 7, WEEKDAYS);
  const years = numbersOf(year, 1970, 2199);
  if (!minutes || !hours || !days || !months || !weekdays || !years) return undefined;
  return {
    minutesOfDay: hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute)).toSorted((a, b) => a - b),
    isOn: (day) =>
      days.includes(day.getUTCDate()) &&
      months.includes(day.getUTCMonth() + 1) &&
      weekdays.includes(day.getUTCDay() + 1) &&
      years.includes(day.getUTCFullYear()),
  };
}

/** What a field stands for: a list of values, ranges and steps; undefined where it is none. */
function numbersOf(field: string, least: number, most: number, words: readonly string[] = []): number[] | undefined {
  if (field === '?') return numbersOf('*', least, most);
  const numberOf = (text: string): number => (words.includes(text) ? words.indexOf(text) + least : Number(text || NaN));
  const parts = field.split(',').map((part) => {
    const [range = '', step] = part.split('/');
    const [from = NaN, to = step === undefined ? from : most] =
      range === '*' ? [least, most] : range.split('-').map(numberOf);
    const by = Number(step ?? 1);
    if (!(from >= least && to <= most && by >= 1)) return undefined;
    // MON-FRI, and FRI-MON as well.
    const length = from <= to ? to - from : to - from + most - least + 1;
    return Array.from({ length: Math.floor(length / by) + 1 }, (_, index) => {
      const value = from + index * by;
      return value > most ? value - most + least - 1 : value;
    });
  });
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

const startOfDay = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;

/** Tells of what the clocks of a zone show when that is. */
function clocksOf(zone: string): (shown: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsetMs = (at: number): number => {
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = 0, minutes = 0] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  };
  return (shown) => shown - offsetMs(shown - offsetMs(shown));
}
