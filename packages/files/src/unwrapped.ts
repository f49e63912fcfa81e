import { partOf } from './document-parts.ts';
import type { Document } from './document.ts';
import { isList, isObject } from './json.ts';

/**
 * What a file holds inside of the wrapper that an answer of AWS's CLI has: `{"services": [{...}]}`, `{"service": {...}}`.
 *
 * A list of several is left as it is: which one is meant can't be known.
 *
 * @param wrappers the keys under which such answers have it.
 */
export function unwrapped(document: Document, wrappers: readonly string[]): Document {
  const { value } = document;
  if (!isObject(value)) return document;
  for (const key of wrappers) {
    const inner = value[key];
    if (isObject(inner)) return partOf(document, [key]) ?? document;
    if (isList(inner) && inner.length === 1 && isObject(inner[0])) return partOf(document, [key, 0]) ?? document;
  }
  return document;
}
