import { BadExpression, type Fits } from './go-expression.ts';
import { isWellFormed } from './go-match.ts';
import { ignoreLines, type IgnoreLine } from './ignore-lines.ts';
import { ignorePattern } from './ignore-pattern.ts';

/**
 * Whether a path of the context, with `/`, is left out of it.
 *
 * @throws BadIgnorePattern where Docker would stop at a pattern.
 */
export type Ignores = (path: string) => boolean;

/** A pattern that Docker refuses to build with. */
export class BadIgnorePattern extends Error {
  readonly line: number;

  /** @param line from 1. */
  constructor({ line, pattern, isException }: IgnoreLine) {
    super(`${isException ? '!' : ''}${pattern}`);
    this.line = line;
  }
}

interface Pattern {
  readonly isException: boolean;
  readonly matches: Fits;
}

/**
 * Reads a .dockerignore file as Docker does.
 *
 * The last pattern that matches a path says whether it is left out. A pattern that matched a directory matches all in it; but
 * one that could change nothing for the directory was not tried on it, and counts for what is in it only by itself.
 *
 * Source: moby/patternmatcher, MatchesUsingParentResults; tonistiigi/fsutil, filter.go, whose short cuts change nothing here.
 *
 * @throws BadIgnorePattern
 */
export function parseDockerignore(text: string): Ignores {
  const patterns = ignoreLines(text).map(compiled);
  const nothing = patterns.map(() => false);
  const ofDirectories = new Map<string, readonly boolean[]>();

  function matchesOf(path: string): readonly boolean[] {
    const known = ofDirectories.get(path);
    if (known) return known;
    const slash = path.lastIndexOf('/');
    const inherited = slash === -1 ? nothing : matchesOf(path.slice(0, slash));
    if (slash !== -1) ofDirectories.set(path.slice(0, slash), inherited);
    let isOut = false;
    return patterns.map(({ matches, isException }, index) => {
      // One that could change nothing is not tried.
      const isMatch = inherited[index] === true || (isException === isOut && matches(path));
      if (isMatch) isOut = !isException;
      return isMatch;
    });
  }

  return (path) => {
    const last = matchesOf(path).lastIndexOf(true);
    return last !== -1 && patterns[last]?.isException === false;
  };
}

function compiled(line: IgnoreLine): Pattern {
  const { pattern, isException } = line;
  if (pattern === '' || !isWellFormed(pattern)) throw new BadIgnorePattern(line);
  let fits: Fits | undefined;
  return {
    isException,
    // Compiled when it is first tried, so that one that is never tried stops nothing, as with Docker.
    matches(path) {
      try {
        fits ??= ignorePattern(pattern);
      } catch (error) {
        throw error instanceof BadExpression ? new BadIgnorePattern(line) : error;
      }
      return fits(path);
    },
  };
}
