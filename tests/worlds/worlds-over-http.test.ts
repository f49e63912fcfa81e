import { expect, test } from '@jest/globals';
import { AT_MOST_MS, inBareNode } from '../in-bare-node.ts';
import { DEPLOYS_OVER_HTTP } from '../world-suites.ts';

const { program, sample } = DEPLOYS_OVER_HTTP;

// All 100 of them: npm run worlds.
test(
  'every verdict and cause is the true one in a sample of the worlds that are played through the SDK and HTTP',
  async () => {
    expect(await inBareNode(program, sample, 1)).toBe('20 worlds through the SDK and HTTP, each judged right\n');
  },
  AT_MOST_MS + 10_000,
);
