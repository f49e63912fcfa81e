import { test } from '@jest/globals';
import { judgeWorlds } from './judge-worlds.ts';

test('2500 worlds, part 3: no call of ours starts a second beat', () => judgeWorlds(20261123, 2500), 240_000);
