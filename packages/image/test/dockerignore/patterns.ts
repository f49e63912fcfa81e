/** The files of the context that Docker and we are asked about; each contains its own path. */
export const CONTEXT: readonly string[] = [
  ...[
    '.a',
    '.md',
    '!.txt',
    '$',
    '*',
    '-',
    '1',
    '11',
    'A',
    '\\d1',
    '^',
    'a',
    'a b',
    'a(b',
    'a+b',
    'a-b',
    'a.b',
    'a.txt',
  ],
  ...['a[b', 'a]b', 'a{b', 'aa', 'app/foo', 'app/x/foo', 'app/x/yfoo', 'app/xfoo', 'b.txt', 'b/a.txt', 'b/b.txt'],
  ...['d!', 'd-', 'd/.a/b', 'd/1/2', 'd/a', 'd1', 'd2', 'docs/.md', 'docs/a/.md', 'docs/a/b/x.md', 'docs/x.md'],
  ...['x/a', 'x/b', 'x/y/a', 'x/y/b', 'x/y/z/a', 'x/y/z/b', 'é'],
];

/** Files of .dockerignore by hand: each is one way in which Docker reads otherwise than a shell, or than one would think. */
const BY_HAND: readonly string[] = [
  ...['', '\n', '#a', ' #a', '# a\na', '\ufeffa', '\ufeff\ufeffa', 'a\r\nb.txt\r\n', '  a  ', '\u00a0a\u0085', 'a b'],
  ...['/', '.', '..', '//a', './a', '/a', 'x/', 'x//y', 'x/./y', 'x/../a', '../x', '../../a', '!../../a', 'x/y/../..'],
  ...[
    '*',
    '*/*',
    '*.txt',
    'x/*',
    '*/y',
    '?',
    'd?',
    'x/?',
    'x?y',
    '**',
    '**/',
    '**/**',
    '**/a',
    '**a',
    '**/*.md',
    'x/**',
  ],
  ...[
    'x**',
    'x/**/b',
    'x/**b',
    'docs/**.md',
    'app/**foo',
    'docs/**/*.md',
    '**/y/**',
    '***',
    'x/***',
    '**/x/y',
    '**/.a',
  ],
  ...[
    '[a-c].txt',
    '[!a].txt',
    '[^a].txt',
    'd[!1]',
    'd[^1]',
    'd[1-2]',
    'x[/]a',
    'x[^a]a',
    '[[:alpha:]]',
    '[\\d]',
    '[^]',
  ],
  ...['a[b', 'a\\[b', 'a]b', '[]a]', '[*]', '[a**]', '[a-]', '[z-a]', '[', ']', '\\', 'a\\', '[a', '*[', '*\\'],
  ...[
    '\\d1',
    '\\\\d1',
    '\\a',
    '\\*',
    '\\w',
    '\\pL',
    '\\p{Lu}',
    '\\x61',
    '\\1',
    '\\é',
    '\\Qa.b',
    '\\-',
    '\\Z',
    '\\bx/a',
  ],
  ...[
    'a.b',
    'a?b',
    'a+b*',
    'a(b*',
    'a{b',
    'a{b*',
    '?{2}',
    '1{2}*',
    '?|b*',
    'a|b',
    '^',
    '^*',
    '$',
    '$*',
    '-',
    'é',
    '?é',
  ],
  ...[
    '!a',
    'a\n!a',
    '!a\na',
    '*\n!x',
    '*\n!x/y',
    '*\n!x/y/z/a',
    'x\n!x/y',
    'x\n!x/y\nx/y/z',
    'x\n!x/y\nx/y/z\n!x/y/z/a',
  ],
  ...[
    'x/a\n!x',
    'x/y/a\n!x/y\n!x',
    'x\n!x/*',
    'x\n!**/a',
    '**\n!**/a',
    '*\n!*/a',
    'x\n! x/y',
    '!',
    '! ',
    '!/',
    '!.',
    '!!a',
  ],
  ...[
    '*\n!*.md\n!docs/**',
    'docs\n!docs/*.md',
    '*\n![',
    '![z-a]',
    'a\n![z-a]',
    '*.txt\n!?.txt\n[!a].txt',
    'x/y\n!x\nx/y/z',
  ],
];

const PARTS: readonly string[] = [
  ...[
    'a',
    'b',
    'x',
    'y',
    'z',
    'd',
    '1',
    '*',
    '**',
    '?',
    '/',
    '/',
    '**/',
    '/**',
    '.',
    '..',
    '!',
    '[a-c]',
    '[^a]',
    '[!a]',
  ],
  ...['\\d', '\\w', '\\*', '^', '.md', 'docs', 'app', 'foo', '[*]', '{2}', '|', '[[:alpha:]]', 'é', '.txt', ' ', '-'],
];
const WHOLE: readonly string[] = [
  ...[
    'a',
    'x',
    'x/y',
    'x/y/z',
    '*',
    '**',
    '!x',
    '!x/y',
    '!a',
    'x/*',
    '!x/y/z',
    '!x/*',
    'x/y/a',
    '!**/a',
    '!x/y/b',
    'd',
  ],
  ...['!d/*', '*/*', '!*/*/a', 'x/y/z/a', 'b/*.txt', '!b/a.txt', '**/b', '!**/y', '!x/**', 'x/y/**', '!/x', '/x/y'],
];

/** Some more such files at random, the same for the same seed. */
function randomFiles(count: number, seed: number): string[] {
  let state = seed;
  const below = (bound: number): number => {
    // Numerical Recipes' generator: Math.imul keeps it within 32 bits.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % bound;
  };
  const oneOf = (texts: readonly string[]): string => texts[below(texts.length)] ?? '';
  const several = (most: number, one: () => string): string[] => Array.from({ length: 1 + below(most) }, one);
  const pattern = (): string => (below(4) === 0 ? '!' : '') + several(4, () => oneOf(PARTS)).join('');
  return Array.from({ length: count }, (_, index) =>
    several(4, index % 2 === 0 ? pattern : () => oneOf(WHOLE)).join('\n'),
  );
}

/** What is asked: the table by hand, and 300 more. */
export const FILES: readonly string[] = [...new Set([...BY_HAND, ...randomFiles(300, 22)])];

/** Docker's answer: a character for each file of the context, `x` where it was left out, `.` where not; or `refused`. */
export type Answer = string;
