import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isBeyondPromise, misjudged } from './judge.ts';
import { overHttp } from './over-http.ts';
import { play } from './play.ts';
import { DEPLOY_WORLDS } from '../world-suites.ts';
import { worldSpec, type WorldSpec } from './world-spec.ts';

const WORLDS_OF_EACH_SEED = 25;

/**
 * A call through the SDK and HTTP costs twenty times one without: those that make the fewest, as many as are needed, and
 * none whose answers hang, for which the SDK waits in real time.
 */
const isShort = ({ waitMinutes, faults }: WorldSpec): boolean =>
  waitMinutes === 3 && faults.every(({ answer }) => answer === undefined);

/** The first worlds of a seed that are short. */
function shortWorlds(seed: number): WorldSpec[] {
  const worlds: WorldSpec[] = [];
  // Worlds are not the same where fast-check samples them.
  fc.assert(
    fc.property(worldSpec, (spec) => {
      worlds.push(spec);
    }),
    { seed, numRuns: 12 * WORLDS_OF_EACH_SEED },
  );
  return worlds.filter((spec) => isShort(spec) && !isBeyondPromise(spec)).slice(0, WORLDS_OF_EACH_SEED);
}

/** While the SDK waits before it tries again in one world, others go on. */
const AT_ONCE = 25;

const http = await overHttp();
Object.assign(process.env, http.env);
const [every = 1, from = 1] = process.argv.slice(2).map(Number);
const worlds = DEPLOY_WORLDS.seeds.flatMap(shortWorlds).filter((_, index) => index % every === from - 1);
const waiting = worlds.values();
const found: { readonly wrong: readonly string[]; readonly spec: WorldSpec }[] = [];

async function playOneByOne(): Promise<void> {
  for (const spec of waiting) {
    const wrong = misjudged(spec, await play(spec, (account) => http.wireTo(account)));
    if (wrong.length > 0) found.push({ wrong, spec });
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, playOneByOne));
await http.close();
assert.deepEqual(found, []);
process.stdout.write(`${worlds.length} worlds through the SDK and HTTP, each judged right\n`);
