import { expect, test } from '@jest/globals';
import { AT_MOST_MS, inBareNode } from '../in-bare-node.ts';

const program = new URL('judge-part.ts', import.meta.url);

// In four files, so that both workers have some.
test(
  '2500 worlds, part 2: no call of ours starts a second beat',
  async () => {
    const told = await inBareNode(program, 20261122, 2500);
    process.stdout.write(told);
    expect(told).toContain('2500 worlds: ');
    expect(told).toContain('second beats: 0 by us beside one of ours');
  },
  AT_MOST_MS + 10_000,
);
