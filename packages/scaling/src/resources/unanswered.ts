import { isList, isObject, type Json, type JsonObject, type Shape } from '@fargate-actions/files';

/**
 * Wanted fields without those that neither this version knows nor AWS has given back: AWS may know them and keep them to
 * itself, or they are mistyped. Either way, to put them again in every run would change nothing.
 *
 * @param found undefined of what is not there yet: it is to get all of them.
 */
export function withoutUnanswered(wanted: JsonObject, found: JsonObject | undefined, shape: Shape): JsonObject {
  // What was an object stays one.
  return found ? (answered(wanted, found, shape) as JsonObject) : wanted;
}

function answered(wanted: Json, found: Json | undefined, shape: Shape | undefined): Json {
  if (isList(wanted)) {
    const items = typeof shape === 'object' && 'items' in shape ? shape.items : undefined;
    return items
      ? wanted.map((item, index) => answered(item, isList(found) ? found[index] : undefined, items))
      : wanted;
  }
  if (!isObject(wanted) || typeof shape !== 'object' || !('fields' in shape)) return wanted;
  const { fields } = shape;
  const inFound = isObject(found) ? found : {};
  return Object.fromEntries(
    Object.entries(wanted)
      .filter(([name]) => Object.hasOwn(fields, name) || Object.hasOwn(inFound, name))
      .map(([name, value]) => [name, answered(value, inFound[name], fields[name])]),
  );
}
