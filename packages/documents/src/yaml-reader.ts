import { isAlias, isMap, isNode, isPair, isScalar, isSeq } from 'yaml';
import type { Alias, Node, Pair, Scalar, YAMLMap } from 'yaml';
import type { Diagnostics } from './diagnostics.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Document, Path } from './document.ts';
import type { Json, JsonObject } from './json.ts';
import { numberProblem } from './number.ts';
import { DEEPEST, Places } from './places.ts';
import type { Source } from './source.ts';
import { duplicateKey, invisibleCharacter, tooDeep, unfitNumber, unquotedPlaceholder } from './wording.ts';

/** More values than this through aliases alone is no file a person wrote: aliases of aliases multiply. */
const MOST_ALIASED_VALUES = 10_000;

/** A file with more errors than this is better looked at from its first error on. */
const MOST_ERRORS = 20;

// Spaces that copying from a web page or a chat brings along: YAML takes them for letters.
const INVISIBLE = /^[\u00a0\u2000-\u200b\u202f\u3000\ufeff]|[\u00a0\u2000-\u200b\u202f\u3000\ufeff]$/;

const LONGEST_PLACEHOLDER = 200;

type NodePair = Pair<Node, Node | null>;

/** Turns the syntax tree of a YAML file into plain values and their places. */
export class YamlReader {
  readonly #source: Source;
  readonly #diagnostics: Diagnostics;
  readonly #places: Places;
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #errorCount = 0;
  #aliasDepth = 0;
  #aliasedValues = 0;
  #isOverflowReported = false;

  constructor(source: Source, diagnostics: Diagnostics) {
    this.#source = source;
    this.#diagnostics = diagnostics;
    this.#places = new Places(source);
  }

  documentOf(value: Json): Document {
    return this.#places.documentOf(value);
  }

  /** Whether aliases repeat more than can be read. The values are then incomplete. */
  get isOverflowing(): boolean {
    return this.#aliasedValues > MOST_ALIASED_VALUES;
  }

  read(node: Node | null, path: Path = [], keyOffset?: number): Json {
    if (!node) return null;
    if (isAlias(node)) return this.#readAlias(node, path, keyOffset);
    if (this.#aliasDepth > 0 && this.#aliasedValues++ >= MOST_ALIASED_VALUES) return null;
    this.#places.note(path, offsetOf(node), keyOffset);
    this.#remember(node);
    if (path.length > DEEPEST) {
      this.#error(node, ...tooDeep());
      return null;
    }
    return this.#inside(node, () => {
      if (isMap(node)) return this.#readPlaceholder(node) ?? this.#readMap(node, path);
      if (isSeq(node)) return node.items.map((item, index) => this.read(isNode(item) ? item : null, [...path, index]));
      return isScalar(node) ? this.#readScalar(node) : null;
    });
  }

  #readScalar(scalar: Scalar): Json {
    const { value, source: written = '' } = scalar;
    if (typeof value === 'number') {
      const problem = numberProblem(written, value);
      if (!problem) return value;
      this.#error(scalar, ...unfitNumber(problem));
      return written;
    }
    return value === null || typeof value === 'boolean' || typeof value === 'string' ? value : written;
  }

  /** `{{NAME}}` is YAML, a map whose key is a map, and never meant as such. */
  #readPlaceholder(map: YAMLMap): string | undefined {
    const start = offsetOf(map);
    const placeholder = /^\{\{.*?\}\}/.exec(this.#source.text.slice(start, start + LONGEST_PLACEHOLDER))?.[0];
    if (placeholder) this.#error(map, ...unquotedPlaceholder(placeholder));
    return placeholder;
  }

  #readMap(map: YAMLMap, path: Path): JsonObject {
    const entries = new Map<string, Json>();
    this.#fill(entries, map, path, false);
    return Object.fromEntries(entries);
  }

  /** Reads a map's own keys, then those it merges in (`<<`), which never override what is there already. */
  #fill(entries: Map<string, Json>, map: YAMLMap, path: Path, isMerged: boolean): void {
    if (isMerged && this.#aliasedValues++ >= MOST_ALIASED_VALUES) return;
    const merged: { map: YAMLMap; at: Node }[] = [];
    const firstOffsets = new Map<string, number>();
    for (const pair of map.items.filter(isNodePair)) {
      if (isMergeKey(pair.key)) {
        merged.push(...this.#mapsToMerge(pair.value).map((map) => ({ map, at: pair.value ?? pair.key })));
        continue;
      }
      const key = this.#readKey(pair.key);
      if (key === undefined || (isMerged && entries.has(key))) continue;
      const keyOffset = offsetOf(pair.key);
      this.#refuseDuplicate(key, pair.key, firstOffsets.get(key));
      firstOffsets.set(key, firstOffsets.get(key) ?? keyOffset);
      this.#places.note([...path, key], keyOffset);
      entries.set(key, this.read(pair.value, [...path, key], keyOffset));
    }
    for (const { map: other, at } of merged) {
      this.#inAlias(at, () => this.#inside(other, () => this.#fill(entries, other, path, true)));
    }
  }

  #mapsToMerge(node: Node | null): YAMLMap[] {
    if (node) this.#remember(node);
    const target = isAlias(node) ? this.#target(node) : node;
    const items = isSeq(target) ? target.items : [target];
    const maps = items.map((item) => (isAlias(item) ? this.#target(item) : item));
    const unfit = maps.findIndex((map) => map !== undefined && map !== null && !isMap(map));
    if (node && unfit !== -1) {
      const item = items[unfit];
      this.#error(
        isSeq(node) && isNode(item) ? item : node,
        'files/merge-key',
        '`<<` takes in a map, or a list of maps; this is neither.',
        'Write `<<: *name`, with `&name` before a map.',
      );
    }
    return maps.filter((map) => isMap(map));
  }

  #readAlias(alias: Alias, path: Path, keyOffset: number | undefined): Json {
    this.#places.note(path, offsetOf(alias), keyOffset);
    const target = this.#target(alias);
    if (!target) return null;
    return this.#inAlias(alias, () => this.read(target, path, keyOffset));
  }

  #target(alias: Alias): Node | undefined {
    const name = alias.source;
    const target = this.#anchors.get(name);
    if (!target) {
      const meant = didYouMean(name, this.#anchors.keys());
      this.#error(
        alias,
        'files/unknown-anchor',
        'This alias repeats the value that an anchor (&) marks, and no value above it has that anchor.',
        meant ? `Did you mean *${meant}?` : 'Mark a value with the anchor. A text that begins with * needs quotes.',
      );
      return undefined;
    }
    if (!this.#open.has(target)) return target;
    this.#error(alias, 'files/alias-cycle', 'This alias stands inside the value it repeats.', 'Write the value out.');
    return undefined;
  }

  #readKey(node: Node): string | undefined {
    const key = isAlias(node) ? this.#target(node) : node;
    if (isScalar(key) && typeof key.value === 'string' && key.type === 'PLAIN' && INVISIBLE.test(key.value)) {
      this.#error(node, ...invisibleCharacter());
    }
    // Numbers and booleans are keys as they are written: `80:` is "80", `1.0:` is "1.0".
    if (isScalar(key) && key.value !== null) return typeof key.value === 'string' ? key.value : key.source;
    if (key === undefined) return undefined;
    this.#error(node, 'files/key-not-text', 'A key is a text; this one is not.', 'Write the key in quotes.');
    return undefined;
  }

  #refuseDuplicate(key: string, node: Node, firstOffset: number | undefined): void {
    if (firstOffset === undefined) return;
    this.#error(node, ...duplicateKey(key, this.#source.lineNumber(firstOffset)));
  }

  /** Inside an alias the same anchors come by a second time, which must not make them newer. */
  #remember(node: Node): void {
    if ('anchor' in node && node.anchor && this.#aliasDepth === 0) this.#anchors.set(node.anchor, node);
  }

  #inside<T>(node: Node, read: () => T): T {
    this.#open.add(node);
    const value = read();
    this.#open.delete(node);
    return value;
  }

  #inAlias<T>(at: Node, read: () => T): T {
    this.#aliasDepth++;
    const value = read();
    this.#aliasDepth--;
    if (this.#aliasDepth === 0 && this.isOverflowing && !this.#isOverflowReported) {
      this.#isOverflowReported = true;
      this.#error(
        at,
        'files/too-many-aliases',
        `With this alias the file grows to more than ${MOST_ALIASED_VALUES} repeated values.`,
        'Aliases of aliases multiply: write the values out.',
      );
    }
    return value;
  }

  #error(node: Node, rule: string, message: string, hint: string): void {
    if (++this.#errorCount > MOST_ERRORS) return;
    this.#diagnostics.error(this.#source.at(offsetOf(node)), rule, message, hint);
  }
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function isNodePair(pair: Pair): pair is NodePair {
  return isPair(pair) && isNode(pair.key) && (pair.value === null || isNode(pair.value));
}

function isMergeKey(key: Node): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}
