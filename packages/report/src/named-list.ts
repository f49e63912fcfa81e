import { isObject, type Json, type JsonObject } from '@fargate-actions/documents';

/** Whether a list's items all have a name of their own: containers, variables, secrets, volumes, tags. */
export function isNamedList(value: Json | undefined): value is readonly JsonObject[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const names = value.map((item: Json) => (isObject(item) ? itemName(item) : undefined));
  return names.every((name) => name !== undefined) && new Set(names).size === names.length;
}

/** The name of a container, variable, volume, or the key of a tag. */
export function itemName(item: JsonObject): string | undefined {
  const name = item['name'] ?? (isPair(item) ? item['key'] : undefined);
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** Whether an item is nothing but a name and what it stands for: a variable, a reference to a secret, a tag. */
export function isPair(item: Json | undefined): item is JsonObject {
  if (!isObject(item) || Object.keys(item).length !== 2) return false;
  return ('name' in item && ('value' in item || 'valueFrom' in item)) || ('key' in item && 'value' in item);
}

/** The name of a pair. */
export function pairName(item: Json | undefined): string | undefined {
  return isPair(item) ? itemName(item) : undefined;
}

/** What a pair's name stands for. */
export function pairValue(item: Json | undefined): Json | undefined {
  return isPair(item) ? (item['value'] ?? item['valueFrom']) : undefined;
}

/** A named item without its name. */
export function withoutName(item: JsonObject): JsonObject {
  const { name: _, ...rest } = item;
  return rest;
}
