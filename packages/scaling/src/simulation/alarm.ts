export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** How an alarm judges the minutes of a metric. */
export interface AlarmRule {
  /** How many minutes it looks at, and how many of them must breach. */
  readonly periods: number;
  readonly datapoints: number;
  readonly breaches: (value: number) => boolean;
  readonly missing: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
}

/** CloudWatch looks at some more minutes than it needs, so that a gap does not stop it. The number is its own affair. */
const BEYOND = 2;

/** A value of a metric, and how many minutes ago it was measured: 1 is this minute. */
export interface Point {
  readonly age: number;
  readonly value: number;
}

/** The values by which an alarm judges, the newest first: as many as it has periods, fewer where more are missing. */
export function judgedPoints(values: readonly (number | undefined)[], periods: number): Point[] {
  return values
    .slice(-(periods + BEYOND))
    .toReversed()
    .flatMap((value, age) => (value === undefined ? [] : [{ age: age + 1, value }]))
    .slice(0, periods);
}

/**
 * What an alarm makes of a metric, of which the last value is of this minute.
 *
 * Where there are gaps, the newest values count. Too few of them alarm only when all breach and the oldest is as old as
 * the alarm needs: otherwise a single value after a gap would do.
 * Source: CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data".
 */
export function alarmState(
  values: readonly (number | undefined)[],
  { periods, datapoints, breaches, missing }: AlarmRule,
  before: AlarmState,
): AlarmState {
  const judged = judgedPoints(values, periods).map(({ age, value }) => ({ age, isBreaching: breaches(value) }));
  const breaching = judged.filter(({ isBreaching }) => isBreaching).length;
  if (judged.length === periods) return breaching >= datapoints ? 'ALARM' : 'OK';
  const gaps = periods - judged.length;
  if (missing === 'breaching') return breaching + gaps >= datapoints ? 'ALARM' : 'OK';
  if (missing === 'notBreaching') return breaching >= datapoints ? 'ALARM' : 'OK';
  if (breaching >= datapoints) return 'ALARM';
  if (breaching < judged.length) return 'OK';
  if (missing === 'ignore') return before;
  // A metric that has only begun says nothing yet.
  return (judged.at(-1)?.age ?? 0) >= datapoints ? 'ALARM' : 'INSUFFICIENT_DATA';
}
