import { isList, isObject, type Json, type JsonObject } from '@fargate-actions/documents';
import type { Shape } from './shape.ts';
import { taskDefinitionSchema } from './task-definition-schema.ts';

/**
 * A task definition as the text of a JSON file: the same definition always gives the same bytes.
 *
 * Fields come in the order of the schema (family first, containers in the middle, tags last), then unknown ones and the
 * keys of free maps by code unit; lists stay as they are. Two blanks of indentation, a line end at the end.
 */
export function stableBytes(definition: JsonObject): string {
  return `${JSON.stringify(inOrder(definition, taskDefinitionSchema), undefined, 2)}\n`;
}

function inOrder(value: Json, shape: Shape | undefined): Json {
  if (isList(value)) return value.map((item) => inOrder(item, shape?.kind === 'list' ? shape.of : undefined));
  if (!isObject(value)) return value;
  const fields = shape?.kind === 'structure' ? shape.fields : {};
  const known = Object.keys(fields).filter((key) => Object.hasOwn(value, key));
  const others = Object.keys(value)
    .filter((key) => !Object.hasOwn(fields, key))
    .toSorted();
  return Object.fromEntries([...known, ...others].map((key) => [key, inOrder(value[key] ?? null, fields[key])]));
}
