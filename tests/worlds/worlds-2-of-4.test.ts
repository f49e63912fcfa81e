import { expect, test } from '@jest/globals';
import { AT_MOST_MS, inBareNode } from '../in-bare-node.ts';
import { SEEDS } from './world-spec.ts';

const program = new URL('judge-part.ts', import.meta.url);

// In four files, so that both workers have some.
test(
  '500 worlds, part 2: every verdict and cause is the true one',
  async () => {
    expect(await inBareNode(program, SEEDS[1], 500)).toBe('500 worlds, each judged right\n');
  },
  AT_MOST_MS + 10_000,
);
