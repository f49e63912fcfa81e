import type { FoundAlarm } from '@fargate-actions/aws';
import { isList, isObject, valueAt, type JsonObject, type Path } from '@fargate-actions/documents';
import { inNames, type MonitoredStack, type StackPlace } from '../../monitored-stack.ts';
import { metricsOf } from '../fill/alarm.ts';
import { alarmsBelow } from '../rules/composite.ts';
import { fieldsOf } from './alarm-differences.ts';

/** Tags that say whose an alarm is. */
const STACK_TAG = 'fargate-actions:stack';
const ENVIRONMENT_TAG = 'fargate-actions:environment';
const CLUSTER_TAG = 'fargate-actions:cluster';

/** The tags by which a later run knows that an alarm was made for this stack, in its environment, on this cluster. */
export function ownerTags({ name, environment, cluster }: StackPlace): Record<string, string> {
  const ofEnvironment = environment === undefined ? {} : { [ENVIRONMENT_TAG]: inNames(environment) };
  return { [STACK_TAG]: name, ...ofEnvironment, [CLUSTER_TAG]: cluster };
}

/** Of whom an alarm is by its tags: of this stack, of another or another environment, or nobody knows. */
export function ownerByTags(tags: Readonly<Record<string, string>>, stack: StackPlace): 'ours' | 'another' | 'nobody' {
  if (tags[STACK_TAG] === undefined || tags[CLUSTER_TAG] === undefined) return 'nobody';
  const own = ownerTags(stack);
  return [STACK_TAG, ENVIRONMENT_TAG, CLUSTER_TAG].every((tag) => tags[tag] === own[tag]) ? 'ours' : 'another';
}

/** What of another stack or environment an alarm watches, in words: then it is somebody else's, unless its tags say ours. */
export function strangerOf(found: FoundAlarm, wanted: JsonObject, stack: MonitoredStack): string | undefined {
  const seen = valuesOf(fieldsOf(found));
  const cluster = seen('ClusterName').find((name) => name !== stack.cluster);
  if (cluster !== undefined) return `the cluster ${cluster}`;
  const own = [...stack.services.map(({ name }) => name), ...valuesOf(wanted)('ServiceName')];
  const service = seen('ServiceName').find((name) => !own.includes(name));
  return service === undefined ? undefined : `the service ${service}`;
}

/** What an alarm watches and the one that is wanted does not, in words: a queue, a metric of nobody, another alarm. */
export function watchedBesides(found: FoundAlarm, wanted: JsonObject): string | undefined {
  const has = fieldsOf(found);
  if (found.type === 'CompositeAlarm') {
    const wants = alarmsBelow({ type: found.type, fields: wanted }).map(({ name }) => name);
    const alarm = alarmsBelow({ type: found.type, fields: has }).find(({ name }) => !wants.includes(name));
    return alarm && `the alarm ${alarm.name}`;
  }
  const wants = new Set(watchedPlaces(wanted));
  return watchedPlaces(has).find((place) => !wants.has(place));
}

/** What metrics are of beside services: what their dimensions name; the metric itself where it has none. */
function watchedPlaces(fields: JsonObject): string[] {
  return metricsOf(fields).flatMap(({ path }) => {
    const dimensions = dimensionsAt(fields, path);
    const metric = ['namespace', 'metricName'].map((field) => valueAt(fields, [...path, field]));
    if (dimensions.length === 0) return [`the metric ${metric.filter((part) => typeof part === 'string').join(' ')}`];
    return dimensions
      .filter(({ name }) => name !== 'ClusterName' && name !== 'ServiceName')
      .map(({ name, value }) => `the ${name} ${value}`);
  });
}

function valuesOf(fields: JsonObject): (name: string) => string[] {
  const dimensions = metricsOf(fields).flatMap(({ path }) => dimensionsAt(fields, path));
  return (name) => dimensions.flatMap((dimension) => (dimension.name === name ? [dimension.value] : []));
}

function dimensionsAt(fields: JsonObject, path: Path): { readonly name: string; readonly value: string }[] {
  const dimensions = valueAt(fields, [...path, 'dimensions']);
  if (!isList(dimensions)) return [];
  return dimensions
    .filter(isObject)
    .flatMap(({ name, value }) => (typeof name === 'string' && typeof value === 'string' ? [{ name, value }] : []));
}
