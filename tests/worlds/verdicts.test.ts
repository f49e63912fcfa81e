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
      spec.services.forEach(({ ranBefore }, index) => {
        const name = serviceName(index);
        const outcome = result.outcomes.find(({ address }) => address === `service ${name}`);
        // A service that ran before is created by the first version and updated, once, by the second; and at most once
        // more to go back where the deployment could not be stopped.
        const deploys = ranBefore && outcome?.result !== 'not attempted' ? 1 : 0;
        const updates = updatesPerService(result).get(name) ?? 0;
        expect(updates).toBeGreaterThanOrEqual(deploys);
        expect(updates).toBeLessThanOrEqual(deploys + (outcome?.result === 'failed' && ranBefore ? 1 : 0));
      });
      played += 1;
    }),
    { seed: 20261122, numRuns: WORLDS, endOnFailure: true },
  );
  expect(played).toBeGreaterThanOrEqual(WORLDS);
}, 120_000);
