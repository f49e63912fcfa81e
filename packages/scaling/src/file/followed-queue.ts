import { isList, isObject, valueAt, type Json, type JsonObject } from '@fargate-actions/documents';
import type { WantedScaling } from './wanted.ts';

/** The SQS queue that a service's scaling follows, by name: the first that its policies measure; undefined when none does. */
export function followedQueue({ policies }: Pick<WantedScaling, 'policies'>): string | undefined {
  return policies.flatMap(({ fields }) => queuesIn(fields))[0];
}

function queuesIn(value: Json): string[] {
  if (isList(value)) return value.flatMap(queuesIn);
  if (!isObject(value)) return [];
  return value['namespace'] === 'AWS/SQS' ? queueOf(value) : Object.values(value).flatMap(queuesIn);
}

function queueOf({ dimensions = [] }: JsonObject): string[] {
  return (isList(dimensions) ? dimensions : []).flatMap((dimension) => {
    const value = valueAt(dimension, ['value']);
    return valueAt(dimension, ['name']) === 'QueueName' && typeof value === 'string' ? [value] : [];
  });
}
