import { expect, test } from '@jest/globals';

import type { ScheduledAction } from '../model.ts';
import { nextAction, readSchedule } from './schedule.ts';

/** The next times in UTC, to the minute, from a moment on. */
function times(schedule: string, from: string, count: number, changes: Partial<ScheduledAction> = {}): string[] {
  const action: ScheduledAction = {
    arn: 'arn',
    name: 'night',
    resourceId: 'service/prod/web',
    createdAt: Date.parse(from),
    putAt: Date.parse(from),
    putBy: 'us',
    schedule,
    ...changes,
  };
  const found: string[] = [];
  let at: number | undefined = Date.parse(from);
  while (found.length < count && (at = nextAction(action, at)) !== undefined)
    found.push(new Date(at).toISOString().slice(0, 16));
  return found;
}

// 23 November 2026 is a Monday.
test.each([
  {
    name: 'working days',
    schedule: 'cron(0 20 ? * MON-FRI *)',
    from: '2026-11-26T12:00:00Z',
    at: ['2026-11-26T20:00', '2026-11-27T20:00', '2026-11-30T20:00'],
  },
  {
    name: 'days of the week count from 1, Sunday',
    schedule: 'cron(30 6 ? * 2 *)',
    from: '2026-11-23T07:00:00Z',
    at: ['2026-11-30T06:30'],
  },
  {
    name: 'steps and ranges',
    schedule: 'cron(0/20 8-9 ? * FRI-MON *)',
    from: '2026-11-23T08:30:00Z',
    at: ['2026-11-23T08:40', '2026-11-23T09:00', '2026-11-23T09:20', '2026-11-23T09:40', '2026-11-27T08:00'],
  },
  {
    name: 'the last day of a month',
    schedule: 'cron(0 0 L * ? *)',
    from: '2027-02-01T00:00:00Z',
    at: ['2027-02-28T00:00', '2027-03-31T00:00'],
  },
  {
    name: 'three days before the last one',
    schedule: 'cron(0 0 L-3 * ? *)',
    from: '2027-02-01T00:00:00Z',
    at: ['2027-02-25T00:00'],
  },
  {
    name: 'the weekday that is nearest to the first, within the month',
    schedule: 'cron(0 0 1W * ? *)',
    from: '2026-10-31T12:00:00Z',
    at: ['2026-11-02T00:00', '2026-12-01T00:00', '2027-01-01T00:00', '2027-02-01T00:00'],
  },
  {
    name: 'the last weekday of a month',
    schedule: 'cron(0 0 LW * ? *)',
    from: '2026-10-01T00:00:00Z',
    at: ['2026-10-30T00:00', '2026-11-30T00:00'],
  },
  {
    name: 'the third Friday, and the last one',
    schedule: 'cron(0 0 ? 11 6#3 *)',
    from: '2026-11-01T00:00:00Z',
    at: ['2026-11-20T00:00', '2027-11-19T00:00'],
  },
  {
    name: 'the last Friday',
    schedule: 'cron(0 0 ? * FRIL *)',
    from: '2026-11-01T00:00:00Z',
    at: ['2026-11-27T00:00', '2026-12-25T00:00'],
  },
  {
    name: 'a leap day',
    schedule: 'cron(0 0 29 FEB ? *)',
    from: '2026-11-01T00:00:00Z',
    at: ['2028-02-29T00:00', '2032-02-29T00:00'],
  },
  {
    name: 'a year that comes once',
    schedule: 'cron(0 12 1 1 ? 2027)',
    from: '2026-11-01T00:00:00Z',
    at: ['2027-01-01T12:00'],
  },
  { name: 'a day that never comes', schedule: 'cron(0 0 31 2 ? *)', from: '2026-11-01T00:00:00Z', at: [] },
  {
    name: 'every two hours from its beginning',
    schedule: 'rate(2 hours)',
    from: '2026-11-23T09:10:00Z',
    at: ['2026-11-23T11:10', '2026-11-23T13:10'],
  },
  { name: 'once', schedule: 'at(2026-12-24T18:00:00)', from: '2026-11-23T09:00:00Z', at: ['2026-12-24T18:00'] },
  { name: 'once, and that is past', schedule: 'at(2026-11-23T08:00:00)', from: '2026-11-23T09:00:00Z', at: [] },
  {
    name: 'once, by the clocks of New York',
    schedule: 'at(2026-12-24T18:00:00)',
    timezone: 'America/New_York',
    from: '2026-11-23T09:00:00Z',
    at: ['2026-12-24T23:00'],
  },
])('$name: $schedule', ({ schedule, timezone, from, at }) => {
  const zone = timezone === undefined ? {} : { timezone };
  expect(times(schedule, from, Math.max(1, at.length), zone)).toEqual(at);
});

test.each([
  {
    name: 'at eight in the evening in summer and in winter',
    schedule: 'cron(0 20 ? * * *)',
    from: '2026-10-24T12:00:00Z',
    at: ['2026-10-24T18:00', '2026-10-25T19:00'],
  },
  {
    name: 'what the clocks show twice comes once',
    schedule: 'cron(30 2 ? * * *)',
    from: '2026-10-24T12:00:00Z',
    at: ['2026-10-25T00:30', '2026-10-26T01:30'],
  },
  {
    name: 'what the clocks skip comes when they have gone on',
    schedule: 'cron(30 2 ? * * *)',
    from: '2027-03-27T12:00:00Z',
    at: ['2027-03-28T01:30', '2027-03-29T00:30'],
  },
])('in Berlin, $name', ({ schedule, from, at }) => {
  expect(times(schedule, from, at.length, { timezone: 'Europe/Berlin' })).toEqual(at);
});

test('a recurring action acts at its start as well, and no more after its end', () => {
  const limits = { startAt: Date.parse('2026-11-24T09:30:00Z'), endAt: Date.parse('2026-11-25T20:00:00Z') };
  expect(times('cron(0 20 ? * * *)', '2026-11-23T09:00:00Z', 5, limits)).toEqual([
    '2026-11-24T09:30',
    '2026-11-24T20:00',
    '2026-11-25T20:00',
  ]);
  expect(times('rate(1 day)', '2026-11-23T09:00:00Z', 5, limits)).toEqual(['2026-11-24T09:30', '2026-11-25T09:30']);
});

test.each([
  'cron(0 20 * * *)',
  'cron(0 20 * * * *)',
  'cron(0 20 ? * ? *)',
  'cron(60 20 ? * * *)',
  'cron(0 20 ? * MONTAG *)',
  'cron(0 20 ? * 6#6 *)',
  'cron(0/0 20 ? * * *)',
  'rate(0 hours)',
  'rate(1 week)',
  'at(2026-13-01T00:00:00)',
  'at(2027-02-30T00:00:00)',
  'at(tomorrow)',
  '0 20 ? * * *',
])('%s is no schedule', (schedule) => {
  expect(readSchedule(schedule)).toBeUndefined();
});
