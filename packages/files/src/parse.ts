import type { Diagnostics } from './diagnostics.ts';
import { decode } from './decode.ts';
import type { Document } from './document.ts';
import { isList, isObject } from './json.ts';
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
  const source = decode(bytes, file, diagnostics);
  if (!source) return undefined;
  if (!/^(?!\s*(#|(---|\.\.\.)\s*$|$)).*\S/m.test(source.text)) {
    diagnostics.error(
      source.at(0),
      'files/empty',
      'This file is empty.',
      'Write what it is to hold, or remove the path to it.',
    );
    return undefined;
  }
  const document = parseYaml(source, diagnostics);
  if (document && !isObject(document.value) && !isList(document.value)) {
    diagnostics.error(
      document.at(),
      'files/scalar',
      'This file holds a single value, no map and no list.',
      'Write `key: value` lines: a space follows the colon.',
    );
    return undefined;
  }
  return document;
}
