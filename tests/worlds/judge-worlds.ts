import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isBeyondPromise, misjudged } from './judge.ts';
import { play } from './play.ts';
import { worldSpec } from './world-spec.ts';

/**
 * Plays so many random worlds and holds what was said of each, and done in it, against the emulator's ground truth.
 */
export async function judgeWorlds(seed: number, worlds: number): Promise<void> {
  let played = 0;
  let beyond = 0;
  let beyondWrong = 0;
  await fc.assert(
    fc.asyncProperty(worldSpec, async (spec) => {
      const result = await play(spec);
      const wrong = misjudged(spec, result);
      played += 1;
      if (isBeyondPromise(spec)) {
        beyond += 1;
        beyondWrong += Number(wrong.length > 0);
      } else assert.deepEqual(wrong, []);
    }),
    { seed, numRuns: worlds, endOnFailure: true },
  );
  assert.ok(played >= worlds, `Only ${played} worlds were played.`);
  process.stdout.write(
    `${worlds} worlds, each judged right; of ${beyond} with reads older than promised, ${beyondWrong} not\n`,
  );
}
