import type { AlarmState } from '../model.ts';

/** How an alarm looks at its data points. */
export interface AlarmRules {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: string;
  readonly isBreaching: (value: number) => boolean;
}

/**
 * What an alarm makes of its data points; `retain` is the state that it has.
 *
 * As many real points as it has evaluation periods decide, the newest of the evaluation range; where there are fewer, all
 * of them do, and what is missing counts as the alarm says. Breaching points alone, fewer than it takes, make ALARM once
 * the oldest of them is as old as that number ("premature alarm").
 * Source: CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data", its two tables above all; for
 * breaching points alone that are younger, the table of the guide's 2019 edition.
 *
 * @param points the evaluation range, one value a period, the oldest first; undefined where data is missing.
 */
export function verdict(points: readonly (number | undefined)[], rules: AlarmRules): AlarmState | 'retain' {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData, isBreaching } = rules;
  const real = points.filter((value) => value !== undefined).slice(-evaluationPeriods);
  const breaching = real.filter(isBreaching).length;
  if (breaching >= datapointsToAlarm) return 'ALARM';
  const missing = evaluationPeriods - real.length;
  if (missing === 0 || treatMissingData === 'notBreaching') return 'OK';
  if (treatMissingData === 'breaching') return breaching + missing >= datapointsToAlarm ? 'ALARM' : 'OK';
  if (breaching < real.length) return 'OK';
  if (treatMissingData === 'ignore') return 'retain';
  const oldest = points.findIndex((value) => value !== undefined);
  const age = oldest < 0 ? 0 : points.length - oldest;
  return age >= datapointsToAlarm ? 'ALARM' : 'INSUFFICIENT_DATA';
}

/** The evaluation range is longer than the evaluation periods: 5 for 3 in the guide's tables, 3 for 1 as users have seen. */
export const evaluationRange = (evaluationPeriods: number): number => evaluationPeriods + 2;

type Comparison = (value: number, threshold: number) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** Whether a value breaches a threshold; undefined for comparisons with a band, which nothing here works out. */
export const comparison = (operator: string): Comparison | undefined => COMPARISONS[operator];
