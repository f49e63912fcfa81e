import { isObject, type Json, type JsonObject } from '@fargate-actions/files';

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

/** Whether an item is nothing but a name (or key) and a value: a variable, a setting, a tag. */
export function isPair(item: JsonObject | undefined): boolean {
  return item !== undefined && 'value' in item && ('name' in item || 'key' in item) && Object.keys(item).length === 2;
}

/** A named item without its name; of a variable or a reference to a secret only what it stands for. */
export function itemContent(item: JsonObject): Json {
  if (isPair(item)) return item['value'] ?? null;
  const { name: _, ...rest } = item;
  const { valueFrom, ...others } = rest;
  return valueFrom !== undefined && Object.keys(others).length === 0 ? valueFrom : rest;
}
