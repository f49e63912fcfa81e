import { test } from '@jest/globals';
import { judgeWorlds } from './judge-worlds.ts';

// In four files, so that both workers have some.
test('2500 worlds, part 1: no call of ours starts a second beat', () => judgeWorlds(20261121, 2500), 240_000);
