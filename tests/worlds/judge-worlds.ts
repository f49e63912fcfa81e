import { expect } from '@jest/globals';
import fc from 'fast-check';
import { misjudged, updatesPerService } from './judge.ts';
import { play } from './play.ts';
import { serviceName } from './stack-files.ts';
import { worldSpec } from './world-spec.ts';

/**
 * Plays so many random worlds and holds what was said of each against the emulator's ground truth.
 *
 * Never more than one UpdateService a deploy, and one more to go back where the deployment could not be stopped.
 */
export async function judgeWorlds(seed: number, worlds: number): Promise<void> {
  let played = 0;
  await fc.assert(
    fc.asyncProperty(worldSpec, async (spec) => {
      const result = await play(spec);
      expect(misjudged(spec, result)).toEqual([]);
      spec.services.forEach(({ ranBefore }, index) => {
        const deploys = ranBefore ? 1 : 0;
        expect(updatesPerService(result).get(serviceName(index)) ?? 0).toBeLessThanOrEqual(deploys + 1);
      });
      played += 1;
    }),
    { seed, numRuns: worlds, endOnFailure: true },
  );
  expect(played).toBeGreaterThanOrEqual(worlds);
}
