import { awsPorts } from '@fargate-actions/aws';
import { seedSurroundings, truth, virtualAws, type ScenarioChange, type World } from '@fargate-actions/emulator';
import { progressLine } from '@fargate-actions/report';
import { beforeAll, expect, test } from '@jest/globals';
import { byCategory, fullestShare } from '../../scripts/bench/request-share.ts';
import { percentile } from '../../scripts/bench/statistics.ts';
import { deploy, PATIENT, type Deploy } from './deploy.ts';
import { serviceName, type NamedServices } from './stack-files.ts';

const SERVICES = 100;

/** Of each of AWS's request limits; the rest is for everybody else in the account. */
const SHARE = 0.5;

/** Source: issue 4, "What it must show". */
const LAG_SECONDS = 1.5;

/** A line a change: begun, one pending, what it waits for, one running, the old one stopping, ended. */
const LINES = 7;

/** Going back has as many changes, and so has every task that fails. */
const LINES_OF_DOOM = 20;

/** One task each: the account's two subnets hold 250 each. */
const services: NamedServices = Object.fromEntries(
  Array.from({ length: SERVICES }, (_, index) => [
    serviceName(index),
    {
      behaviour: 'healthy',
      desiredCount: 1,
      breaker: 'rollback',
      percents: [100, 200],
      hasTargetGroup: false,
      guard: 'none',
      ranBefore: true,
    },
  ]),
);

let deployed: World;

beforeAll(async () => {
  const { emulator, clock, wire } = virtualAws({ seed: 7 });
  seedSurroundings(emulator.world);
  await clock.run(
    deploy({ services, version: 1, rollout: PATIENT, maxParallel: SERVICES }, awsPorts(wire, clock), clock),
  );
  deployed = emulator.world;
});

interface Case extends Pick<Deploy, 'version' | 'maxParallel' | 'isForced'> {
  readonly name: string;
  readonly scenario?: ScenarioChange;
  readonly failFastAfter?: number;
  readonly ends: string;
  readonly linesPerService: number;
}

const cases: readonly Case[] = [
  { name: 'all at once', version: 1, isForced: true, maxParallel: SERVICES, ends: 'deployed', linesPerService: LINES },
  {
    name: 'each with a new revision, as many in parallel as by default',
    version: 2,
    ends: 'deployed',
    linesPerService: LINES,
  },
  { name: 'in waves of 20', version: 1, isForced: true, maxParallel: 20, ends: 'deployed', linesPerService: LINES },
  {
    name: 'all at once, and every one of them is doomed',
    version: 1,
    isForced: true,
    maxParallel: SERVICES,
    scenario: {
      images: { '*': { behaviour: 'crash', exitCode: 3, logs: ['KeyError: STRIPE_SECRET_KEY'] } },
      // Gone back to by its old id, the old deployment would keep the tasks that still run.
      uncertain: { rollbackShows: 'new id' },
    },
    failFastAfter: 1,
    // What they would go back to is doomed as well.
    ends: 'failed',
    linesPerService: LINES_OF_DOOM,
  },
];

test.each(cases)(
  '100 services $name: no throttle, half of every limit, few lines',
  async ({ scenario, failFastAfter = 0, ends, linesPerService, ...how }) => {
    const { emulator, clock, wire } = virtualAws({ world: structuredClone(deployed) });
    emulator.changeScenario(scenario ?? {});
    const before = { requests: emulator.requests.length, deployments: truth(emulator.world).length };
    const lines: string[] = [];
    const told = new Map<string, number>();
    const rollout = { ...PATIENT, logLines: 10, failFastAfter };
    const outcomes = await clock.run(
      deploy(
        {
          ...how,
          services,
          rollout,
          progress: (progress) => {
            lines.push(progressLine(progress));
            if (progress.ended) told.set(progress.service, (clock.trueNow - emulator.world.startAt) / 1000);
          },
        },
        awsPorts(wire, clock),
        clock,
      ),
    );

    const statuses = outcomes.flatMap((outcome) => ('end' in outcome ? outcome.end.status : []));
    expect(statuses).toEqual(Array.from({ length: SERVICES }, () => ends));
    const requests = emulator.requests.slice(before.requests);
    expect(requests.filter(({ error = '' }) => error.startsWith('Throttl'))).toEqual([]);
    const shares = byCategory(requests).map((calls) => [calls.limit.category, fullestShare(calls)] as const);
    expect(shares.filter(([, share]) => share > SHARE)).toEqual([]);
    expect(lines.length).toBeLessThanOrEqual(linesPerService * SERVICES);
    const own = truth(emulator.world).slice(before.deployments);
    const lags = own.map(({ service, endedAt = NaN }) => (told.get(service) ?? NaN) - endedAt);
    expect(percentile(lags, 0.95)).toBeLessThanOrEqual(LAG_SECONDS);
  },
  120_000,
);
