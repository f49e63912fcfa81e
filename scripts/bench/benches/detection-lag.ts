import type { Bench, BenchSetting, Row } from '../bench.ts';
import { deployedFleet, SHORT, startFleet, type Fleet } from '../fleet/deployed-fleet.ts';
import { deployFleet, deployOfficially, truthOf } from '../fleet/deploy-fleet.ts';
import { fleetOf } from '../fleet/fleet-service.ts';
import { ENDED, momentOf } from '../fleet/log-moments.ts';

const SERVICES = 24;
const MOST_SECONDS = 1.5;

/** The official action looks ever more rarely; it is not waited for any longer. */
const CUT_AFTER_SECONDS = 120;

/**
 * Rollouts of more than 30 s: then ours also reads where their time went, before it says that they are done. What is broken
 * says why, as nearly all does: the logs of what says nothing are looked into several times, and CloudWatch Logs lets an
 * account do so but 10 times a second.
 */
const SCENARIO = {
  timings: { ...SHORT, steadySeconds: 25 },
  images: { '*:v2-broken': { behaviour: 'crash', exitCode: 3, logs: ["KeyError: 'STRIPE_SECRET_KEY'"] } },
} as const;

/** From the end of a rollout to the line, or the exit, that says so. */
export const detectionLag: Bench = {
  name: 'detection-lag',
  title: `From the end of a rollout to the verdict, ${SERVICES} services at once`,
  async *run(setting) {
    const [good, broken] = await Promise.all([
      deployedFleet(setting, fleetOf(SERVICES, 'good'), true),
      deployedFleet(setting, fleetOf(SERVICES, 'broken', { hasBreaker: true }), true),
    ]);
    const [deployed, rolledBack] = await Promise.all([lags(setting, good), lags(setting, broken)]);
    const peer = setting.peers.deploy;
    const official = peer === undefined ? undefined : await officialLags(setting, peer, good);
    yield* rows('deployed', deployed, official);
    yield* rows('rolled back by ECS', rolledBack);
  },
};

function rows(what: string, ours: readonly number[], official?: readonly number[]): Row[] {
  const row = { unit: 's', ours, ...(official && { official }) } as const;
  return [
    { ...row, what: `${what}: median` },
    { ...row, what: `${what}: p95`, statistic: 'p95', atMost: MOST_SECONDS },
  ];
}

/** One run of ours; ECS alone decides about what is broken. */
async function lags(setting: BenchSetting, fleet: Fleet): Promise<number[]> {
  const aws = await startFleet(fleet, SCENARIO);
  try {
    const { lines, log } = await deployFleet(setting, fleet, aws, { 'fail-fast-after': '0' });
    const truth = await truthOf(aws);
    return fleet.services.map(({ name }) => {
      const [told, ended] = [momentOf(lines, name, ENDED), truth.get(name)?.endedAt];
      if (told === undefined || ended === undefined) throw new Error(`Nothing was said of the end of ${name}:\n${log}`);
      return told - ended;
    });
  } finally {
    await aws.close();
  }
}

/** A run of the official action for each service. What is cut has a lag that would have been longer still. */
async function officialLags(setting: BenchSetting, action: string, fleet: Fleet): Promise<number[]> {
  const aws = await startFleet(fleet, SCENARIO);
  try {
    const deploys = await deployOfficially(setting, action, fleet, aws, CUT_AFTER_SECONDS);
    const truth = await truthOf(aws);
    return deploys.map(({ service, endedAt }) => endedAt - (truth.get(service)?.endedAt ?? NaN));
  } finally {
    await aws.close();
  }
}
