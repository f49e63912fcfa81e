import { expect, test } from '@jest/globals';
import { momentsOf } from './cron-moments.ts';

const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

/** When a schedule acts from one midnight to another, and last before, in UTC. */
function moments(schedule: string, zone: string, from: string, until: string): string[] | undefined {
  const [first, last] = [from, until].map((day) => Date.parse(`${day}T00:00:00Z`));
  const found = momentsOf(schedule, zone, first ?? NaN, last ?? NaN);
  const before = found?.findLastIndex((at) => at < (first ?? NaN)) ?? 0;
  return found?.slice(Math.max(0, before)).map(iso);
}

// 23 November 2026 is a Monday.
test.each([
  {
    what: 'every working day',
    schedule: 'cron(0 20 ? * MON-FRI *)',
    expected: ['2026-11-20T20:00', '2026-11-23T20:00', '2026-11-24T20:00'],
  },
  {
    what: 'in a zone',
    schedule: 'cron(30 7 * * ? *)',
    zone: 'Europe/Berlin',
    expected: ['2026-11-22T06:30', '2026-11-23T06:30', '2026-11-24T06:30'],
  },
  {
    what: 'in a zone of another day',
    schedule: 'cron(0 8 ? * TUE *)',
    zone: 'Pacific/Auckland',
    expected: ['2026-11-16T19:00', '2026-11-23T19:00'],
  },
  {
    what: 'by the number of the day',
    schedule: 'cron(0 6 ? * 2 *)',
    expected: ['2026-11-16T06:00', '2026-11-23T06:00'],
  },
  {
    what: 'in a list, not in order',
    schedule: 'cron(0 18,6 ? * mon *)',
    expected: ['2026-11-16T18:00', '2026-11-23T06:00', '2026-11-23T18:00'],
  },
  {
    what: 'in steps',
    schedule: 'cron(0 0/12 ? * SAT-MON *)',
    expected: ['2026-11-22T12:00', '2026-11-23T00:00', '2026-11-23T12:00'],
  },
  { what: 'on a day of the month', schedule: 'cron(0 0 24 11 ? 2025-2026)', expected: ['2026-11-24T00:00'] },
  { what: 'once a month', schedule: 'cron(5 0 1 * ? *)', expected: ['2026-11-01T00:05'] },
  { what: 'once', schedule: 'at(2026-11-23T12:00:00)', zone: 'Asia/Kolkata', expected: ['2026-11-23T06:30'] },
  { what: 'never in these years', schedule: 'cron(0 0 * * ? 2024)', expected: [] },
])('$what: $schedule', ({ schedule, zone = 'UTC', expected }) => {
  expect(moments(schedule, zone, '2026-11-23', '2026-11-25')).toEqual(expected);
});

test('the clocks of a zone are turned with summer time', () => {
  const found = moments('cron(30 2 * * ? *)', 'Europe/Berlin', '2026-03-28', '2026-03-31');
  expect(found).toEqual(['2026-03-27T01:30', '2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30']);
});

test.each(['rate(2 hours)', 'cron(0 20 L * ? *)', 'cron(0 20 ? * FRI#2 *)', 'cron(0 20 15W * ? *)', 'nonsense'])(
  'what is not followed is not guessed: %s',
  (schedule) => {
    expect(moments(schedule, 'UTC', '2026-11-23', '2026-11-24')).toBeUndefined();
  },
);
