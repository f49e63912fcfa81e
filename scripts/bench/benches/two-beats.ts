import fc from 'fast-check';
import { doubledBeats } from '../../../tests/singleton-worlds/judge.ts';
import { bySequence, play, type Deployer } from '../../../tests/singleton-worlds/play.ts';
import { worldSpec, type WorldSpec } from '../../../tests/singleton-worlds/world-spec.ts';
import type { Bench } from '../bench.ts';
import { officialRoute } from '../singleton/official-route.ts';

const WORLDS = 300;
const SEED = 20261124;

/** In how many worlds two beats ran at once: because the deployer started the second one, or at all. */
interface Doubled {
  readonly byDeployer: number;
  readonly atAll: number;
}

/** The random worlds of `npm test`, in which a beat is replaced by our sequence, and as the official action does it. */
export const twoBeats: Bench = {
  name: 'two-beats',
  title: `Two beats at once, in ${WORLDS} random worlds: ours, and one UpdateService with AWS's defaults`,
  async *run() {
    const worlds = fc
      .sample(worldSpec, { seed: SEED, numRuns: WORLDS })
      .map((spec): WorldSpec => ({ ...spec, settings: 'defaults' }));
    const ours = await doubledIn(worlds, bySequence());
    const official = await doubledIn(worlds, officialRoute);
    yield {
      what: 'the deployer started the second one beside the first',
      unit: 'worlds',
      ours: [ours.byDeployer],
      official: [official.byDeployer],
      atMost: 0,
    };
    yield {
      what: 'with those that ECS or somebody else started',
      unit: 'worlds',
      ours: [ours.atAll],
      official: [official.atAll],
      note: 'retired, unhealthy, scaled, or run by hand in the middle of it',
    };
  },
};

async function doubledIn(worlds: readonly WorldSpec[], deploys: Deployer): Promise<Doubled> {
  const count = { byDeployer: 0, atAll: 0 };
  for (const spec of worlds) {
    const doubled = doubledBeats(await play(spec, deploys));
    if (doubled.length > 0) count.atAll += 1;
    if (doubled.some(({ first, second, startedBy }) => startedBy === 'us' && first.service === second.service))
      count.byDeployer += 1;
  }
  return count;
}
