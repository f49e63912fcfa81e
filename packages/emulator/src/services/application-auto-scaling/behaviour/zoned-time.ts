/** A moment on the wall clocks of a zone; months count from 1. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of an IANA zone show at this moment of the world, in milliseconds. */
export function localTime(at: number, zone: string): LocalTime {
  const known = formats.get(zone);
  const format =
    known ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  if (!known) formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

const DAY_MS = 24 * 3_600_000;

/**
 * When the clocks of an IANA zone show this, in milliseconds.
 *
 * What they show twice, as summer time ends, is taken once, the first time. What they skip as it begins comes as much later
 * as they skip. AWS says no more than that a schedule adjusts to daylight saving time by itself.
 */
export function momentOf(local: LocalTime, zone: string): number {
  const shown = asUtc(local);
  if (zone === 'UTC') return shown;
  const [before, after] = [offsetMs(shown - DAY_MS, zone), offsetMs(shown + DAY_MS, zone)];
  const moments = [shown - before, shown - after].filter((moment) => offsetMs(moment, zone) === shown - moment);
  return moments.length > 0 ? Math.min(...moments) : shown - before;
}

/** How far the clocks of a zone are ahead of UTC. */
export function offsetMs(at: number, zone: string): number {
  return zone === 'UTC' ? 0 : asUtc(localTime(at, zone)) - Math.floor(at / 1000) * 1000;
}

const asUtc = ({ year, month, day, hour, minute, second }: LocalTime): number =>
  Date.UTC(year, month - 1, day, hour, minute, second);
