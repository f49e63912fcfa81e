import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { misjudged, updatesPerService } from './judge.ts';
import { play } from './play.ts';
import { worldSpec } from './world-spec.ts';

const WORLDS = 200;

test(`${WORLDS} worlds end in the verdict that is true of them, with one UpdateService a service`, async () => {
  let played = 0;
  await fc.assert(
    fc.asyncProperty(worldSpec, async (spec) => {
      const result = await play(spec);
      expect(misjudged(spec, result)).toEqual([]);
      for (const updates of updatesPerService(result).values()) expect(updates).toBeLessThanOrEqual(1);
      played += 1;
    }),
    { seed: 20261122, numRuns: WORLDS, endOnFailure: true },
  );
  expect(played).toBeGreaterThanOrEqual(WORLDS);
}, 120_000);
