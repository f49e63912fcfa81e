import { expect, test } from '@jest/globals';
import { lockFileProblems, type LockFile } from './lock-file.ts';

const NATIVE = { version: '1.0.0' };

test.each<{ name: string; packages: LockFile['packages']; expected: RegExp[] }>([
  {
    name: 'a native package of each platform',
    packages: {
      '': { optionalDependencies: { 'tool-linux': '1.0.0' } },
      'node_modules/tool': { optionalDependencies: { 'tool-linux': '1.0.0', '@tool/mac': '^1.0.0' } },
      'node_modules/tool-linux': NATIVE,
      'node_modules/tool/node_modules/@tool/mac': NATIVE,
    },
    expected: [],
  },
  {
    name: 'one that is missing',
    packages: { 'node_modules/tool': { optionalDependencies: { 'tool-linux': '1.0.0' } } },
    expected: [/node_modules\/tool wants tool-linux 1\.0\.0/],
  },
  {
    name: 'one of another version',
    packages: {
      '': { optionalDependencies: { 'tool-linux': '1.0.1' } },
      'node_modules/tool-linux': NATIVE,
    },
    expected: [/package\.json wants tool-linux 1\.0\.1/],
  },
  {
    name: "one that only another package's folder has",
    packages: {
      'node_modules/tool': { optionalDependencies: { 'tool-linux': '1.0.0' } },
      'node_modules/other/node_modules/tool-linux': NATIVE,
    },
    expected: [/wants tool-linux/],
  },
  {
    name: 'a place to load from',
    packages: { 'node_modules/tool': { resolved: 'https://example.org/tool.tgz' } },
    expected: [/node_modules\/tool is bound/],
  },
  { name: 'a workspace', packages: { 'node_modules/@here/files': { resolved: 'packages/files' } }, expected: [] },
])('$name', ({ packages, expected }) => {
  const problems = lockFileProblems({ packages });
  expect(problems).toHaveLength(expected.length);
  expected.forEach((pattern, index) => expect(problems[index]).toMatch(pattern));
});
