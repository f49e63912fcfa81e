import { test } from '@jest/globals';
import { judgeWorlds } from './judge-worlds.ts';
import { SEEDS } from './world-spec.ts';

// In four files, so that both workers have some.
test('500 worlds, part 1: every verdict and cause is the true one', () => judgeWorlds(SEEDS[0], 500), 240_000);
