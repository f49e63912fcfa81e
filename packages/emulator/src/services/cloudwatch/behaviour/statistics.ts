import type { MetricSample } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { samplesBetween, seriesOf, type MetricId } from './metrics.ts';

/** One value a period, by the moment at which its period begins. */
export type Points = ReadonlyMap<number, number>;

export interface StatisticOf {
  readonly metric: MetricId;
  /** `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount` or a percentile like `p99.9`. */
  readonly statistic: string;
  readonly unit?: string | undefined;
}

/** Periods laid one behind the other: from the first's beginning to the last's end, in milliseconds. */
export interface Periods {
  readonly from: number;
  readonly until: number;
  readonly periodSeconds: number;
}

/** Whether the emulator can work a statistic out. */
export const isStatistic = (name: string): boolean => name in STATISTICS || percentileOf(name) !== undefined;

/** A metric's statistic in each of the periods; those without data have none. */
export function pointsOf(world: World, { metric, statistic, unit }: StatisticOf, periods: Periods): Points {
  const series = seriesOf(world, metric);
  const points = new Map<number, number>();
  if (!series) return points;
  const { from, until, periodSeconds } = periods;
  const period = periodSeconds * 1000;
  const buckets = new Map<number, MetricSample[]>();
  for (const sample of samplesBetween(series, from, until)) {
    if (unit !== undefined && sample.unit !== unit) continue;
    const at = from + Math.floor((sample.at - from) / period) * period;
    const bucket = buckets.get(at);
    if (bucket) bucket.push(sample);
    else buckets.set(at, [sample]);
  }
  for (const [at, samples] of buckets) {
    const value = valueOf(samples, statistic);
    if (value !== undefined) points.set(at, value);
  }
  return points;
}

const total = (samples: readonly MetricSample[], of: (sample: MetricSample) => number): number =>
  samples.reduce((sum, sample) => sum + of(sample), 0);

const STATISTICS: Readonly<Record<string, (samples: readonly MetricSample[]) => number>> = {
  Average: (samples) => total(samples, ({ sum }) => sum) / total(samples, ({ sampleCount }) => sampleCount),
  Sum: (samples) => total(samples, ({ sum }) => sum),
  SampleCount: (samples) => total(samples, ({ sampleCount }) => sampleCount),
  Minimum: (samples) => Math.min(...samples.map(({ minimum }) => minimum)),
  Maximum: (samples) => Math.max(...samples.map(({ maximum }) => maximum)),
};

function valueOf(samples: readonly MetricSample[], statistic: string): number | undefined {
  const percentile = percentileOf(statistic);
  return percentile === undefined ? STATISTICS[statistic]?.(samples) : percentileIn(samples, percentile);
}

/** `p95` and `p99.95`, with at most ten decimals. Source: CloudWatch user guide, "Percentiles". */
function percentileOf(statistic: string): number | undefined {
  const percent = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(statistic)?.[1];
  return percent === undefined ? undefined : Number(percent);
}

/**
 * A percentile, between its two neighbours by their distance.
 *
 * Of statistic sets there is none, unless each stands for one value (its count is 1, or its minimum its maximum). Source:
 * CloudWatch user guide, "Percentiles".
 */
function percentileIn(samples: readonly MetricSample[], percentile: number): number | undefined {
  const values: number[] = [];
  for (const { values: single, minimum, maximum, sampleCount } of samples) {
    if (single) values.push(...single);
    else if (minimum === maximum) values.push(...Array.from({ length: Math.round(sampleCount) }, () => minimum));
    else return undefined;
  }
  values.sort((one, other) => one - other);
  const place = (percentile / 100) * (values.length - 1);
  const below = values[Math.floor(place)] ?? 0;
  const above = values[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}
