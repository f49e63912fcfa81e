import { localTime, momentOf, offsetMs } from './zoned-time.ts';

/** A cron expression, read. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly isInMonth: (month: number) => boolean;
  readonly isInYear: (year: number) => boolean;
  readonly lastYear: number;
  readonly isDay: (day: Day) => boolean;
}

/** A day of the calendar; months count from 1. */
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** They count from 1. */
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const LAST_YEAR = 2199;

/**
 * Reads the six fields of AWS's cron: minutes, hours, day of month, month, day of week, year; undefined where they are not.
 *
 * Source: Amazon EventBridge user guide, "Cron expressions reference", to which Application Auto Scaling's points.
 */
export function readCron(text: string): Cron | undefined {
  const [minute = '', hour = '', dayOfMonth = '', month = '', weekday = '', year = '', ...more] = text
    .toUpperCase()
    .split(' ');
  const minutes = numbersOf(minute, 0, 59);
  const hours = numbersOf(hour, 0, 23);
  const months = numbersOf(month, 1, 12, MONTHS);
  const years = numbersOf(year, 1970, LAST_YEAR);
  const isOneOfTwo = (dayOfMonth === '?') !== (weekday === '?');
  const isDay = weekday === '?' ? dayOfMonthRule(dayOfMonth) : weekdayRule(weekday);
  if (!minutes || !hours || !months || !years || !isDay || !isOneOfTwo || more.length > 0) return undefined;
  return {
    minutes,
    hours,
    isInMonth: (value) => months.includes(value),
    isInYear: (value) => years.includes(value),
    lastYear: years.at(-1) ?? 0,
    isDay,
  };
}

/** A list of values, ranges and steps, in order; undefined where it is none. */
function numbersOf(text: string, least: number, most: number, words: readonly string[] = []): number[] | undefined {
  const found = new Set<number>();
  const numberOf = (word: string): number => (words.includes(word) ? words.indexOf(word) + 1 : Number(word || NaN));
  for (const part of text.split(',')) {
    const [range = '', step, ...more] = part.split('/');
    const ends = range === '*' ? [least, most] : range.split('-').map(numberOf);
    const [from = NaN, to = step === undefined ? from : most] = ends;
    const by = step === undefined ? 1 : Number(step);
    const isRight = [from, to].every((end) => Number.isInteger(end) && end >= least && end <= most);
    if (!isRight || ends.length > 2 || more.length > 0 || !Number.isInteger(by) || by < 1) return undefined;
    // A range may go over the end: FRI-MON.
    const length = to >= from ? to - from : most - least + 1 - (from - to);
    for (let place = 0; place <= length; place += by) found.add(least + ((from - least + place) % (most - least + 1)));
  }
  return [...found].sort((one, other) => one - other);
}

type DayRule = ((day: Day) => boolean) | undefined;

/** `5`, `1-7`, `L` for the last day, `L-2`, `LW` for the last weekday, `15W` for the weekday that is nearest to the 15th. */
function dayOfMonthRule(text: string): DayRule {
  const [, before] = /^L(?:-(\d+))?$/.exec(text) ?? [];
  if (text === 'L' || before !== undefined) return (day) => day.day === daysIn(day) - Number(before ?? 0);
  const [, nearest] = /^(\d+|L)W$/.exec(text) ?? [];
  if (nearest !== undefined)
    return (day) => day.day === nearestWeekday(day, nearest === 'L' ? daysIn(day) : Number(nearest));
  const days = numbersOf(text, 1, 31);
  return days && (({ day }) => days.includes(day));
}

/** `MON-FRI`, `2`, `L` for Saturday, `6L` for the month's last Friday, `6#3` for its third. */
function weekdayRule(text: string): DayRule {
  const [, word = '', last, which] = /^([1-7]|[A-Z]{3})(?:(L)|#([1-5]))$/.exec(text) ?? [];
  if (last === undefined && which === undefined) {
    const days = numbersOf(text === 'L' ? 'SAT' : text, 1, 7, WEEKDAYS);
    return days && ((day) => days.includes(weekdayOf(day)));
  }
  const [wanted] = numbersOf(word, 1, 7, WEEKDAYS) ?? [];
  if (wanted === undefined) return undefined;
  return (day) =>
    weekdayOf(day) === wanted &&
    (last === undefined ? Math.ceil(day.day / 7) === Number(which) : day.day + 7 > daysIn(day));
}

const daysIn = ({ year, month }: Day): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** From 1, Sunday. */
const weekdayOf = ({ year, month, day }: Day): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;

/** The weekday that is nearest to a day, within its month. */
function nearestWeekday(month: Day, day: number): number {
  const weekday = weekdayOf({ ...month, day });
  if (weekday === 7) return day > 1 ? day - 1 : day + 2;
  if (weekday === 1) return day < daysIn(month) ? day + 1 : day - 2;
  return day;
}

/** Nobody waits longer for a 29 February that is a Monday. */
const LOOKS_AHEAD_YEARS = 40;
/** More than any clock has ever been turned at once. */
const MOST_TURNED_MS = 3 * 3_600_000;

/** The first moment after this one, in milliseconds, at which a cron expression has something happen; undefined for never. */
export function nextCron(cron: Cron, after: number, zone: string): number | undefined {
  const today = localTime(after, zone);
  const offset = offsetMs(after, zone);
  const lastYear = Math.min(cron.lastYear, today.year + LOOKS_AHEAD_YEARS);
  for (let ahead = 0; ; ahead++) {
    const date = new Date(Date.UTC(today.year, today.month - 1, today.day + ahead));
    const day = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    if (day.year > lastYear) return undefined;
    if (!cron.isInYear(day.year) || !cron.isInMonth(day.month) || !cron.isDay(day)) continue;
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) {
        const about = Date.UTC(day.year, day.month - 1, day.day, hour, minute) - offset;
        if (about < after - MOST_TURNED_MS) continue;
        const moment = momentOf({ ...day, hour, minute, second: 0 }, zone);
        if (moment > after) return moment;
      }
    }
  }
}
