import { PatternError } from './pattern-error.ts';

/** A word, a text in quotes, or a regular expression; `-` before it excludes it, `?` makes it one of several. */
const TERM = /[-?]?(?:"(?:[^"\\]|\\.)*"|%[^%]+%|[\p{L}\p{N}_]+)(?=\s|$)/uy;

/**
 * Checks terms that a line must have.
 *
 * @throws PatternError
 */
export function checkTerms(text: string): void {
  let at = 0;
  while (at < text.length) {
    TERM.lastIndex = at;
    const [term] = TERM.exec(text) ?? [];
    if (term === undefined) throw new PatternError(at, problemAt(text, at));
    at += term.length;
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
  }
}

function problemAt(text: string, at: number): string {
  const rest = text.slice(at).replace(/^[-?]/, '');
  if (rest.startsWith('"') && !/^"(?:[^"\\]|\\.)*"/.test(rest)) return 'a quotation mark is not closed';
  const [word = ''] = /^\S+/.exec(rest) ?? [];
  return `${JSON.stringify(word)} has more than letters, digits and underscores, and is not in quotes`;
}
