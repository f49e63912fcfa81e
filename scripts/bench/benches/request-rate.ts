import type { RequestRecord } from '@fargate-actions/emulator';
import type { Bench, BenchSetting, Row } from '../bench.ts';
import { deployedFleet, SHORT, startFleet } from '../fleet/deployed-fleet.ts';
import { deployFleet, truthOf } from '../fleet/deploy-fleet.ts';
import { fleetOf } from '../fleet/fleet-service.ts';
import { byCategory } from '../request-share.ts';
import { SHARE, wholeRun } from '../whole-run.ts';

const FEW = 3;
const MANY = 100;

/** So slow that all of a hundred are watched for a minute: to begin them takes half a minute. */
const SLOW = { ...SHORT, steadySeconds: 90 };

/** One run, with the calls that it made; times are seconds of its account's world. */
interface Watched {
  readonly seconds: number;
  readonly requests: readonly RequestRecord[];
  /** While all services are watched and nothing is written: from the last update to the first end. */
  readonly from: number;
  readonly until: number;
}

/** What a run takes of AWS's request limits, which hold here as they do in AWS. */
export const requestRate: Bench = {
  name: 'request-rate',
  title: `Calls while ${FEW} and ${MANY} services are deployed, under AWS's request limits`,
  async *run(setting) {
    const [few, many, registering] = await Promise.all([
      watched(setting, FEW, true),
      watched(setting, MANY, true),
      watched(setting, MANY, false),
    ]);
    yield* whileWatching(FEW, few);
    yield* whileWatching(MANY, many);
    yield* wholeRun(`${FEW} services`, few);
    yield* wholeRun(`${MANY} services in one run`, many);
    yield* wholeRun(`${MANY} services with as many new revisions`, registering);
  },
};

/** Deploys so many services in one run, all of them with success. */
async function watched(setting: BenchSetting, count: number, isRegistered: boolean): Promise<Watched> {
  const fleet = await deployedFleet(setting, fleetOf(count, 'service'), isRegistered);
  const aws = await startFleet(fleet, { timings: isRegistered ? SLOW : SHORT, limits: true });
  try {
    const { beganAt, endedAt, exitCode, log } = await deployFleet(setting, fleet, aws, {});
    if (exitCode !== 0) throw new Error(`Deploying ${count} services failed:\n${log}`);
    const requests = (await aws.requests()).slice(fleet.world.requests.length);
    const updates = requests.filter(({ operation }) => operation === 'UpdateService').map(({ at }) => at);
    const ends = [...(await truthOf(aws)).values()].map((truth) => truth.endedAt ?? NaN);
    return { seconds: endedAt - beganAt, requests, from: Math.max(...updates), until: Math.min(...ends) };
  } finally {
    await aws.close();
  }
}

function whileWatching(count: number, { requests, from, until }: Watched): Row[] {
  const within = requests.filter(({ at }) => at > from && at < until);
  return byCategory(within).map(({ limit, at }) => {
    const perMinute = (at.length / (until - from)) * 60;
    const allowed = limit.perSecond * 60;
    return {
      what: `watching ${count}, a minute: ${limit.category}`,
      unit: 'calls',
      ours: [Math.round(perMinute)],
      atMost: allowed * SHARE,
      note: percent(perMinute / allowed) + ' of the limit',
    };
  });
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
