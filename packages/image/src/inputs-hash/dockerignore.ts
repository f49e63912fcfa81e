/** Whether a path of the context, with `/`, is left out of it. */
export type Ignores = (path: string) => boolean;

interface Pattern {
  readonly matches: RegExp;
  readonly isException: boolean;
}

/**
 * Reads a .dockerignore file.
 *
 * A path is left out when the last pattern that matches it, or a directory that it is in, is no exception.
 * Source: docs.docker.com, "Build context", ".dockerignore files"; moby/patternmatcher.
 */
export function parseDockerignore(text: string): Ignores {
  const patterns = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    // Only a # at the very start begins a comment.
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap((line) => patternOf(line) ?? []);
  return (path) => {
    const parents = withParents(path);
    const last = patterns.findLast(({ matches }) => parents.some((parent) => matches.test(parent)));
    return last !== undefined && !last.isException;
  };
}

function patternOf(line: string): Pattern | undefined {
  const isException = line.startsWith('!');
  const path = cleaned((isException ? line.slice(1) : line).trim());
  if (path === undefined) return undefined;
  return { matches: new RegExp(`^${expression(path)}$`), isException };
}

/** As Go's filepath.Clean has it, without the slash in front: no `.`, no `..` that can be resolved, no double slash. */
function cleaned(text: string): string | undefined {
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  // Nothing but the context itself: Docker leaves the root in.
  return parts.length === 0 ? undefined : parts.join('/');
}

/** `*` and `?` stay within a name, `**` is any number of directories, none too; classes are as in Go. */
function expression(pattern: string): string {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? '';
    if (pattern.startsWith('**', at)) {
      at += 1;
      const isBeforeSlash = pattern[at + 1] === '/';
      if (isBeforeSlash) at += 1;
      source += isBeforeSlash ? '(?:.*/)?' : '.*';
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '[') {
      const end = pattern.indexOf(']', at + 1);
      if (end === -1) source += '\\[';
      else {
        source += `[${pattern
          .slice(at + 1, end)
          .replace(/^!/, '^')
          .replaceAll('\\', '\\\\')}]`;
        at = end;
      }
    } else if (character === '\\' && at + 1 < pattern.length) {
      at += 1;
      source += literal(pattern[at] ?? '');
    } else source += literal(character);
  }
  return source;
}

function literal(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

/** `a`, `a/b`, `a/b/c` of `a/b/c`. */
function withParents(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
