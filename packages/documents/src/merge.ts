import { Document, pathOfKey, type Path, type Place } from './document.ts';
import { valueAt } from './document-parts.ts';
import { isObject, type Json } from './json.ts';

/**
 * Merges documents in order: maps key by key, all the way down; of lists and single values the last one wins.
 *
 * `null` wins like any other value. Each value keeps the place it has in the document it comes from; a map that several
 * documents contribute to has its place in the first of them.
 */
export function mergeDocuments(documents: readonly Document[]): Document {
  const [first, ...others] = documents;
  return others.reduce(mergeTwo, first ?? new Document({}, new Map()));
}

function mergeTwo(under: Document, over: Document): Document {
  const places = new Map<string, Place>();
  for (const [key, place] of under.places) {
    if (!isReplaced(pathOfKey(key), under, over)) places.set(key, place);
  }
  for (const [key, place] of over.places) {
    if (!isMergedMap(pathOfKey(key), under, over)) places.set(key, place);
  }
  return new Document(mergeValues(under.value, over.value), places);
}

function mergeValues(under: Json, over: Json): Json {
  if (!isObject(under) || !isObject(over)) return over;
  const merged = new Map(Object.entries(under));
  for (const [key, value] of Object.entries(over)) {
    const below = merged.get(key);
    merged.set(key, below === undefined ? value : mergeValues(below, value));
  }
  return Object.fromEntries(merged);
}

/** Whether the value at the path, or a value on the way to it, gives way to one of the other document. */
function isReplaced(path: Path, under: Document, over: Document): boolean {
  for (let length = 0; length <= path.length; length++) {
    const way = path.slice(0, length);
    if (valueAt(over.value, way) === undefined) return false;
    if (!isMergedMap(way, under, over)) return true;
  }
  return false;
}

function isMergedMap(path: Path, under: Document, over: Document): boolean {
  return isObject(valueAt(under.value, path)) && isObject(valueAt(over.value, path));
}
