import { expect, test } from '@jest/globals';
import { AT_MOST_MS, inBareNode } from '../in-bare-node.ts';
import { UNDO_WORLDS } from '../world-suites.ts';

const { program, seeds, sample } = UNDO_WORLDS;

// All of them: npm run worlds.
test.each(seeds.slice(0, 4))(
  'what a run moved is as before when it has gone back, in a sample of the worlds of seed %d',
  async (seed) => {
    const told = await inBareNode(program, seed, sample);
    expect(told).toContain(`${sample} worlds end where they began`);
  },
  AT_MOST_MS + 10_000,
);
