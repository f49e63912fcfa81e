import { expect, test } from '@jest/globals';
import { AT_MOST_MS, inBareNode } from '../in-bare-node.ts';
import { decisionsOfBoth } from './compare.ts';
import { HAND_MADE } from './hand-made.ts';

/*
 * What a plan says that a policy would have done is what AWS would do: the simulator's decisions are those of the emulator's
 * Application Auto Scaling, which was written apart from it. Assumed of both: tasks start and stop at once, every minute's
 * data is there seconds after its end, alarms look at two minutes more than they need.
 */
test.each(HAND_MADE)('simulator and emulator decide the same: $name', ({ input }) => {
  expect(decisionsOfBoth(input)).not.toEqual([]);
});

test(
  '400 random series: simulator and emulator decide the same',
  async () => {
    const told = await inBareNode(new URL('judge-part.ts', import.meta.url), 20261123, 400);
    process.stdout.write(told);
    expect(told).toMatch(/^400 series of \d{5} minutes: the same \d{3} times out and \d{3} times in/);
  },
  AT_MOST_MS + 10_000,
);
