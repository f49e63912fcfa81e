/**
 * Whether Go's filepath.Match takes a pattern for well-formed when it is asked about the path `.`, which is how moby checks
 * patterns. What stands behind the first star after a part that does not fit is not looked at.
 *
 * Source: Go's path/filepath, match.go; moby/patternmatcher, New.
 */
export function isWellFormed(pattern: string): boolean {
  let rest = Array.from(pattern);
  let name = '.';
  while (rest.length > 0) {
    const isStar = rest[0] === '*';
    const from = rest.findIndex((character) => character !== '*');
    if (from === -1) return true;
    const end = endOfChunk(rest, from);
    const chunk = rest.slice(from, end);
    rest = rest.slice(end);
    const left = matched(chunk, name);
    if (left === 'malformed') return false;
    if (left !== undefined && (left === '' || rest.length > 0)) name = left;
    else {
      const further = isStar && name !== '' ? matched(chunk, '') : undefined;
      if (further === 'malformed') return false;
      if (further === undefined) return true;
      name = further;
    }
  }
  return true;
}

/** Where the part without stars ends that begins here. */
function endOfChunk(pattern: readonly string[], from: number): number {
  let isInClass = false;
  for (let at = from; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === '\\') at += 1;
    else if (character === '[') isInClass = true;
    else if (character === ']') isInClass = false;
    else if (character === '*' && !isInClass) return at;
  }
  return pattern.length;
}

/** What is left of the name behind a part without stars; undefined when it does not fit. */
function matched(chunk: readonly string[], name: string): string | undefined {
  let left = name;
  let isFitting = true;
  for (let at = 0; at < chunk.length; at += 1) {
    const character = left.charAt(0);
    if (character === '') isFitting = false;
    left = left.slice(1);
    if (chunk[at] === '[') {
      const read = readRanges(chunk, at + 1);
      if (!read) return 'malformed';
      if (!read.has(character)) isFitting = false;
      at = read.end;
    } else if (chunk[at] === '?') continue;
    else {
      if (chunk[at] === '\\') at += 1;
      if (at >= chunk.length) return 'malformed';
      if (chunk[at] !== character) isFitting = false;
    }
  }
  return isFitting ? left : undefined;
}

interface Ranges {
  has(character: string): boolean;
  /** Where its `]` is. */
  readonly end: number;
}

function readRanges(chunk: readonly string[], from: number): Ranges | undefined {
  let at = from;
  const isNegated = chunk[at] === '^';
  if (isNegated) at += 1;
  const ranges: [string, string][] = [];
  /** A character of a range; behind the last one something has to follow. */
  const character = (): string | undefined => {
    const first = chunk[at];
    if (first === undefined || first === '-' || first === ']') return undefined;
    if (first === '\\') at += 1;
    const read = chunk[at];
    at += 1;
    return at < chunk.length ? read : undefined;
  };
  while (!(chunk[at] === ']' && ranges.length > 0)) {
    const low = character();
    if (low === undefined) return undefined;
    let high: string | undefined = low;
    if (chunk[at] === '-') {
      at += 1;
      high = character();
    }
    if (high === undefined) return undefined;
    ranges.push([low, high]);
  }
  return {
    end: at,
    has: (found) => ranges.some(([low, high]) => low <= found && found <= high) !== isNegated,
  };
}
