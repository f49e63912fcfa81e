import { expect, test } from '@jest/globals';
import { isOver } from './is-over.ts';
import { momentInZone, momentOf } from './moment.ts';

const iso = (moment: number | undefined): string | undefined =>
  moment === undefined ? undefined : new Date(moment).toISOString();

test.each([
  ['2026-12-24T18:00:00Z', '2026-12-24T18:00:00.000Z'],
  ['2026-12-24T18:00:00', '2026-12-24T18:00:00.000Z'],
  ['2026-12-24 18:00', '2026-12-24T18:00:00.000Z'],
  ['2026-12-24', '2026-12-24T00:00:00.000Z'],
  ['2026-12-24T18:00:00+01:00', '2026-12-24T17:00:00.000Z'],
  ['2026-12-24T18:00:00-0530', '2026-12-24T23:30:00.000Z'],
  ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ['1767225600', '2026-01-01T00:00:00.000Z'],
  ['1767225600.5', '2026-01-01T00:00:00.500Z'],
  ['2027-02-30T00:00:00Z', undefined],
  ['2027-13-01T00:00:00Z', undefined],
  ['2026-12-24T24:00:00Z', undefined],
  ['24 December 2026', undefined],
  ['1767225600000', undefined],
])('%s is the moment %s', (text, moment) => {
  expect(iso(momentOf(text))).toBe(moment);
});

test.each([
  ['2026-07-01T08:00:00', 'Europe/Berlin', '2026-07-01T06:00:00.000Z'],
  ['2026-12-01T08:00:00', 'Europe/Berlin', '2026-12-01T07:00:00.000Z'],
  ['2026-03-29T03:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-12-01T08:00:00', 'America/New_York', '2026-12-01T13:00:00.000Z'],
])('clocks show %s in %s at %s', (time, zone, moment) => {
  expect(iso(momentInZone(time, zone))).toBe(moment);
});

test.each([
  { fields: { schedule: 'at(2026-12-01T08:00:00)' }, over: true },
  { fields: { schedule: 'at(2026-12-01T12:30:00)', timezone: 'Europe/Berlin' }, over: true },
  { fields: { schedule: 'at(2026-12-01T12:30:00)' }, over: false },
  { fields: { schedule: 'cron(0 8 1 1 ? 2024-2025)' }, over: true },
  { fields: { schedule: 'cron(0 8 1 1 ? 2025,2027)' }, over: false },
  { fields: { schedule: 'cron(0 8 1 1 ? *)' }, over: false },
  { fields: { schedule: 'rate(1 day)', endTime: '2026-11-30T00:00:00' }, over: true },
  { fields: { schedule: 'rate(1 day)', endTime: '2026-12-30T00:00:00' }, over: false },
])('$fields is over at noon of the first of December 2026: $over', ({ fields, over }) => {
  expect(isOver(fields, Date.UTC(2026, 11, 1, 12))).toBe(over);
});
