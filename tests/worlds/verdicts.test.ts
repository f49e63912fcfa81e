import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { misjudged, updatesPerService } from './judge.ts';
import { play } from './play.ts';
import { serviceName } from './stack-files.ts';
import { worldSpec } from './world-spec.ts';

const WORLDS = 200;

test(`${WORLDS} worlds end in the verdict that is true of them, with one UpdateService a service`, async () => {
  let played = 0;
  await fc.assert(
    fc.asyncProperty(worldSpec, async (spec) => {
      const result = await play(spec);
      expect(misjudged(spec, result)).toEqual([]);
      const updates = updatesPerService(result);
      spec.services.forEach(({ ranBefore }, index) => {
        // A service that ran before is created by the first version and updated, once, by the second.
        const wasAttempted = result.outcomes.some(
          ({ address, result }) => address === `service ${serviceName(index)}` && result !== 'not attempted',
        );
        expect(updates.get(serviceName(index)) ?? 0).toBe(ranBefore && wasAttempted ? 1 : 0);
      });
      played += 1;
    }),
    { seed: 20261122, numRuns: WORLDS, endOnFailure: true },
  );
  expect(played).toBeGreaterThanOrEqual(WORLDS);
}, 120_000);
