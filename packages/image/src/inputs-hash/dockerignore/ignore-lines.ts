/** A line of a .dockerignore file that says something. */
export interface IgnoreLine {
  /** From 1. */
  readonly line: number;
  /** Cleaned, and without the `!` of an exception. */
  readonly pattern: string;
  readonly isException: boolean;
}

/**
 * The patterns of a .dockerignore file, in its order.
 *
 * Source: moby/patternmatcher, ignorefile.ReadAll and patternmatcher.New.
 */
export function ignoreLines(text: string): IgnoreLine[] {
  return text
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((written, index) => {
      // Only a # at the very start begins a comment.
      if (written.startsWith('#')) return [];
      const line = trimmed(written);
      if (line === '') return [];
      const path = line.startsWith('!') ? trimmed(line.slice(1)) : line;
      const read = path && withoutRoot(cleanPath(path));
      // Cleaned twice, the second time with its `!`: `!../../a` is `a`, and no exception any more.
      const cleaned = line.startsWith('!') ? cleanPath(`!${read}`) : read;
      const isException = cleaned.startsWith('!');
      return [{ line: index + 1, pattern: isException ? cleaned.slice(1) : cleaned, isException }];
    });
}

/** What Go calls white space: it has U+0085, which JavaScript does not have, and not the byte-order mark. */
const SPACE = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const SPACE_BEFORE = new RegExp(`^${SPACE}+`, 'u');
const IS_SPACE = new RegExp(SPACE, 'u');

function trimmed(text: string): string {
  let end = text.length;
  // From the end by hand: an expression would begin anew at every blank.
  while (end > 0 && IS_SPACE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end).replace(SPACE_BEFORE, '');
}

/** The slash in front names the context, which is where every path begins anyway. */
function withoutRoot(path: string): string {
  return path.length > 1 && path.startsWith('/') ? path.slice(1) : path;
}

/** As Go's filepath.Clean: no `.`, no double slash, no `..` but those that lead out. */
function cleanPath(text: string): string {
  const isRooted = text.startsWith('/');
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isRooted) parts.push(part);
  }
  return `${isRooted ? '/' : ''}${parts.join('/')}` || '.';
}
