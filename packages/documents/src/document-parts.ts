import { Document, pathKey, pathOfKey, type Path, type Place } from './document.ts';
import { isList, isObject, type Json } from './json.ts';

/** The value at a path, or undefined where there is none. */
export function valueAt(value: Json, path: Path): Json | undefined {
  let found: Json | undefined = value;
  for (const step of path) {
    if (typeof step === 'number') found = isList(found) ? found[step] : undefined;
    else found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}

/** The part of a document at a path as a document of its own, or undefined where there is none. */
export function partOf(document: Document, path: Path): Document | undefined {
  const value = valueAt(document.value, path);
  if (value === undefined) return undefined;
  return new Document(value, new Map([...rootPlace(document, path, []), ...moved(document, path, [])]));
}

/** A document whose value stands under the keys of the path: `{ a: { b: value } }` for `['a', 'b']`. */
export function placeUnder(document: Document, path: readonly string[]): Document {
  const value = path.reduceRight<Json>((inner, key) => ({ [key]: inner }), document.value);
  const ancestors = path.flatMap((_, length) => rootPlace(document, [], path.slice(0, length)));
  return new Document(value, new Map([...ancestors, ...moved(document, [], path)]));
}

/**
 * A document with another one in the place of its part at the path; maps missing on the way there are made.
 *
 * The key keeps its place in the document, the value has the place it has in the part. Throws a RangeError for an item
 * that a list does not have.
 */
export function replacePart(document: Document, path: Path, part: Document): Document {
  const key = document.places.get(pathKey(path))?.key;
  const [partPlace] = rootPlace(part, [], path);
  const others = placesOf(document).filter(([at]) => !startsWith(at, path));
  const places = new Map<string, Place>([
    ...others.map(([at, place]) => [pathKey(at), place] as const),
    ...moved(part, [], path),
  ]);
  if (key && partPlace) places.set(partPlace[0], { key, value: partPlace[1].value });
  return new Document(withValueAt(document.value, path, part.value), places);
}

function withValueAt(value: Json, path: Path, inner: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return inner;
  const replaced = withValueAt(valueAt(value, [step]) ?? {}, rest, inner);
  if (isList(value) && typeof step === 'number') return value.with(step, replaced);
  return { ...(isObject(value) ? value : {}), [step]: replaced };
}

/** The place of the value at a path, or of its nearest ancestor, as the place of another path. */
function rootPlace(document: Document, path: Path, to: Path): (readonly [string, Place])[] {
  const key = document.keyAt(path);
  const value = document.at(path);
  return key && value ? [[pathKey(to), { key, value }]] : [];
}

/** All places at and below a path, as places at and below another. */
function moved(document: Document, from: Path, to: Path): (readonly [string, Place])[] {
  return placesOf(document)
    .filter(([path]) => startsWith(path, from))
    .map(([path, place]) => [pathKey([...to, ...path.slice(from.length)]), place] as const);
}

function placesOf(document: Document): (readonly [Path, Place])[] {
  return Array.from(document.places, ([key, place]) => [pathOfKey(key), place] as const);
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, index) => path[index] === step);
}
