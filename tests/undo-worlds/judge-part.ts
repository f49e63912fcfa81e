import assert from 'node:assert/strict';
import fc from 'fast-check';
import { misjudged } from './judge.ts';
import { play } from './play.ts';
import { worldSpec } from './world-spec.ts';

const [seed, worlds] = process.argv.slice(2).map(Number);
if (seed === undefined || worlds === undefined) throw new Error('Give a seed and how many worlds.');

const counts = { moved: 0, failed: 0, undone: 0, stay: 0 };
await fc.assert(
  fc.asyncProperty(worldSpec, async (spec) => {
    const played = await play(spec);
    assert.deepEqual(misjudged(spec, played), []);
    const ofServices = played.outcomes.filter(({ address }) => address.kind === 'service');
    counts.moved += ofServices.filter(({ result }) => result === 'applied' || result === 'failed').length;
    counts.failed += ofServices.filter(({ result }) => result === 'failed').length;
    const reports = played.reports.filter(({ subject }) => subject.kind === 'service');
    counts.undone += reports.filter(({ statusText }) => statusText === 'put back').length;
    counts.stay += reports.filter(({ statusText }) => statusText === 'stays').length;
  }),
  { seed, numRuns: worlds, endOnFailure: true },
);
process.stdout.write(
  `${worlds} worlds end where they began: ${counts.moved} services moved, ${counts.failed} of them failed; ${counts.undone} put back, ${counts.stay} new ones stay\n`,
);
