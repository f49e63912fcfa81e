import { describe, expect, test } from '@jest/globals';
import { aTree } from '../../test/an-image.ts';

const at = (tree: ReturnType<typeof aTree>, path: string, directory?: string) => tree.find(path, directory)?.path;

describe('a path', () => {
  const tree = aTree({
    bin: '-> usr/bin',
    'usr/bin/sh': '-> dash',
    'usr/bin/dash': 'x',
    'usr/bin/up': '-> ../local/tool',
    'usr/local/tool': '=> usr/bin/dash',
    'etc/alternatives/editor': '-> /usr/bin/dash',
    editor: '-> /etc/alternatives/editor',
    loop: '-> pool',
    pool: '-> loop',
    dangling: '-> nowhere',
  });
  test.each<{ path: string; directory?: string; expected: string | undefined }>([
    { path: '/usr/bin/dash', expected: '/usr/bin/dash' },
    { path: '/bin/sh', expected: '/usr/bin/dash' },
    { path: '/bin/up', expected: '/usr/local/tool' },
    { path: '/editor', expected: '/usr/bin/dash' },
    { path: '/loop', expected: undefined },
    { path: '/dangling', expected: undefined },
    { path: '/bin/dash/x', expected: undefined },
    { path: '/usr/..//./bin/dash', expected: '/usr/bin/dash' },
    // The way up is that of what the link leads to.
    { path: '/bin/../usr/bin/dash', expected: undefined },
    { path: '/bin/../bin/dash', expected: '/usr/bin/dash' },
    { path: '/../../bin/dash', expected: '/usr/bin/dash' },
    { path: 'sh', directory: '/bin', expected: '/usr/bin/dash' },
    { path: './dash', directory: '/usr/bin', expected: '/usr/bin/dash' },
    { path: '/usr', expected: '/usr' },
    { path: '/', expected: '/' },
  ])('$path leads to $expected', ({ path, directory, expected }) => {
    expect(at(tree, path, directory)).toBe(expected);
  });
});

describe('a layer', () => {
  test('adds to those below, and replaces', () => {
    const tree = aTree({ a: 'plain', b: 'plain' }, { a: 'program' });
    expect(tree.find('/a')?.file).toMatchObject({ isExecutable: true });
    expect(at(tree, '/b')).toBe('/b');
  });

  test('takes out a file, and a directory with all in it', () => {
    const tree = aTree({ a: 'x', 'd/e/f': 'x', de: 'x' }, { '.wh.a': 'plain', '.wh.d': 'plain' });
    expect([at(tree, '/a'), at(tree, '/d/e/f'), at(tree, '/d'), at(tree, '/de')]).toEqual([
      undefined,
      undefined,
      undefined,
      '/de',
    ]);
  });

  test('hides what was in a directory, and not what it puts there itself', () => {
    const tree = aTree({ 'd/old': 'x' }, { 'd/new': 'x', 'd/.wh..wh..opq': 'plain' });
    expect([at(tree, '/d/old'), at(tree, '/d/new')]).toEqual([undefined, '/d/new']);
  });

  test('takes out a file and puts another one in its place', () => {
    expect(at(aTree({ a: 'x' }, { a: 'x', '.wh.a': 'plain' }), '/a')).toBe('/a');
  });

  test('makes a file of a directory', () => {
    expect(at(aTree({ 'a/b': 'x' }, { a: 'x' }), '/a/b')).toBeUndefined();
  });

  test('links a file that a layer below has', () => {
    expect(aTree({ a: 'program' }, { b: '=> a' }).find('/b')?.file).toMatchObject({ isExecutable: true });
  });
});
