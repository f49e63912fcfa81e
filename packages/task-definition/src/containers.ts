import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { Document, isList, isObject, type Json, type JsonObject, type Path } from '@fargate-actions/documents';

/** An object in a definition, and the way to it. */
export interface Found {
  readonly path: Path;
  readonly value: JsonObject;
}

/** A container of a definition. */
export interface Container extends Found {
  readonly name: string | undefined;
}

/** The definition itself; empty when the document holds something else. */
export function root(document: Document): Found {
  return { path: [], value: isObject(document.value) ? document.value : {} };
}

/** The containers of a definition; what is no object is left out, the check of types reports it. */
export function containersOf(document: Document): readonly Container[] {
  return objectsAt(root(document), 'containerDefinitions').map((found) => ({
    ...found,
    name: textAt(found.value, 'name'),
  }));
}

/** The containers of a file, or of a task definition as ECS describes it. */
export function containersIn(
  definition: Document | Pick<TaskDefinition, 'containerDefinitions'>,
): readonly Container[] {
  if (definition instanceof Document) return containersOf(definition);
  // Container definitions are plain JSON in the API too.
  const containerDefinitions = (definition.containerDefinitions ?? []) as unknown as JsonObject[];
  return containersOf(new Document({ containerDefinitions }, new Map()));
}

/** The objects in the list under the key. */
export function objectsAt(parent: Found, key: string): readonly Found[] {
  const items = parent.value[key];
  if (!isList(items)) return [];
  return items.flatMap((value, index) => (isObject(value) ? [{ path: [...parent.path, key, index], value }] : []));
}

/** The object under the key. */
export function objectAt(parent: Found, key: string): Found | undefined {
  const value = parent.value[key];
  return isObject(value) ? { path: [...parent.path, key], value } : undefined;
}

/** The text under the key, if it is one. */
export function textAt(value: JsonObject, key: string): string | undefined {
  const found = value[key];
  return typeof found === 'string' ? found : undefined;
}

/** The number under the key, if it is one. */
export function numberAt(value: JsonObject, key: string): number | undefined {
  const found = value[key];
  return typeof found === 'number' ? found : undefined;
}

/** The texts in the list under the key. */
export function textsAt(value: JsonObject, key: string): readonly string[] {
  const found = value[key];
  return isList(found) ? found.filter((item) => typeof item === 'string') : [];
}

/** The places of texts that were given before. */
export function repeated(texts: readonly (string | undefined)[]): ReadonlySet<number> {
  const seen = new Set<string>();
  return new Set(
    texts.flatMap((text, index) => {
      if (text === undefined) return [];
      const isRepeated = seen.has(text);
      seen.add(text);
      return isRepeated ? [index] : [];
    }),
  );
}

/** Whether a value says anything: false, an empty list and an empty map say what absence says. */
export function isSet(value: Json | undefined): boolean {
  if (value === undefined || value === false || value === null) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
