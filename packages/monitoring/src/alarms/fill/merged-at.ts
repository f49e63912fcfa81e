import { isList, isObject, type Json, type JsonObject, type Path } from '@fargate-actions/documents';

/** An object with more fields in the object at a path. */
export function mergedAt(fields: JsonObject, path: Path, more: JsonObject): JsonObject {
  // What was an object stays one.
  return merged(fields, path, more) as JsonObject;
}

function merged(value: Json, [step, ...rest]: Path, more: JsonObject): Json {
  if (step === undefined) return isObject(value) ? { ...value, ...more } : value;
  if (isList(value)) return value.map((item, index) => (index === step ? merged(item, rest, more) : item));
  if (!isObject(value) || value[step] === undefined) return value;
  return { ...value, [step]: merged(value[step], rest, more) };
}
