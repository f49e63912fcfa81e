import { median } from '../statistics.ts';
import type { Bench, BenchSetting, Row } from '../bench.ts';
import { deployedFleet, startFleet, type Fleet } from '../fleet/deployed-fleet.ts';
import { deployFleet, deployOfficially, truthOf } from '../fleet/deploy-fleet.ts';
import { fleetOf, type FleetService } from '../fleet/fleet-service.ts';
import { ENDED, momentOf } from '../fleet/log-moments.ts';
import { dooms, type Doom } from './doomed-deploy/dooms.ts';

/** Of each doom; AWS takes 25 updates at once of a run that keeps to half of its limits. */
const SERVICES = 5;

/** Without fail-fast and breaker nothing ever ends. */
const MOST_MINUTES = 2;

/** What became of the services of one doom, in seconds from the beginning of their deployments. */
interface Doomed {
  /** Until it was said that and why the deployment is given up; only what names the right cause counts. */
  readonly explained: readonly number[];
  /** Until ECS began to go back. */
  readonly acted: readonly number[];
  readonly ended: readonly number[];
}

/** How long a deploy that can't succeed stays green. */
export const doomedDeploy: Bench = {
  name: 'doomed-deploy',
  title: `From a doomed deploy to the red verdict, ${SERVICES} services of each doom at once`,
  async *run(setting) {
    const fleets = { withBreaker: await fleetOfDooms(setting, true), without: await fleetOfDooms(setting, false) };
    const [failFast, breaker, neither] = await Promise.all([
      ours(setting, fleets.withBreaker, {}),
      ours(setting, fleets.withBreaker, { 'fail-fast-after': '0' }),
      ours(setting, fleets.without, { 'fail-fast-after': '0', 'on-failure': 'leave' }),
    ]);
    const peer = setting.peers.deploy;
    const official = peer === undefined ? undefined : await officially(setting, peer, fleets);
    for (const doom of dooms) {
      const [first, second, third] = [failFast(doom), breaker(doom), neither(doom)];
      const theirs = official && { breaker: official.breaker(doom), neither: official.neither(doom) };
      yield explained(doom, first.explained, median(second.acted));
      yield { what: `${doom.title}: breaker only, ECS acts`, unit: 's', ours: second.acted };
      yield {
        ...seconds(`${doom.title}: fail fast, rolled back`, first.ended),
        atMost: median(second.ended),
      };
      yield seconds(`${doom.title}: breaker only, rolled back`, second.ended, theirs?.breaker);
      yield seconds(`${doom.title}: neither, cut at ${MOST_MINUTES} minutes`, third.ended, theirs?.neither);
    }
  },
};

/** Red and explained: never later than the breaker acts, and in half of that where no retry heals. */
function explained({ title, isIncurable }: Doom, ours: readonly number[], breakerActs: number): Row {
  return {
    what: `${title}: fail fast, red and explained`,
    unit: 's',
    ours,
    atMost: isIncurable ? breakerActs / 2 : breakerActs,
    note: `${(median(ours) / breakerActs).toFixed(2)} of the breaker's time`,
  };
}

function seconds(what: string, ours: readonly number[], official?: OfficialDoomed): Row {
  if (!official) return { what, unit: 's', ours };
  const { ended, green } = official;
  return { what, unit: 's', ours, official: ended, ...(green > 0 && { note: `official: ${green} green` }) };
}

function fleetOfDooms(setting: BenchSetting, hasBreaker: boolean): Promise<Fleet> {
  const services = dooms.flatMap(({ kind, isBehindLoadBalancer = false }) =>
    fleetOf(SERVICES, kind, { hasBreaker, isBehindLoadBalancer }),
  );
  return deployedFleet(setting, services, true);
}

const SCENARIO = { images: Object.fromEntries(dooms.map(({ kind, image }) => [`*:v2-${kind}`, image])) };

/** One run of ours for all dooms. */
async function ours(
  setting: BenchSetting,
  fleet: Fleet,
  inputs: Readonly<Record<string, string>>,
): Promise<(doom: Doom) => Doomed> {
  const aws = await startFleet(fleet, SCENARIO);
  try {
    const { lines } = await deployFleet(setting, fleet, aws, { 'wait-for-minutes': String(MOST_MINUTES), ...inputs });
    const truth = await truthOf(aws);
    return (doom) => {
      const since = (moment: (service: FleetService) => number | undefined) =>
        ofDoom(fleet, doom).map((service) => (moment(service) ?? NaN) - (truth.get(service.name)?.startedAt ?? NaN));
      return {
        explained: since(({ name }) => momentOf(lines, name, doom.explained)),
        acted: since(({ name }) => truth.get(name)?.wentBackAt),
        ended: since(({ name }) => momentOf(lines, name, ENDED)),
      };
    };
  } finally {
    await aws.close();
  }
}

interface OfficialDoomed {
  readonly ended: readonly number[];
  /** How many ended green. */
  readonly green: number;
}

async function officially(
  setting: BenchSetting,
  action: string,
  fleets: { readonly withBreaker: Fleet; readonly without: Fleet },
): Promise<Record<'breaker' | 'neither', (doom: Doom) => OfficialDoomed>> {
  const [breaker, neither] = await Promise.all(
    [fleets.withBreaker, fleets.without].map(async (fleet) => {
      const aws = await startFleet(fleet, SCENARIO);
      try {
        const deploys = await deployOfficially(setting, action, fleet, aws, MOST_MINUTES * 60);
        const truth = await truthOf(aws);
        return (doom: Doom) => {
          const names = new Set(ofDoom(fleet, doom).map(({ name }) => name));
          const its = deploys.filter(({ service }) => names.has(service));
          return {
            ended: its.map(({ service, endedAt }) => endedAt - (truth.get(service)?.startedAt ?? NaN)),
            green: its.filter(({ exitCode }) => exitCode === 0).length,
          };
        };
      } finally {
        await aws.close();
      }
    }),
  );
  if (!breaker || !neither) throw new Error('There are two fleets.');
  return { breaker, neither };
}

const ofDoom = ({ services }: Fleet, doom: Doom): FleetService[] => services.filter(({ kind }) => kind === doom.kind);
