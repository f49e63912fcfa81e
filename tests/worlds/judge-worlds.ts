import assert from 'node:assert/strict';
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
      assert.deepEqual(misjudged(spec, result), []);
      played += 1;
    }),
    { seed, numRuns: worlds, endOnFailure: true },
  );
  assert.ok(played >= worlds, `Only ${played} worlds were played.`);
  process.stdout.write(`${worlds} worlds, each judged right\n`);
}
