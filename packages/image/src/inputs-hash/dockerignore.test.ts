import { describe, expect, test } from '@jest/globals';
import { parseDockerignore } from './dockerignore.ts';

describe('a .dockerignore leaves out', () => {
  test.each<{ name: string; text: string; out?: string[]; in?: string[] }>([
    { name: 'nothing when empty', text: '\n', in: ['a', 'a/b'] },
    { name: 'a file of the context, and none below', text: 'a.txt', out: ['a.txt'], in: ['b/a.txt', 'aXtxt'] },
    {
      name: 'a directory with all in it',
      text: 'node_modules/',
      out: ['node_modules/a/b', 'node_modules'],
      in: ['x/node_modules/a'],
    },
    { name: 'what a slash in front names', text: '/dist', out: ['dist/a'], in: ['a/dist'] },
    { name: 'what ./ in front names', text: './dist/../build', out: ['build/a'], in: ['dist'] },
    { name: 'one level by *', text: '*/temp*', out: ['a/temp', 'a/temporary.txt'], in: ['temp', 'a/b/temp'] },
    { name: 'any level by **', text: '**/*.pyc', out: ['a.pyc', 'a/b/c.pyc'], in: ['a.py'] },
    { name: 'any level within', text: 'a/**/z', out: ['a/z', 'a/b/c/z'], in: ['z', 'a/b/zz'] },
    { name: 'all below by **', text: 'a/**', out: ['a/b', 'a/b/c'], in: ['b'] },
    { name: 'one character by ?', text: 'temp?', out: ['tempa'], in: ['temp', 'tempab', 'temp/'] },
    { name: 'classes', text: '[a-c].txt\n[^x]y', out: ['b.txt', 'zy'], in: ['d.txt', 'xy'] },
    { name: 'a quoted star', text: '\\*.txt', out: ['*.txt'], in: ['a.txt'] },
    { name: 'dots as dots', text: '*.md', out: ['a.md'], in: ['amd', 'a/b.md'] },
    { name: 'all but exceptions', text: '*\n!src', out: ['a', 'b/c'], in: ['src/a', 'src'] },
    {
      name: 'what the last pattern says',
      text: '*.md\n!README*.md\nREADME-secret.md',
      out: ['a.md', 'README-secret.md'],
      in: ['README.md'],
    },
    { name: 'all of a directory but one file', text: 'a\n!a/keep', out: ['a/b'], in: ['a/keep'] },
    { name: 'no comments', text: '# a\na', out: ['a'], in: ['# a'] },
    { name: 'with Windows line ends and a byte-order mark', text: '\ufeffa\r\nb\r\n', out: ['a', 'b'] },
    { name: 'never the context itself', text: '/\n.\n', in: ['a'] },
    { name: 'what a lone bracket names', text: 'a[b', out: ['a[b'], in: ['ab'] },
  ])('$name', ({ text, out = [], in: kept = [] }) => {
    const ignores = parseDockerignore(text);
    expect(out.filter((path) => !ignores(path))).toEqual([]);
    expect(kept.filter((path) => ignores(path))).toEqual([]);
  });
});
