import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  formatOffHoursMark,
  isInOffHours,
  OFF_HOURS_TAG,
  parseOffHoursMark,
  type OffHoursMark,
} from './off-hours-mark.ts';

const count = fc.nat({ max: 999_999_999 });
const mark: fc.Arbitrary<OffHoursMark> = fc.record(
  {
    desiredCount: count,
    target: fc.record({
      minCapacity: count,
      maxCapacity: count,
      suspended: fc.record({ scaleIn: fc.boolean(), scaleOut: fc.boolean(), scheduled: fc.boolean() }),
    }),
  },
  { requiredKeys: ['desiredCount'] },
);

/** What ECS takes as the value of a tag. Source: the SDK's documentation of Tag. */
const TAG_VALUE = /^[A-Za-z0-9 _.:/=+@-]{0,256}$/;

describe('the mark of a service in its off-hours', () => {
  test('fits into a tag and is read as it was written', () => {
    fc.assert(
      fc.property(mark, (before) => {
        const text = formatOffHoursMark(before);
        expect(text).toMatch(TAG_VALUE);
        expect(parseOffHoursMark(text)).toEqual(before);
      }),
    );
  });

  test.each([
    { mark: { desiredCount: 2 }, text: 'desired=2' },
    {
      mark: {
        desiredCount: 3,
        target: {
          minCapacity: 2,
          maxCapacity: 10,
          suspended: { scaleIn: false, scaleOut: false, scheduled: false },
        },
      },
      text: 'desired=3 min=2 max=10 suspended=none',
    },
    {
      mark: {
        desiredCount: 0,
        target: { minCapacity: 0, maxCapacity: 1, suspended: { scaleIn: true, scaleOut: true, scheduled: true } },
      },
      text: 'desired=0 min=0 max=1 suspended=in+out+scheduled',
    },
  ])('is written for people: $text', ({ mark: before, text }) => {
    expect(formatOffHoursMark(before)).toBe(text);
    expect(parseOffHoursMark(text)).toEqual(before);
  });

  test.each([
    '',
    'yes',
    'desired=',
    'desired=-1',
    'desired=2.5',
    'desired=1e3',
    'desired=2 min=1',
    'desired=2 min=1 max=3',
    'desired=2 min=1 max=3 suspended=',
    'desired=2 min=1 max=3 suspended=in+none',
    'desired=2 min=1 max=3 suspended=all',
    'min=1 max=3 suspended=none',
    'desired=99999999999999999999',
    'desired=2\n',
    ' desired=2',
  ])('is not read from %j', (text) => {
    expect(parseOffHoursMark(text)).toBeUndefined();
  });

  test('is never a surprise, whatever somebody wrote into the tag', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseOffHoursMark(text);
        if (read) expect(parseOffHoursMark(formatOffHoursMark(read))).toEqual(read);
      }),
    );
  });

  test('counts as set though it can not be read', () => {
    expect(isInOffHours({ tags: [{ key: OFF_HOURS_TAG, value: 'yes' }] })).toBe(true);
    expect(isInOffHours({ tags: [{ key: 'team', value: 'shop' }] })).toBe(false);
    expect(isInOffHours({})).toBe(false);
  });
});
