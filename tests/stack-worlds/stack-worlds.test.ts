import { expect, test } from '@jest/globals';
import { AT_MOST_MS, inBareNode } from '../in-bare-node.ts';
import { KILLED_STACK_DEPLOYS } from '../world-suites.ts';

const { name, program, sample } = KILLED_STACK_DEPLOYS;

// All of them: npm run worlds.
test(
  `a sample of: ${name}`,
  async () => {
    expect(await inBareNode(program, sample, 1)).toMatch(
      /^deploys of \d+ calls, killed [1-9]\d* times, .* each brought to its end by the next, never two beats$/m,
    );
  },
  AT_MOST_MS + 10_000,
);
