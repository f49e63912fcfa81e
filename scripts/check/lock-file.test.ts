import { expect, test } from '@jest/globals';
import { doubledSdkPackages, lockFileProblems, type LockFile } from './lock-file.ts';

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
  { name: 'a workspace', packages: { 'node_modules/@here/files': { resolved: 'packages/documents' } }, expected: [] },
])('$name', ({ packages, expected }) => {
  const problems = lockFileProblems({ packages });
  expect(problems).toHaveLength(expected.length);
  expected.forEach((pattern, index) => expect(problems[index]).toMatch(pattern));
});

test.each<{ name: string; packages: LockFile['packages']; expected: RegExp[] }>([
  {
    name: 'one version of the SDK',
    packages: {
      'node_modules/@smithy/core': { version: '3.41.0' },
      'packages/aws/node_modules/@smithy/core': { version: '3.41.0' },
      'node_modules/tool': { version: '1.0.0' },
      'node_modules/other/node_modules/tool': { version: '2.0.0' },
    },
    expected: [],
  },
  {
    name: 'two versions of its runtime',
    packages: {
      'node_modules/@smithy/core': { version: '3.41.0' },
      'packages/aws/node_modules/@smithy/core': { version: '3.31.1' },
    },
    expected: [/@smithy\/core is installed in 2 versions, 3\.41\.0 and 3\.31\.1/],
  },
  {
    name: 'two versions of a client',
    packages: {
      'node_modules/@aws-sdk/client-ecs': { version: '3.1169.0' },
      'packages/aws/node_modules/@aws-sdk/client-ecs': { version: '3.1170.0' },
    },
    expected: [/@aws-sdk\/client-ecs is installed in 2 versions/],
  },
])('$name', ({ packages, expected }) => {
  const problems = doubledSdkPackages({ packages });
  expect(problems).toHaveLength(expected.length);
  expected.forEach((pattern, index) => expect(problems[index]).toMatch(pattern));
});
