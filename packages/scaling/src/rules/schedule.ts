import type { Subject } from '@fargate-actions/documents';
import { checkBounds } from './bounds.ts';
import { cronProblem } from './cron.ts';
import { momentOf } from './moment.ts';
import { timeZoneProblem } from './time-zone.ts';

const AT = /^\d{4}-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const DATE = '2026-12-24'.length;
const RATE = /^[1-9]\d* (minutes?|hours?|days?)$/;

/** What AWS refuses of a scheduled action. Source: reference/ecs-facts.md, "Application Auto Scaling". */
export function checkScheduledAction(subject: Subject): void {
  checkSchedule(subject);
  checkTimeZone(subject);
  checkCapacities(subject);
  checkTimes(subject);
}

function checkSchedule(subject: Subject): void {
  const error = (message: string, hint?: string): void =>
    subject.error(['schedule'], 'scaling/schedule', message, hint);
  const schedule = subject.text(['schedule']);
  if (!subject.has(['schedule'])) {
    error('A scheduled action needs a `schedule`.', 'Write `schedule: cron(0 20 ? * MON-FRI *)`.');
    return;
  }
  if (schedule === undefined) return;
  const [, kind, inner = ''] = /^\s*(\w+)\((.*)\)\s*$/.exec(schedule) ?? [];
  if (kind === 'cron') {
    const problem = cronProblem(inner);
    if (problem) error(problem.message, problem.hint);
  } else if (kind === 'rate') {
    if (!RATE.test(inner))
      error(
        `rate must have a whole number above 0 and a unit (minutes, hours or days), got ${JSON.stringify(inner)}.`,
        'Write `rate(2 hours)`.',
      );
  } else if (kind === 'at') {
    if (!AT.test(inner)) {
      error(
        `at takes a moment such as 2026-12-24T18:00:00, without a zone, and here is ${JSON.stringify(inner)}.`,
        'Give the zone as `timezone`.',
      );
    } else if (momentOf(inner) === undefined) error(`${inner.slice(0, DATE)} is no day of the calendar.`);
  } else {
    error(
      `A schedule is cron(...), rate(...) or at(...), and here is ${JSON.stringify(schedule)}.`,
      cronProblem(schedule) && schedule.trim().split(/\s+/).length !== 5 ? undefined : 'Write cron(...) around it.',
    );
  }
}

function checkTimeZone(subject: Subject): void {
  const zone = subject.text(['timezone']);
  if (zone === undefined) return;
  const problem = timeZoneProblem(zone);
  if (problem) {
    subject.error(
      ['timezone'],
      'scaling/time-zone',
      `${JSON.stringify(zone)} is the name of no IANA time zone.`,
      problem.hint,
    );
  } else if (subject.text(['schedule'])?.trim().startsWith('rate(')) {
    subject.warning(
      ['timezone'],
      'scaling/time-zone',
      'A time zone means nothing to rate(...): it counts from startTime.',
    );
  }
}

function checkCapacities(subject: Subject): void {
  const path = ['scalableTargetAction'];
  const [min, max] = [subject.number([...path, 'minCapacity']), subject.number([...path, 'maxCapacity'])];
  checkBounds(subject, [...path, 'minCapacity'], [0, Infinity]);
  checkBounds(subject, [...path, 'maxCapacity'], [0, Infinity]);
  if (!subject.has([...path, 'minCapacity']) && !subject.has([...path, 'maxCapacity'])) {
    subject.error(
      path,
      'scaling/scheduled-capacity',
      'A scheduled action needs a new minCapacity, a new maxCapacity, or both.',
      'Write `scalableTargetAction: { minCapacity: 4 }`.',
    );
  } else if (min !== undefined && max !== undefined && min > max) {
    subject.error([...path, 'minCapacity'], 'scaling/min-above-max', `minCapacity ${min} is above maxCapacity ${max}.`);
  }
}

function checkTimes(subject: Subject): void {
  const times = (['startTime', 'endTime'] as const).map((field) => {
    const text = subject.text([field]);
    if (text === undefined) return undefined;
    const time = momentOf(text);
    if (time === undefined) {
      subject.error(
        [field],
        'scaling/time',
        `${field} is a moment such as 2026-12-24T18:00:00Z, or seconds since 1970, and here is ${JSON.stringify(text)}.`,
      );
    }
    return time;
  });
  const [start, end] = times;
  if (start !== undefined && end !== undefined && start >= end) {
    subject.error(['endTime'], 'scaling/time', 'endTime is not after startTime.');
  }
}
