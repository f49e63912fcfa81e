import type { FoundAlarm } from '@fargate-actions/aws';
import { isList, isObject, valueAt, type JsonObject } from '@fargate-actions/files';
import type { MonitoredStack } from '../../monitored-stack.ts';
import { metricsOf } from '../fill/alarm.ts';
import { fieldsOf } from './alarm-differences.ts';

/** Tags that say whose an alarm is. */
const STACK_TAG = 'fargate-actions:stack';
const CLUSTER_TAG = 'fargate-actions:cluster';

/** The tags by which a later run knows that an alarm was made for this stack on this cluster. */
export function ownerTags({ name, cluster }: Pick<MonitoredStack, 'name' | 'cluster'>): Record<string, string> {
  return { [STACK_TAG]: name, [CLUSTER_TAG]: cluster };
}

/** Of whom an alarm is by its tags: of this stack, of another or another environment, or nobody knows. */
export function ownerByTags(
  tags: Readonly<Record<string, string>>,
  stack: Pick<MonitoredStack, 'name' | 'cluster'>,
): 'ours' | 'another' | 'nobody' {
  const [name, cluster] = [tags[STACK_TAG], tags[CLUSTER_TAG]];
  if (name === undefined || cluster === undefined) return 'nobody';
  return name === stack.name && cluster === stack.cluster ? 'ours' : 'another';
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
