import { decode } from './decode.ts';
import { Diagnostics } from './diagnostics.ts';
import type { Document } from './document.ts';
import { jsonnet, mergeConflicts, template, withoutSlashComments } from './foreign.ts';
import { parseJson } from './json-reader.ts';
import { nextToken } from './json-scanner.ts';
import { isList, isObject } from './json.ts';
import { DEEPEST } from './places.ts';
import { Source } from './source.ts';
import { isTooLarge } from './too-large.ts';
import { parseYaml } from './yaml.ts';

/**
 * Reads a YAML or JSON file, told apart by what it holds, not by its name, with the place of each value.
 *
 * Reports every error. Returns undefined when there is nothing to go on with: an error is then among the diagnostics.
 */
export function parseDocument(
  bytes: Uint8Array | string,
  file: string,
  diagnostics: Diagnostics,
): Document | undefined {
  const source = isTooLarge(bytes, file, diagnostics) ? undefined : decode(bytes, file, diagnostics);
  if (!source) return undefined;
  const foreign = [...mergeConflicts(source), jsonnet(source)].filter((found) => found !== undefined);
  foreign.forEach((found) => diagnostics.add(found));
  return foreign.length > 0 ? undefined : parseText(source, diagnostics);
}

function parseText(source: Source, diagnostics: Diagnostics): Document | undefined {
  const found = new Diagnostics();
  const document = isJson(source.text)
    ? parseJson(source, found)
    : parseYaml(new Source(source.file, withoutSlashComments(source.text)), found);
  // A template's lines make errors all over; in a text that can be read they are part of a value.
  const templateLine = document ? undefined : template(source);
  (templateLine ? [templateLine] : found.all).forEach((diagnostic) => diagnostics.add(diagnostic));
  if (!document || isObject(document.value) || isList(document.value)) return document;
  diagnostics.error(
    document.at(),
    'files/scalar',
    'This file holds a single value, no map and no list.',
    'Write `key: value` lines; a space follows the colon.',
  );
  return undefined;
}

/**
 * Whether a text is JSON rather than YAML.
 *
 * It begins with a bracket, as YAML in flow style does too, and its first key or item is as JSON has it.
 */
function isJson(text: string): boolean {
  let token = nextToken(text, 0);
  for (let depth = 0; token.text === '[' && token.kind === 'sign'; depth += 1) {
    // Too deep for both, and JSON's reader says so at once.
    if (depth > DEEPEST) return true;
    token = nextToken(text, token.end);
    if (token.kind !== 'sign') return token.kind === 'string' || isJsonWord(token.text);
    if (token.text === ']') return true;
  }
  if (token.text !== '{' || token.kind !== 'sign') return false;
  const first = nextToken(text, token.end);
  return first.kind !== 'word';
}

function isJsonWord(text: string): boolean {
  return /^(?:true|false|null|-?\d.*)$/.test(text);
}
