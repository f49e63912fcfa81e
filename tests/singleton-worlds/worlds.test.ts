import { expect, test } from '@jest/globals';
import { AT_MOST_MS, inBareNode } from '../in-bare-node.ts';
import { SINGLETON_WORLDS } from '../world-suites.ts';

const { program, seeds, sample } = SINGLETON_WORLDS;

// All of them: npm run worlds.
test.each(seeds)(
  'no call of ours starts a second beat in a sample of the worlds of seed %d',
  async (seed) => {
    const told = await inBareNode(program, seed, sample);
    process.stdout.write(told);
    expect(told).toContain(`${sample} worlds: `);
    expect(told).toContain('second beats: 0 by us beside one of ours');
  },
  AT_MOST_MS + 10_000,
);
