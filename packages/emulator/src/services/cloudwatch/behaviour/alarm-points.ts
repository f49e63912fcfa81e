import type { MetricDataQuery, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';

import type { World } from '../../../world/world.ts';
import { samplesBetween, seriesOf } from './metrics.ts';
import { dimensionsOf, periodSecondsOf, pointsByQuery, text } from './queries.ts';
import { isStatistic, pointsOf, type Periods, type StatisticOf } from './statistics.ts';
import { evaluationRange } from './verdict.ts';

type MetricAlarmSettings = Omit<PutMetricAlarmInput, 'Tags'>;

/** The data points of an alarm's evaluation range. */
export interface AlarmPoints {
  readonly periods: Periods;
  /** One a period, the oldest first; undefined where data is missing. */
  readonly values: readonly (number | undefined)[];
  /** There is data in the range or after it, so that a later look may see something else. */
  readonly isMoving: boolean;
}

/** The period of an alarm's data points, in seconds. */
export function alarmPeriodSeconds({ Period, Metrics = [] }: MetricAlarmSettings): number {
  const watched = watchedQuery(Metrics);
  return Period ?? (watched ? periodSecondsOf(watched, new Map(Metrics.map((query) => [text(query.Id), query]))) : 60);
}

/** The query whose points the alarm is about: the one that returns data. */
const watchedQuery = (queries: readonly MetricDataQuery[]): MetricDataQuery | undefined =>
  queries.find(({ ReturnData = true }) => ReturnData);

/**
 * What an alarm sees at a moment: whole periods up to there, wherever the clock's own periods begin. The windows of an
 * alarm that is looked at more often than its period is long so overlap.
 *
 * Undefined for what nothing here works out: anomaly detection, trimmed means and the like.
 * Throws a MathError for an expression that can't be worked out.
 * Source: CloudWatch user guide, "Alarm evaluation".
 */
export function alarmPoints(world: World, settings: MetricAlarmSettings, until: number): AlarmPoints | undefined {
  if (settings.ThresholdMetricId !== undefined) return undefined;
  const statistics = statisticsOf(settings);
  if (!statistics.every(({ statistic }) => isStatistic(statistic))) return undefined;
  const periodSeconds = alarmPeriodSeconds(settings);
  const count = evaluationRange(settings.EvaluationPeriods ?? 1);
  const from = until - count * periodSeconds * 1000;
  const periods: Periods = { from, until, periodSeconds };
  const { Metrics } = settings;
  const [only] = statistics;
  const points = Metrics
    ? pointsByQuery(world, Metrics, (length) => ({ from, until, periodSeconds: length })).get(
        text(watchedQuery(Metrics)?.Id),
      )
    : only && pointsOf(world, only, periods);
  return {
    periods,
    values: Array.from({ length: count }, (_, place) => points?.get(from + place * periodSeconds * 1000)),
    isMoving: statistics.some(({ metric }) => (seriesOf(world, metric)?.samples.at(-1)?.at ?? -Infinity) >= from),
  };
}

/**
 * Whether an alarm on a percentile has too few samples to look at, and is to wait for more.
 *
 * Source: CloudWatch user guide, "Percentile-based CloudWatch alarms and low data samples".
 */
export function hasTooFewSamples(world: World, settings: MetricAlarmSettings, { periods }: AlarmPoints): boolean {
  const [only] = statisticsOf(settings);
  const percent = Number(/^p([\d.]+)$/.exec(settings.ExtendedStatistic ?? '')?.[1]);
  if (settings.EvaluateLowSampleCountPercentile !== 'ignore' || Number.isNaN(percent) || !only) return false;
  const series = seriesOf(world, only.metric);
  const from = periods.until - (settings.EvaluationPeriods ?? 1) * periods.periodSeconds * 1000;
  const samples = series ? samplesBetween(series, from, periods.until) : [];
  const count = samples.reduce((sum, { sampleCount }) => sum + sampleCount, 0);
  return count < 1000 / (percent < 50 ? percent : 100 - percent);
}

/** The metrics that an alarm looks at. */
function statisticsOf(settings: MetricAlarmSettings): StatisticOf[] {
  const { Metrics, Namespace, MetricName, Dimensions, Statistic, ExtendedStatistic, Unit } = settings;
  const stats = Metrics
    ? Metrics.flatMap(({ MetricStat }) => MetricStat ?? [])
    : [{ Metric: { Namespace, MetricName, Dimensions }, Stat: Statistic ?? ExtendedStatistic, Unit }];
  return stats.map(({ Metric, Stat, Unit: unit }) => ({
    metric: {
      namespace: text(Metric?.Namespace),
      name: text(Metric?.MetricName),
      dimensions: dimensionsOf(Metric?.Dimensions),
    },
    statistic: text(Stat),
    unit,
  }));
}
