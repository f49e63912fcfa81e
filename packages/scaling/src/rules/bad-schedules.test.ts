import { describe, expect, test } from '@jest/globals';
import { scheduledAction, wrongIn } from '../../test/files.ts';

const CAPACITY = 'scalableTargetAction: { minCapacity: 1 }';

describe('scheduled actions', () => {
  test.each([
    {
      name: 'no schedule',
      text: scheduledAction('scheduledActionName: a', CAPACITY),
      found: ['error scaling/schedule 2:3'],
    },
    {
      name: 'a schedule of five fields',
      text: scheduledAction('schedule: cron(0 20 * * 1-5)', CAPACITY),
      found: ['error scaling/schedule 2:13'],
    },
    {
      name: 'a bare cron expression',
      text: scheduledAction('schedule: "0 20 * * *"', CAPACITY),
      found: ['error scaling/schedule 2:13'],
    },
    {
      name: 'an hour that there is not',
      text: scheduledAction('schedule: "cron(0 24 ? * MON-FRI *)"', CAPACITY),
      found: ['error scaling/schedule 2:13'],
    },
    {
      name: 'day of month and day of week',
      text: scheduledAction('schedule: "cron(0 20 * * MON-FRI *)"', CAPACITY),
      found: ['error scaling/schedule 2:13'],
    },
    {
      name: 'a rate without a unit',
      text: scheduledAction('schedule: rate(5)', CAPACITY),
      found: ['error scaling/schedule 2:13'],
    },
    {
      name: 'a moment with a zone',
      text: scheduledAction('schedule: at(2026-12-24T18:00:00Z)', CAPACITY),
      found: ['error scaling/schedule 2:13'],
    },
    {
      name: 'a minimum above the maximum that the service has then',
      text: scheduledAction('schedule: rate(1 day)', 'scalableTargetAction: { minCapacity: 12 }'),
      found: ['warning scaling/crossed-limits 3:40'],
    },
    {
      name: 'a maximum below its minimum',
      text: scheduledAction('schedule: rate(1 day)', 'scalableTargetAction: { maxCapacity: 1 }'),
      found: ['warning scaling/crossed-limits 3:40'],
    },
    {
      name: 'a day that there is not',
      text: scheduledAction('schedule: at(2027-02-30T18:00:00)', CAPACITY),
      found: ['error scaling/schedule 2:13'],
    },
    {
      name: 'a start on a day that there is not',
      text: scheduledAction('schedule: rate(1 day)', "startTime: '2027-02-30T18:00:00Z'", CAPACITY),
      found: ['error scaling/time 3:14'],
    },
    {
      name: 'milliseconds since 1970',
      text: scheduledAction('schedule: rate(1 day)', 'startTime: 1767225600000', CAPACITY),
      found: ['error scaling/time 3:14'],
    },
    {
      name: 'an unknown time zone',
      text: scheduledAction('schedule: "cron(0 20 ? * * *)"', 'timezone: Europe/Berln', CAPACITY),
      found: ['error scaling/time-zone 3:13'],
    },
    {
      name: 'a time zone in small letters',
      text: scheduledAction('schedule: "cron(0 20 ? * * *)"', 'timezone: europe/berlin', CAPACITY),
      found: ['error scaling/time-zone 3:13'],
    },
    {
      name: 'an offset for a time zone',
      text: scheduledAction('schedule: "cron(0 20 ? * * *)"', 'timezone: "+01:00"', CAPACITY),
      found: ['error scaling/time-zone 3:13'],
    },
    {
      name: 'no new capacity',
      text: scheduledAction('schedule: "cron(0 20 ? * * *)"'),
      found: ['error scaling/scheduled-capacity 2:3'],
    },
    {
      name: 'a new minimum above the new maximum',
      text: scheduledAction(
        'schedule: "cron(0 20 ? * * *)"',
        'scalableTargetAction: { minCapacity: 3, maxCapacity: 2 }',
      ),
      found: ['error scaling/min-above-max 3:40'],
    },
    {
      name: 'an end before the start',
      text: scheduledAction(
        'schedule: rate(1 day)',
        'startTime: "2026-12-24T18:00:00Z"',
        'endTime: "2026-12-24T17:00:00Z"',
        CAPACITY,
      ),
      found: ['error scaling/time 4:12'],
    },
    {
      name: 'a start that is no moment',
      text: scheduledAction('schedule: rate(1 day)', 'startTime: soon', CAPACITY),
      found: ['error scaling/time 3:14'],
    },
    {
      name: 'a name with a slash',
      text: scheduledAction('scheduledActionName: off/hours', 'schedule: rate(1 day)', CAPACITY),
      found: ['error scaling/name 2:24'],
    },
    {
      name: 'two scheduled actions of one name',
      text: [
        'scheduledActions:',
        '  - { scheduledActionName: a, schedule: rate(1 day), scalableTargetAction: { minCapacity: 1 } }',
        '  - { scheduledActionName: a, schedule: rate(2 days), scalableTargetAction: { minCapacity: 1 } }',
      ].join('\n'),
      found: ['error scaling/same-name 3:5'],
    },
  ])('$name', ({ text, found }) => {
    expect(wrongIn(text)).toEqual(found);
  });
});
