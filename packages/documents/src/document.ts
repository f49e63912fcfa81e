import type { Position } from './diagnostics.ts';
import type { Json } from './json.ts';

/** The way from the root of a document to one of its values: `['containerDefinitions', 0, 'image']`. */
export type Path = readonly (string | number)[];

/** The position of a key and of its value. List items and roots have no key: both are the value's. */
export interface Place {
  readonly key: Position;
  readonly value: Position;
}

/**
 * A parsed file: plain JSON, and where in which file each of its values stands.
 *
 * The value is kept apart from the positions so that decisions are functions of plain data. A value that was computed
 * and stands in no file has the position of its nearest ancestor that does.
 */
export class Document {
  readonly value: Json;
  readonly #places: ReadonlyMap<string, Place>;

  constructor(value: Json, places: ReadonlyMap<string, Place>) {
    this.value = value;
    this.#places = places;
  }

  /** Where the value at the path stands, or its nearest ancestor that stands in a file. */
  at(path: Path = []): Position | undefined {
    return this.#nearest(path)?.value;
  }

  /** Where the key of the value at the path stands, or the nearest ancestor's that stands in a file. */
  keyAt(path: Path): Position | undefined {
    return this.#nearest(path)?.key;
  }

  /** The same places with another value: for a value that was computed from this document. */
  withValue(value: Json): Document {
    return new Document(value, this.#places);
  }

  get places(): ReadonlyMap<string, Place> {
    return this.#places;
  }

  #nearest(path: Path): Place | undefined {
    for (let length = path.length; length >= 0; length--) {
      const place = this.#places.get(pathKey(path.slice(0, length)));
      if (place) return place;
    }
    return undefined;
  }
}

/** A path as a map key. */
export function pathKey(path: Path): string {
  return JSON.stringify(path);
}

/** A path as people write it: `containerDefinitions[0].image`. */
export function pathText(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

/** The path that a map key stands for: the way back from `pathKey`. */
export function pathOfKey(key: string): Path {
  // The text was made by pathKey, from a path.
  return JSON.parse(key) as Path;
}
