import { didYouMean } from './did-you-mean.ts';
import { isList, isObject, type Json, type JsonObject } from './json.ts';
import type { Shape } from './shape.ts';

/**
 * Wanted fields without those that look mistyped: nearly one of the known fields, and not given back by AWS. To write them
 * again in every run would change nothing.
 *
 * A field that is like none may be new at AWS: it stays, and is a difference until AWS has it.
 *
 * @param found undefined of what is not there yet: it is to get all of them.
 */
export function withoutMistyped(wanted: JsonObject, found: JsonObject | undefined, shape: Shape): JsonObject {
  // What was an object stays one.
  return found ? (wellTyped(wanted, found, shape) as JsonObject) : wanted;
}

function wellTyped(wanted: Json, found: Json | undefined, shape: Shape | undefined): Json {
  if (isList(wanted)) {
    const items = typeof shape === 'object' && 'items' in shape ? shape.items : undefined;
    return items
      ? wanted.map((item, index) => wellTyped(item, isList(found) ? found[index] : undefined, items))
      : wanted;
  }
  if (!isObject(wanted) || typeof shape !== 'object' || !('fields' in shape)) return wanted;
  const { fields } = shape;
  const inFound = isObject(found) ? found : {};
  const isMistyped = (name: string): boolean =>
    !Object.hasOwn(fields, name) &&
    !Object.hasOwn(inFound, name) &&
    didYouMean(name, Object.keys(fields)) !== undefined;
  return Object.fromEntries(
    Object.entries(wanted)
      .filter(([name]) => !isMistyped(name))
      .map(([name, value]) => [name, wellTyped(value, inFound[name], fields[name])]),
  );
}
