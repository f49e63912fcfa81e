import type { Diagnostics } from '@fargate-actions/documents';
import type { TextInput } from './input-lines.ts';

const RULE = 'inputs/command';

/**
 * Reads a command: a JSON list of texts, or words as in a shell.
 *
 * Quotes mean what they mean to a POSIX shell; nothing is expanded, because no shell runs it. A backslash arrives as it is
 * written (`App\Jobs\Mail`, `\d+`), as with the official action, but for one before a quote, a blank or a line end.
 * Undefined, with an error, when it is malformed.
 */
export function parseCommand(input: TextInput, diagnostics: Diagnostics): readonly string[] | undefined {
  const text = input.text.trim();
  return text.startsWith('[') ? jsonWords(text, input, diagnostics) : shellWords(text, input, diagnostics);
}

function jsonWords(text: string, input: TextInput, diagnostics: Diagnostics): readonly string[] | undefined {
  const words = parsedJson(text);
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words;
  diagnostics.error(
    undefined,
    RULE,
    `The input \`${input.name}\` begins with \`[\` but is no JSON list of texts.`,
    'Write `["program", "argument"]`, each item in double quotes, or the words without brackets.',
  );
  return undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One unquoted, single-quoted or double-quoted stretch of a word. Source: POSIX, Shell Command Language, 2.2 Quoting. */
const STRETCH =
  /\\(?<escaped>["'\s])|'(?<single>[^']*)'|"(?<double>(?:\\[\s\S]|[^"\\])*)"|(?<plain>\\\\|\\|[^\s'"\\]+)|(?<blank>\s+)/y;

/** What a shell would read as something else than a word. */
const OPERATOR = /^(&&|\|\|?|;|&|>>?|<|2>&1)$/;

function shellWords(text: string, input: TextInput, diagnostics: Diagnostics): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let isPlain = true;
  const end = () => {
    if (word !== undefined) {
      if (isPlain && OPERATOR.test(word)) warnOfOperator(word, input, diagnostics);
      words.push(word);
    }
    word = undefined;
    isPlain = true;
  };
  STRETCH.lastIndex = 0;
  while (STRETCH.lastIndex < text.length) {
    const { escaped, single, double, plain, blank } = STRETCH.exec(text)?.groups ?? {};
    // A backslash before a line end joins the lines.
    if (escaped === '\n') continue;
    if (blank !== undefined) end();
    else if (plain !== undefined) word = (word ?? '') + plain;
    else {
      const quoted = escaped ?? single ?? (double === undefined ? undefined : unescaped(double));
      if (quoted === undefined) {
        diagnostics.error(
          undefined,
          RULE,
          `The input \`${input.name}\` has a quote that is not closed.`,
          'Close the quote; write a quote that is part of a word as `\\"`.',
        );
        return undefined;
      }
      isPlain = false;
      word = (word ?? '') + quoted;
    }
  }
  end();
  return words;
}

/** In double quotes a backslash only quotes a quote, and joins lines. */
function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (pair, next: string) => (next === '"' ? next : next === '\n' ? '' : pair));
}

function warnOfOperator(word: string, input: TextInput, diagnostics: Diagnostics): void {
  diagnostics.warning(
    undefined,
    RULE,
    `The input \`${input.name}\` has an unquoted ${word}, but no shell runs the command: ${word} becomes an argument.`,
    'Write `sh -c "exec first && exec second"` if a shell shall run it, or put the word in quotes.',
  );
}
