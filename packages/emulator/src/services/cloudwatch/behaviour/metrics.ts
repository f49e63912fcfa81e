import type { MetricSample, MetricSeries } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { wakeAlarms } from './alarm-looks.ts';

/** Which metric: dimensions are all of it, as CloudWatch never adds up over those that are not named. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** Values for a metric. */
export interface MetricPush extends MetricId {
  readonly value?: number;
  readonly values?: readonly number[];
  /** Milliseconds of AWS's clock; default now. */
  readonly at?: number;
  readonly unit?: string;
  /** Kept to the second, and not to the minute as other metrics are. */
  readonly isHighResolution?: boolean;
}

/** The metric, if anything ever came in for it. */
export function seriesOf(world: World, metric: MetricId): MetricSeries | undefined {
  return world.metrics[keyOf(metric)];
}

/** Puts values into the store, as the services of AWS do it by themselves. */
export function pushMetric(world: World, push: MetricPush): void {
  const values = push.values ?? (push.value === undefined ? [] : [push.value]);
  if (values.length === 0) return;
  addSample(world, push, push.isHighResolution === true, {
    at: push.at ?? world.now,
    sampleCount: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    values: [...values],
    unit: push.unit ?? 'None',
  });
}

/** Puts a sample into the store; of a standard metric CloudWatch keeps the minute only. */
export function addSample(world: World, metric: MetricId, isHighResolution: boolean, sample: MetricSample): void {
  const { namespace, name, dimensions = {} } = metric;
  const series = (world.metrics[keyOf(metric)] ??= { namespace, name, dimensions: { ...dimensions }, samples: [] });
  const resolution = isHighResolution ? 1000 : 60_000;
  const at = Math.floor(sample.at / resolution) * resolution;
  const after = series.samples.findLastIndex((known) => known.at <= at);
  series.samples.splice(after + 1, 0, { ...sample, at });
  wakeAlarms(world);
}

/** Samples from that moment on and before the other. */
export function samplesBetween({ samples }: MetricSeries, from: number, until: number): readonly MetricSample[] {
  const first = firstAtOrAfter(samples, from);
  const end = firstAtOrAfter(samples, until);
  return samples.slice(first, end);
}

function firstAtOrAfter(samples: readonly MetricSample[], at: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const keyOf = ({ namespace, name, dimensions = {} }: MetricId): string =>
  JSON.stringify([namespace, name, ...Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1))]);
