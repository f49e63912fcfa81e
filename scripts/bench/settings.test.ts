import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { benchFlags } from './settings.ts';

const ACTION = join(import.meta.dirname, '..', '..', 'actions', 'render-task-def');

test('everything has a default', () => {
  expect(benchFlags([], ['a'])).toEqual({ runs: 7, only: [], peers: {} });
});

test('a peer is the folder that has its action.yml', () => {
  // Any file one folder below an action.yml will do.
  const { peers } = benchFlags(['--peer', `deploy=${join(ACTION, 'src', 'index.ts')}`], []);
  expect(peers).toEqual({ deploy: ACTION });
});

test.each([
  { flags: ['--runs', '4'], problem: /--runs 4/ },
  { flags: ['--runs', 'many'], problem: /--runs many/ },
  { flags: ['--only', 'b'], problem: /--only b/ },
  { flags: ['--peer', 'other=x'], problem: /render=PATH or deploy=PATH/ },
  { flags: ['--peer', 'render'], problem: /render=PATH/ },
  { flags: ['--peer', 'render=/nowhere/dist/index.js'], problem: /there is no \/nowhere/ },
  { flags: ['--other'], problem: /--other/ },
])('$flags are refused', ({ flags, problem }) => {
  expect(() => benchFlags(flags, ['a'])).toThrow(problem);
});
