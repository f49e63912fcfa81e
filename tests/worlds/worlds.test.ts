import { expect, test } from '@jest/globals';
import { AT_MOST_MS, inBareNode } from '../in-bare-node.ts';
import { DEPLOY_WORLDS } from '../world-suites.ts';

const { program, seeds, sample } = DEPLOY_WORLDS;

// All of them: npm run worlds.
test.each(seeds)(
  'every verdict and cause is the true one in a sample of the worlds of seed %d',
  async (seed) => {
    const told = await inBareNode(program, seed, sample);
    expect(told).toContain(`${sample} worlds, each judged right`);
  },
  AT_MOST_MS + 10_000,
);
