import { goExpression, type Fits } from './go-expression.ts';

/**
 * Whether a pattern of a .dockerignore file matches a path.
 *
 * It reads some things as Go's regexp, and not as a shell: `[!a]` is `!` or `a`, `\d` is a digit, `**` inside a name needs
 * a slash before what follows. And beside a star `|` and `{2}` are operators: the table of what moby escapes has no room for
 * the last eight characters of ASCII.
 *
 * Source: moby/patternmatcher, Pattern.compile and Pattern.match.
 *
 * @throws BadExpression where moby calls the pattern bad.
 */
export function ignorePattern(pattern: string): Fits {
  let source = '^';
  let kind: 'exact' | 'prefix' | 'suffix' | 'expression' = 'exact';
  const characters = Array.from(pattern);
  // Go's scanner takes it for a byte-order mark.
  if (characters[0] === '\ufeff') characters.shift();
  for (let at = 0, index = 0; at < characters.length; at += 1, index += 1) {
    const character = characters[at] ?? '';
    if (character === '*' && characters[at + 1] === '*') {
      at += characters[at + 2] === '/' ? 2 : 1;
      if (at + 1 < characters.length) {
        source += '(.*/)?';
        kind = 'expression';
      } else if (kind === 'exact') kind = 'prefix';
      else {
        source += '.*';
        kind = 'expression';
      }
      if (index === 0) kind = 'suffix';
    } else if (character === '*' || character === '?') {
      source += character === '*' ? '[^/]*' : '[^/]';
      kind = 'expression';
    } else if ('.+()$'.includes(character)) source += `\\${character}`;
    else if (character === '\\') {
      at += 1;
      const next = characters[at];
      source += `\\${next ?? ''}`;
      if (next !== undefined) kind = 'expression';
    } else {
      source += character;
      if (character === '[' || character === ']') kind = 'expression';
    }
  }
  switch (kind) {
    case 'exact':
      return (path) => path === pattern;
    case 'prefix':
      return (path) => path.startsWith(pattern.slice(0, -2));
    case 'suffix':
      return (path) => path.endsWith(pattern.slice(2)) || (pattern[2] === '/' && path === pattern.slice(3));
    case 'expression':
      return goExpression(`${source}$`);
  }
}
