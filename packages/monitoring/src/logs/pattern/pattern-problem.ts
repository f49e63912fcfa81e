import { checkJsonPattern } from './json-pattern.ts';
import { PatternError } from './pattern-error.ts';
import { checkTerms } from './terms-pattern.ts';

/** What is wrong with a pattern, and where in it, counted from 0. */
export interface PatternProblem {
  readonly at: number;
  readonly message: string;
}

const LONGEST_PATTERN = 1024;
/** Source: CloudWatch Logs user guide, "Filter pattern syntax for metric filters", quotas. */
const MOST_EXPRESSIONS = 2;

/**
 * What is wrong with the pattern of a metric filter, as far as that can be known; undefined where nothing is.
 *
 * Source: CloudWatch Logs user guide, "Filter pattern syntax for metric filters".
 */
export function patternProblem(pattern: string): PatternProblem | undefined {
  const start = pattern.length - pattern.trimStart().length;
  const text = pattern.trim();
  if (text === '') return { at: 0, message: 'an empty pattern counts every line' };
  if (pattern.length > LONGEST_PATTERN) {
    return { at: LONGEST_PATTERN, message: `a pattern has at most ${LONGEST_PATTERN} characters` };
  }
  try {
    if (text.startsWith('{')) checkJsonPattern(text);
    else if (text.startsWith('[')) checkFields(text);
    else checkTerms(text);
    const expressions = text.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/%[^%]*%/g) ?? [];
    if (expressions.length > MOST_EXPRESSIONS) throw new PatternError(0, 'it has more than two regular expressions');
    return undefined;
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return { at: start + error.at, message: error.message };
  }
}

/** Fields of a line that spaces delimit: `[ip, user, status = 4*]`. What stands in them is AWS's to judge. */
function checkFields(text: string): void {
  if (!text.endsWith(']')) throw new PatternError(text.length - 1, 'the closing ] is missing');
  if (text.slice(1, -1).trim() === '') throw new PatternError(1, 'there are no fields between [ and ]');
  const quotes = text.match(/(?<!\\)"/g) ?? [];
  if (quotes.length % 2 === 1) throw new PatternError(text.lastIndexOf('"'), 'a quotation mark is not closed');
}
