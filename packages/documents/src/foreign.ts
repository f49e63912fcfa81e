import type { Diagnostic } from './diagnostics.ts';
import { nextToken } from './json-scanner.ts';
import type { Source } from './source.ts';

/**
 * Finds the merge conflicts that Git left in a file.
 *
 * Its markers stand at the beginning of a line, where neither YAML nor JSON can have them.
 */
export function mergeConflicts(source: Source): Diagnostic[] {
  const found: Diagnostic[] = [];
  const ends = source.text.matchAll(/^>{7}/gm);
  let end = ends.next().value?.index;
  for (const { index } of source.text.matchAll(/^<{7}(?: .*)?$/gm)) {
    while (end !== undefined && end < index) end = ends.next().value?.index;
    found.push({
      rule: 'files/conflict-marker',
      severity: 'error',
      message: `Git left a merge conflict here${end === undefined ? '' : `; it ends in line ${source.lineNumber(end)}`}.`,
      hint: 'Decide what is to stay, and remove the lines of <<<<<<<, ======= and >>>>>>>.',
      at: source.at(index),
    });
    if (found.length === MOST_CONFLICTS) break;
  }
  return found;
}

/** More than anybody mends by what a log says. */
const MOST_CONFLICTS = 20;

/** Finds what makes a text a jsonnet program, which much of YAML's grammar would take for text. */
export function jsonnet(source: Source): Diagnostic | undefined {
  if (!JSONNET_BEGINS.has(nextToken(source.text, 0).text)) return undefined;
  const code = blanked(source.text, () => true);
  const found = JSONNET.exec(code);
  if (!found) return undefined;
  return {
    rule: 'files/jsonnet',
    severity: 'error',
    message: 'This is jsonnet, a program that makes JSON, not JSON.',
    hint: 'Run jsonnet in a step before this one, and give its output here.',
    at: source.at(found.index),
  };
}

// In YAML the same characters may stand in any text, so these are what the file itself begins with.
const JSONNET_BEGINS = new Set(['{', '[', 'local', 'function', 'import', 'importstr']);

// `local x = 1`, `std.extVar(...)`, `import '...'`, `function(...)`, hidden and added fields (`key::`, `key+:`).
const JSONNET =
  /\blocal\s+\w+\s*[=(]|\bstd\.\w+\(|\bimport(?:str)?\s+(?=\n|[^\s:]|$)|\bfunction\s*\(|\b\w+\s*(?:::|\+::?)\s/;

/**
 * The text with blanks in place of its `//` and `/* *\/` comments, if it begins with a bracket.
 *
 * JSON's relatives have them (JSON5, task definitions in JavaScript's notation); what is left of those is YAML.
 */
export function withoutSlashComments(text: string): string {
  return /^[{[]$/.test(nextToken(text, 0).text) ? blanked(text, (part) => part.startsWith('/')) : text;
}

/** The text with blanks in place of those of its comments and quoted texts that are chosen; all offsets stay. */
function blanked(text: string, isChosen: (part: string) => boolean): string {
  return text.replace(COMMENT_OR_TEXT, (part) => (isChosen(part) ? part.replace(/./g, ' ') : part));
}

// A comment begins after a blank or a comma, unlike the // of https://. Of a quotation that is never closed each quote would
// be gone through to the end of the file.
const COMMENT_OR_TEXT =
  /(?<=^|[\s,])(?:\/\/.*|#.*)|\/\*[^]{0,2000}?\*\/|"(?:\\.|[^"\\]){0,1000}"|'(?:\\.|[^'\\]){0,1000}'/g;

/** Finds the first line that belongs to a template (Jinja, Helm, Go): `{% if x %}`, `{{- range .Items }}`. */
export function template(source: Source): Diagnostic | undefined {
  const found = /^[ \t]*(\{%|\{\{-?[ \t]*(?:if|else|end|range|with|define|template|block|include)\b)/m.exec(
    source.text,
  );
  if (!found) return undefined;
  return {
    rule: 'files/template',
    severity: 'error',
    message: 'This is a template: the line is an instruction for the tool that renders it.',
    hint: 'Render it in a step before this one, and give the result here.',
    at: source.at(found.index + found[0].search(/\S/)),
  };
}
