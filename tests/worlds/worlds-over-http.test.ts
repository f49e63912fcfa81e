import { expect, test } from '@jest/globals';
import { AT_MOST_MS, inBareNode } from '../in-bare-node.ts';
import type { PlayedOverHttp } from './play-over-http.ts';

test(
  '100 of the 2,000 worlds through the SDK and HTTP: every verdict and cause is the true one',
  async () => {
    const told = await inBareNode(new URL('play-over-http.ts', import.meta.url));
    expect(JSON.parse(told) as PlayedOverHttp).toEqual({ played: 100, misjudged: [] });
  },
  AT_MOST_MS + 10_000,
);
