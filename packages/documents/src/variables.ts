import type { Diagnostics } from './diagnostics.ts';

/** The values that `${NAME}` stands for in files. Never the process environment: it holds credentials. */
export type Variables = ReadonlyMap<string, string>;

/** What a variable may be called. */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Reads `KEY=value` lines, as the `variables` input has them.
 *
 * All after the first `=` is the value, quotes and blanks included. Empty lines and those that begin with `#` are
 * skipped, an `export ` before the name is dropped, and the last of several lines for a name counts.
 * Messages never show a line's text: a value may be a secret.
 */
export function parseVariables(text: string, diagnostics: Diagnostics, input = 'variables'): Variables {
  const variables = new Map<string, string>();
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    if (/^\s*(#|$)/.test(line)) return;
    const where = `Line ${index + 1} of the input \`${input}\``;
    const equals = line.indexOf('=');
    const name = line
      .slice(0, equals)
      .trim()
      .replace(/^export\s+/, '');
    if (equals === -1) {
      diagnostics.error(
        undefined,
        'files/variables-line',
        `${where} has no \`=\`.`,
        'Each line is `KEY=value`; a value cannot go on in the next line.',
      );
    } else if (!VARIABLE_NAME.test(name)) {
      diagnostics.error(
        undefined,
        'files/variables-line',
        `${where} has no name that a variable can have before its \`=\`.`,
        'Names are letters, digits and underscores, and do not begin with a digit.',
      );
    } else {
      variables.set(name, line.slice(equals + 1));
    }
  });
  return variables;
}
