import { Document, pathKey, type Path, type Place } from './document.ts';
import { isList, isObject, type Json, type JsonObject } from './json.ts';

/** Free maps: their keys are the user's own. */
const FREE: ReadonlySet<string> = new Set(['tags']);

/** `MinCapacity` and `OKActions` as files write them: `minCapacity`, `okActions`. */
function inSmall(name: string): string {
  return name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
}

/**
 * A document whose keys begin with a small letter, each value where it stood: the SDK and most examples write
 * `MinCapacity`, the seed `minCapacity`.
 */
export function inCamelCase(document: Document): Document {
  const places = new Map<string, Place>();

  function renamed(value: Json, from: Path, to: Path, isFree: boolean): Json {
    const key = document.keyAt(from);
    const at = document.at(from);
    if (key && at) places.set(pathKey(to), { key, value: at });
    if (isList(value)) return value.map((item, index) => renamed(item, [...from, index], [...to, index], isFree));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => {
        const small = isFree ? name : inSmall(name);
        return [small, renamed(item, [...from, name], [...to, small], isFree || FREE.has(small))];
      }),
    );
  }

  const value = renamed(document.value, [], [], false);
  return new Document(value, places);
}

/** What AWS answered, as files have it: plain JSON whose keys begin with a small letter, times as text. */
export function answerInCamelCase(answer: object): JsonObject {
  // An object stays one.
  return camelCased(answer) as JsonObject;
}

function camelCased(value: unknown, isFree = false): Json {
  if (value instanceof Date) return value.toJSON();
  if (Array.isArray(value)) return value.map((item: unknown) => camelCased(item, isFree));
  // Only plain data and dates are in an answer.
  if (typeof value !== 'object' || value === null) return value as Json;
  const kept = Object.entries(value).flatMap(([name, item]: [string, unknown]): [string, Json][] => {
    if (item === undefined) return [];
    const small = isFree ? name : inSmall(name);
    return [[small, camelCased(item, isFree || FREE.has(small))]];
  });
  return Object.fromEntries(kept);
}

/** A request as AWS takes it: its keys begin with a capital. */
export function inPascalCase(value: Json): Json {
  if (isList(value)) return value.map(inPascalCase);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      FREE.has(name) ? item : inPascalCase(item),
    ]),
  );
}
