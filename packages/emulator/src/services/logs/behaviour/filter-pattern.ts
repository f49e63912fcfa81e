import { isObject, type Json } from '../../../world/json.ts';
import { isQuoted, jsonCondition, unquoted } from './json-condition.ts';
import { PatternError } from './pattern-error.ts';

/** What a filter makes of lines. */
export interface LineMatch {
  readonly matches: (line: string) => boolean;
}

/**
 * What a metric filter's pattern matches: every line, terms, or a condition on the fields of a line of JSON.
 *
 * Of AWS's syntax there are neither the patterns of lines delimited by spaces (`[...]`) nor regular expressions (`%...%`).
 * Source: CloudWatch Logs's guide, "Filter pattern syntax for metric filters".
 *
 * @throws PatternError
 */
export function lineMatch(pattern: string): LineMatch {
  const text = pattern.trim();
  if (text.startsWith('[')) throw new PatternError('patterns of lines delimited by spaces are not emulated');
  if (!text.startsWith('{')) return { matches: termsMatch(text) };
  if (!text.endsWith('}')) throw new PatternError('the closing } is missing');
  const holds = jsonCondition(text.slice(1, -1));
  return {
    matches: (line) => {
      const fields = jsonLine(line);
      return fields !== undefined && holds(fields);
    },
  };
}

/** The fields of a line of JSON; undefined of every other line. */
export function jsonLine(line: string): Json | undefined {
  if (!line.trimStart().startsWith('{')) return undefined;
  try {
    // What JSON.parse gives of a text is JSON.
    const parsed = JSON.parse(line) as Json;
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

// A term in quotes, or of letters, digits and underscores; `-` excludes it, `?` makes it one of several.
const TERM = /^([-?]?)("(?:[^"\\]|\\.)*"|[\p{L}\p{N}_]+)(?:\s+|$)/u;

function termsMatch(text: string): (line: string) => boolean {
  const terms: Record<'all' | 'none' | 'some', string[]> = { all: [], none: [], some: [] };
  for (let rest = text; rest !== '';) {
    const [whole, sign, term] = TERM.exec(rest) ?? [];
    if (whole === undefined || term === undefined) throw new PatternError(`${rest} has no place here unless in quotes`);
    terms[sign === '-' ? 'none' : sign === '?' ? 'some' : 'all'].push(isQuoted(term) ? unquoted(term) : term);
    rest = rest.slice(whole.length);
  }
  const { all, none } = terms;
  // Beside terms that must be there, AWS overlooks those that may.
  const some = all.length + none.length > 0 ? [] : terms.some;
  return (line) =>
    all.every((term) => line.includes(term)) &&
    !none.some((term) => line.includes(term)) &&
    (some.length === 0 || some.some((term) => line.includes(term)));
}
