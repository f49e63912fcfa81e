import { expect } from '@jest/globals';
import fc from 'fast-check';
import { misjudged } from './judge.ts';
import { play } from './play.ts';
import { worldSpec } from './world-spec.ts';

/**
 * Plays so many random worlds and holds what was said of each, and done in it, against the emulator's ground truth.
 */
export async function judgeWorlds(seed: number, worlds: number): Promise<void> {
  let played = 0;
  await fc.assert(
    fc.asyncProperty(worldSpec, async (spec) => {
      const result = await play(spec);
      expect(misjudged(spec, result)).toEqual([]);
      played += 1;
    }),
    { seed, numRuns: worlds, endOnFailure: true },
  );
  expect(played).toBeGreaterThanOrEqual(worlds);
}
