// A date with a time, perhaps of a zone; a blank in the place of the T is what YAML's own timestamps have.
const MOMENT =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d+)?)?(?<zone>Z|[+-]\d\d:?\d\d)?)?$/i;
const SECONDS = /^\d+(?:\.\d+)?$/;

/** No moment that anybody means lies behind it: a number beyond is one of milliseconds. */
const LAST_SECOND = Date.UTC(2200, 0) / 1000;

/**
 * The moment that a text means, in milliseconds: ISO 8601, without a zone in UTC as the AWS CLI reads it, wherever the
 * runner stands; or seconds since 1970, as DescribeScheduledActions answers them. Undefined of what is none: a day that
 * its month has not, above all.
 */
export function momentOf(text: string): number | undefined {
  if (SECONDS.test(text)) return Number(text) < LAST_SECOND ? Number(text) * 1000 : undefined;
  const { year, month, day, hour = '0', minute = '0', second = '0', zone = 'Z' } = MOMENT.exec(text)?.groups ?? {};
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number);
  if (y === undefined || mo === undefined || d === undefined || h === undefined || mi === undefined) return undefined;
  const local = Date.UTC(y, mo - 1, d, h, mi, s);
  const is = new Date(local);
  // An overflow goes on in the next unit: 30 February would be 2 March.
  if (is.getUTCMonth() !== mo - 1 || is.getUTCDate() !== d || is.getUTCHours() !== h || is.getUTCMinutes() !== mi) {
    return undefined;
  }
  return local - offsetOf(zone);
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000 * (sign === '-' ? -1 : 1);
}

/** The moment at which clocks of a zone show a time, in milliseconds; of a time that comes twice, either. */
export function momentInZone(time: string, zone: string): number | undefined {
  const inUtc = momentOf(`${time}Z`);
  if (inUtc === undefined) return undefined;
  const first = inUtc - clockAhead(inUtc, zone);
  return inUtc - clockAhead(first, zone);
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function clockAhead(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(moment / 1000) * 1000;
}
