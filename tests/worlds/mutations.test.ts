import { beforeEach, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { isBeyondPromise, misjudged } from './judge.ts';
import { MUTATIONS } from './mutations.ts';
import { worldSpec, type WorldSpec } from './world-spec.ts';

/** Enough for every mutation to show. */
const WORLDS = fc.sample(worldSpec, { seed: 20261125, numRuns: 100 }).filter((spec) => !isBeyondPromise(spec));

// Nobody calls the real AWS in a world, and its clients take long to load, each time.
jest.unstable_mockModule('../../packages/aws/src/clients/ecs.ts', () => ({}));

beforeEach(() => {
  jest.resetModules();
});

/** What is found wrong in the worlds, up to the first that shows what is looked for. */
async function foundWrong(worlds: readonly WorldSpec[], lookedFor: RegExp): Promise<string[]> {
  const { play } = await import('./play.ts');
  const found: string[] = [];
  for (const spec of worlds) {
    const wrong = misjudged(spec, await play(spec));
    found.push(...wrong);
    if (wrong.some((text) => lookedFor.test(text))) break;
  }
  return found;
}

test('the watcher as it is gets all of the worlds right', async () => {
  const narrowed = MUTATIONS.flatMap(({ among }) => (among ? WORLDS.slice(0, 5).map(among) : []));
  expect(await foundWrong([...WORLDS, ...narrowed], /./)).toEqual([]);
}, 120_000);

test.each(MUTATIONS)(
  'found out: $name',
  async ({ file, mutate, shows, among = (spec) => spec }) => {
    // Of the same loading as all that is to use the mutant: errors are known by their class.
    const mutant = mutate((await import(file)) as object);
    jest.unstable_mockModule(file, () => mutant);
    try {
      const found = await foundWrong(WORLDS.map(among), shows);
      expect(found).toContainEqual(expect.stringMatching(shows));
    } finally {
      jest.unstable_unmockModule(file);
    }
  },
  120_000,
);
