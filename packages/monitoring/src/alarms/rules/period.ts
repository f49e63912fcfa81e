import { isObject, type JsonObject, type Path, type Subject } from '@fargate-actions/documents';
import { metricsOf } from '../fill/alarm.ts';

/** Source: reference/ecs-facts.md, "CloudWatch, load balancer". */
const A_DAY = 86_400;
const SEVEN_DAYS = 604_800;
const AN_HOUR = 3600;
const HIGH_RESOLUTION = [10, 20, 30];

/** Namespaces that publish once a minute. */
const BY_THE_MINUTE: ReadonlySet<string> = new Set(['AWS/ApplicationELB', 'AWS/SQS']);

/** Periods that there are, and not too many of them. */
export function checkPeriods(subject: Subject, fields: JsonObject): void {
  const paths: Path[] = [
    ['period'],
    ...subject.objects(['metrics']).flatMap(({ path }) => [
      [...path, 'period'],
      [...path, 'metricStat', 'period'],
    ]),
  ];
  for (const path of paths) checkPeriod(subject, path);
  checkResolution(subject, fields);
  checkCount(subject, 'evaluationPeriods');
  checkCount(subject, 'datapointsToAlarm');
  const [periods, datapoints] = [subject.number(['evaluationPeriods']), subject.number(['datapointsToAlarm'])];
  if (periods !== undefined && datapoints !== undefined && datapoints > periods) {
    subject.error(
      ['datapointsToAlarm'],
      'alarms/datapoints',
      `datapointsToAlarm ${datapoints} is above evaluationPeriods ${periods}: the alarm would never fire.`,
      `Write at most ${periods}.`,
    );
  }
  const longest = Math.max(0, ...paths.map((path) => subject.number(path) ?? 0));
  const limit = longest < AN_HOUR ? A_DAY : SEVEN_DAYS;
  if (periods === undefined || longest * periods <= limit) return;
  subject.error(
    subject.has(['evaluationPeriods']) ? ['evaluationPeriods'] : ['period'],
    'alarms/evaluation-range',
    `${periods} periods of ${longest} s are ${longest * periods} s, and an alarm looks back ${limit} s at most${longest < AN_HOUR ? ' with periods of less than an hour' : ''}.`,
    `Write at most ${Math.floor(limit / longest)} evaluationPeriods, or another period.`,
  );
}

function checkPeriod(subject: Subject, path: Path): void {
  const period = subject.number(path);
  if (period === undefined || HIGH_RESOLUTION.includes(period) || (period > 0 && period % 60 === 0)) return;
  subject.error(
    path,
    'alarms/period',
    `A period is 10, 20, 30 or a multiple of 60 seconds, and here is ${period}.`,
    `Write ${Math.max(1, Math.round(period / 60)) * 60}.`,
  );
}

function checkResolution(subject: Subject, fields: JsonObject): void {
  for (const { path, statPath } of metricsOf(fields)) {
    const [namespace, period] = [subject.text([...path, 'namespace']), subject.number([...statPath, 'period'])];
    if (namespace === undefined || period === undefined) continue;
    if (!BY_THE_MINUTE.has(namespace) || !HIGH_RESOLUTION.includes(period)) continue;
    subject.warning(
      [...statPath, 'period'],
      'alarms/resolution',
      `${namespace} publishes once a minute: with a period of ${period} s the alarm has no data most of the time.`,
      'Write `period: 60`.',
    );
  }
}

function checkCount(subject: Subject, field: string): void {
  const count = subject.number([field]);
  if (count === undefined || count >= 1) return;
  subject.error([field], 'alarms/bounds', `${field} is at least 1, and here is ${count}.`);
}

/** Periods that fixed windows have. Source: the SDK's documentation of WallClockWindow. */
const WINDOWS = [60, 300, 3600, 86_400, 604_800];

/** A window that is bound to the clock has a period that divides it. */
export function checkWindow(subject: Subject): void {
  const period = subject.number(['period']);
  const window = subject.object(['evaluationWindow']);
  if (!window || !isObject(window['wallClockWindow']) || period === undefined || WINDOWS.includes(period)) return;
  subject.error(
    ['period'],
    'alarms/evaluation-window',
    `With a wallClockWindow a period is ${WINDOWS.join(', ')} seconds, and here is ${period}.`,
  );
}
