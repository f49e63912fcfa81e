import { expect, test } from '@jest/globals';
import { AT_MOST_MS, inBareNode } from '../in-bare-node.ts';
import { KILLED_BEAT_RUNS, PAIRS_OF_BEAT_RUNS } from '../world-suites.ts';

// All of them: npm run worlds.
test.each([
  { suite: KILLED_BEAT_RUNS, says: /^\d+ runs killed, each brought to its end by the next$/m },
  { suite: PAIRS_OF_BEAT_RUNS, says: /^56 pairs of runs, .* never two beats, and each end is true$/m },
])(
  'a sample of: $suite.name',
  async ({ suite: { program, sample }, says }) => {
    expect(await inBareNode(program, sample, 1)).toMatch(says);
  },
  AT_MOST_MS + 10_000,
);
