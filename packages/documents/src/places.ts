import { Document, pathKey, type Path, type Place } from './document.ts';
import type { Json } from './json.ts';
import type { Source } from './source.ts';

/** Deeper than any file of AWS's, and far from the depth at which a recursive reader overflows the stack. */
export const DEEPEST = 200;

/** Notes where each value of a text stands while it is read. */
export class Places {
  readonly #source: Source;
  readonly #places = new Map<string, Place>();

  constructor(source: Source) {
    this.#source = source;
  }

  /** Notes the offsets of a value and of its key, if it has one; a path noted again is overwritten. */
  note(path: Path, valueOffset: number, keyOffset: number = valueOffset): void {
    this.#places.set(pathKey(path), { key: this.#source.at(keyOffset), value: this.#source.at(valueOffset) });
  }

  documentOf(value: Json): Document {
    return new Document(value, this.#places);
  }
}
