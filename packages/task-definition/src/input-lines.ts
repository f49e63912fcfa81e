import type { Diagnostics } from '@fargate-actions/documents';

/** One entry of a list of names and values: set, or taken away. */
export type Edit =
  | { readonly kind: 'set'; readonly name: string; readonly value: string }
  | { readonly kind: 'remove'; readonly name: string };

/** The input that a text comes from. */
export interface TextInput {
  /** As in action.yml: `environment-variables`. */
  readonly name: string;
  readonly text: string;
}

const RULE = 'inputs/lines';
const HEREDOC = /^([^=]*?)\s*<<\s*(\S+)$/;

/**
 * Reads the lines of an input such as `environment-variables`.
 *
 * - `KEY=value`: everything after the first `=` is the value, further `=` and quotes included.
 * - `KEY<<END`, lines, `END`: a value of several lines, as in GitHub's own files.
 * - `!KEY`: takes the entry away.
 * - Empty lines and lines that begin with `#` are skipped.
 *
 * Each malformed line is an error that names the input and the line, and never shows it: it may be part of a secret.
 */
export function parseEdits(input: TextInput, diagnostics: Diagnostics): readonly Edit[] {
  const lines = input.text.split(/\r\n|\n|\r/);
  const edits: Edit[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = (lines[index] ?? '').trim();
    if (line === '' || line.startsWith('#')) continue;
    const report = (what: string, hint: string) =>
      diagnostics.error(undefined, RULE, `Line ${index + 1} of the input \`${input.name}\` ${what}.`, hint);
    const [, heredocName, end] = HEREDOC.exec(line) ?? [];
    if (heredocName !== undefined && end !== undefined) {
      const last = lines.findIndex((later, at) => at > index && later.trim() === end);
      if (last === -1) {
        report(`begins a value that never ends: there is no line ${end} after it`, `End the value with a line ${end}.`);
        break;
      }
      add(edits, heredocName, lines.slice(index + 1, last).join('\n'), report);
      index = last;
    } else if (/^![^=]*$/.test(line)) {
      const name = line.slice(1).trim();
      if (isName(name)) edits.push({ kind: 'remove', name });
      else report('has no name after its `!`', 'Write `!KEY` to take KEY away.');
    } else {
      const equals = line.indexOf('=');
      if (equals === -1) report('has no `=`', SYNTAX);
      else add(edits, line.slice(0, equals).trim(), line.slice(equals + 1), report);
    }
  }
  return edits;
}

const SYNTAX =
  'Write `KEY=value`; for a value of several lines `KEY<<END`, the lines, and a line `END`; `!KEY` to take KEY away.';

function add(edits: Edit[], name: string, value: string, report: (what: string, hint: string) => void): void {
  if (isName(name)) edits.push({ kind: 'set', name, value });
  else report(name === '' ? 'has no name before its value' : 'has a name with blanks in it', SYNTAX);
}

function isName(name: string): boolean {
  return /^\S+$/.test(name);
}

/** Reads an input of one item a line, `env-files` for example; empty lines and `#` lines are skipped. */
export function parseItems(text: string): readonly string[] {
  return text.split(/[\r\n]+/).flatMap((line) => {
    const item = line.trim();
    return item === '' || item.startsWith('#') ? [] : [item];
  });
}

/** Reads names that are separated by commas or line ends, blanks around them left out: `web, beat`. */
export function parseNames(text: string): readonly string[] {
  return [...new Set(text.split(/[,\r\n]+/).flatMap((name) => name.trim() || []))];
}
