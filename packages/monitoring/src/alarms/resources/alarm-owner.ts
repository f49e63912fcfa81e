import type { FoundAlarm } from '@fargate-actions/aws';
import { isList, isObject, valueAt, type JsonObject } from '@fargate-actions/files';
import { inNames, type MonitoredStack, type StackPlace } from '../../monitored-stack.ts';
import { metricsOf } from '../fill/alarm.ts';
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

/** What of another stack or environment an alarm watches, in words: then it is somebody else's. */
export function strangerOf(found: FoundAlarm, wanted: JsonObject, stack: MonitoredStack): string | undefined {
  const seen = dimensionValues(fieldsOf(found));
  const cluster = seen('ClusterName').find((name) => name !== stack.cluster);
  if (cluster !== undefined) return `the cluster ${cluster}`;
  const own = [...stack.services.map(({ name }) => name), ...dimensionValues(wanted)('ServiceName')];
  const service = seen('ServiceName').find((name) => !own.includes(name));
  return service === undefined ? undefined : `the service ${service}`;
}

/** Whether only its tags can tell whose an alarm is: it names no cluster, and watches something else than wanted. */
export function isKnownByTagsOnly(found: FoundAlarm, wanted: JsonObject): boolean {
  const [has, wants] = [fieldsOf(found), wanted];
  if (found.type === 'CompositeAlarm') return has['alarmRule'] !== wants['alarmRule'];
  if (dimensionValues(has)('ClusterName').length > 0) return false;
  return allDimensions(has) !== allDimensions(wants);
}

function dimensionValues(fields: JsonObject): (name: string) => string[] {
  return (name) =>
    dimensionsOf(fields).flatMap(({ name: given, value }) =>
      given === name && typeof value === 'string' ? [value] : [],
    );
}

function allDimensions(fields: JsonObject): string {
  return dimensionsOf(fields)
    .map(({ name, value }) => JSON.stringify([name, value]))
    .toSorted()
    .join();
}

function dimensionsOf(fields: JsonObject): JsonObject[] {
  return metricsOf(fields).flatMap(({ path }) => {
    const dimensions = valueAt(fields, [...path, 'dimensions']);
    return isList(dimensions) ? dimensions.filter(isObject) : [];
  });
}
