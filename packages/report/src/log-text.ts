import { plainLines } from './plain-text.ts';

/**
 * A text from outside as lines that the runner prints and never obeys.
 *
 * The runner takes `::` at the start of a line, after any white space, for a command, and `##[` anywhere in it.
 * Source: actions/runner, ActionCommand.cs.
 */
export function logLines(text: string): string[] {
  return plainLines(text).map((line) => line.replaceAll('##[', '##\\[').replace(/^(\s*)::/, '$1\\::'));
}
