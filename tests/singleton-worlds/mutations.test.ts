import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { misjudged } from './judge.ts';
import { MUTATIONS } from './mutations.ts';
import { bySequence, play } from './play.ts';
import { worldSpec } from './world-spec.ts';

/** Enough for every mutation to show. */
const WORLDS = fc.sample(worldSpec, { seed: 20261125, numRuns: 120 });

const BY_US = /^by us: /;

test('with all of its guards it starts no second beat in any of the worlds', async () => {
  for (const { among } of MUTATIONS)
    for (const spec of WORLDS.slice(0, 6).map(among)) expect(misjudged(spec, await play(spec))).toEqual([]);
}, 120_000);

test.each(MUTATIONS)(
  'found out: $name',
  async ({ among, parts }) => {
    const found: string[] = [];
    for (const spec of WORLDS.map(among)) {
      found.push(
        ...misjudged(spec, await play(spec, bySequence(parts))).filter((wrong) => wrong.startsWith('by us: ')),
      );
      if (found.length > 0) break;
    }
    expect(found).toContainEqual(expect.stringMatching(BY_US));
  },
  120_000,
);
