import {
  Document,
  isList,
  isObject,
  pathKey,
  valueAt,
  type Json,
  type JsonObject,
  type Path,
} from '@fargate-actions/documents';

/**
 * The document with another value at the path, or without it when the value is undefined.
 *
 * Objects on the way are created. The new value stands in no file, so that a diagnostic about it points to what
 * surrounds it and not to the text that it replaced.
 */
export function withValueAt(document: Document, path: Path, value: Json | undefined): Document {
  const places = [...document.places].filter(([key]) => !isWithin(key, path));
  return new Document(updated(document.value, path, value) ?? {}, new Map(places));
}

/** An item of an edited list: one that was there before (at that index), or a new one. */
export type ListItem = { readonly was: number } | { readonly value: Json };

/** The document with the list at the path put together anew; items that were there keep their positions. */
export function withListAt(document: Document, path: Path, items: readonly ListItem[]): Document {
  const before = valueAt(document.value, path);
  const kept = isList(before) ? before : [];
  const edited = withValueAt(
    document,
    path,
    items.map((item) => ('was' in item ? (kept[item.was] ?? null) : item.value)),
  );
  const places = new Map(edited.places);
  const own = document.places.get(pathKey(path));
  if (own) places.set(pathKey(path), own);
  items.forEach((item, index) => {
    if (!('was' in item)) return;
    const was = pathKey([...path, item.was]);
    const is = pathKey([...path, index]);
    for (const [key, place] of document.places) {
      // Keys are JSON lists: the same way but for the index, with the closing bracket or what follows.
      if (isWithin(key, [...path, item.was])) places.set(is.slice(0, -1) + key.slice(was.length - 1), place);
    }
  });
  return new Document(edited.value, places);
}

function updated(value: Json | undefined, path: Path, replacement: Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  if (typeof step === 'number') {
    if (!isList(value)) return value;
    return value.map((item, index) => (index === step ? (updated(item, rest, replacement) ?? null) : item));
  }
  const before: JsonObject = isObject(value) ? value : {};
  const after = updated(before[step], rest, replacement);
  if (after !== undefined) return { ...before, [step]: after };
  return Object.fromEntries(Object.entries(before).filter(([key]) => key !== step));
}

function isWithin(key: string, path: Path): boolean {
  const whole = pathKey(path);
  return path.length === 0 || key === whole || key.startsWith(`${whole.slice(0, -1)},`);
}
