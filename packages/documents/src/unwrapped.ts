import { partOf } from './document-parts.ts';
import { Diagnostics } from './diagnostics.ts';
import { Document, pathKey } from './document.ts';
import { isList, isObject } from './json.ts';
import { parseDocument } from './parse.ts';

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

/** A document that another one holds as a text. */
export interface TextWrapper {
  /** The key that it is under. */
  readonly key: string;
  /** Undefined where the text is no JSON or YAML. */
  readonly inner: Document | undefined;
}

/**
 * What a file holds as a text inside of the wrapper that an answer of AWS's CLI has: `{"DashboardBody": "{...}"}`.
 *
 * All of it has the place of the text.
 */
export function unwrappedText(document: Document, wrappers: readonly string[]): TextWrapper | undefined {
  const { value } = document;
  if (!isObject(value)) return undefined;
  const key = wrappers.find((name) => typeof value[name] === 'string');
  const text = key === undefined ? undefined : value[key];
  if (key === undefined || typeof text !== 'string') return undefined;
  const [at, keyAt] = [document.at([key]), document.keyAt([key])];
  const parsed = parseDocument(text, at?.file ?? '', new Diagnostics());
  const places = new Map(at && keyAt ? [[pathKey([]), { key: keyAt, value: at }]] : []);
  return { key, inner: parsed && new Document(parsed.value, places) };
}
