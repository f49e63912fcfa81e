import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';

import { pushMetric, samplesBetween, seriesOf, type MetricId } from '../../cloudwatch/behaviour/metrics.ts';
import type { Json } from '../../../world/json.ts';
import type { LogEvent, LogGroup, LogStream } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { jsonLine, lineMatch } from './filter-pattern.ts';
import { fieldAt } from './json-selector.ts';
import type { MetricFilter } from '../model.ts';

/** Takes lines into a stream, and lets the group's metric filters count them. */
export function ingest(world: World, group: LogGroup, stream: LogStream, events: readonly LogEvent[]): void {
  stream.events.push(...events);
  if (events.length === 0) return;
  for (const filter of group.metricFilters) count(world, filter, events);
}

function count(world: World, { pattern, transformation }: MetricFilter, events: readonly LogEvent[]): void {
  const { matches } = lineMatch(pattern);
  const counted = events.filter(({ message }) => matches(message));
  for (const event of counted) push(world, transformation, event);
  const [first] = events;
  if (first && counted.length === 0) pushDefault(world, transformation, first.timestamp);
}

function push(world: World, transformation: MetricTransformation, { message, timestamp }: LogEvent): void {
  const fields = jsonLine(message);
  const value = numberIn(transformation.metricValue ?? '', fields);
  const dimensions = dimensionsIn(transformation, fields);
  // A line that lacks the value or a dimension is published in no metric.
  if (value === undefined || !dimensions) return;
  pushMetric(world, {
    ...metricOf(transformation, dimensions),
    value,
    at: timestamp,
    unit: transformation.unit ?? 'None',
  });
}

function numberIn(metricValue: string, fields: Json | undefined): number | undefined {
  const given = metricValue.startsWith('$') ? fieldAt(fields, metricValue) : metricValue;
  const value = typeof given === 'number' || typeof given === 'string' ? Number(given) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

function dimensionsIn(
  { dimensions = {} }: MetricTransformation,
  fields: Json | undefined,
): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const [name, selector] of Object.entries(dimensions)) {
    const value = fieldAt(fields, selector);
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    found[name] = String(value);
  }
  return found;
}

/**
 * In a minute in which lines came in and none of them was counted, the default value stands.
 *
 * Source: CloudWatch Logs's guide, "Creating metrics from log events using filters", "Default Value".
 */
function pushDefault(world: World, transformation: MetricTransformation, at: number): void {
  const { defaultValue, unit = 'None' } = transformation;
  if (defaultValue === undefined) return;
  const metric = metricOf(transformation, {});
  const minute = Math.floor(at / 60_000) * 60_000;
  const series = seriesOf(world, metric);
  if (series && samplesBetween(series, minute, minute + 60_000).length > 0) return;
  pushMetric(world, { ...metric, value: defaultValue, at, unit });
}

const metricOf = (
  { metricNamespace = '', metricName = '' }: MetricTransformation,
  dimensions: Readonly<Record<string, string>>,
): MetricId => ({ namespace: metricNamespace, name: metricName, dimensions });
