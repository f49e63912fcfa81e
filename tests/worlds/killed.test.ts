import { expect, test } from '@jest/globals';
import { awsPorts, isRead, type Operation } from '@fargate-actions/aws';
import { seedSurroundings, truth, virtualAws, type Emulator, type VirtualClock } from '@fargate-actions/emulator';
import fc from 'fast-check';
import { deploy, PATIENT } from './deploy.ts';
import { killable, type Kill } from './killable.ts';
import { namedServices } from './stack-files.ts';
import { turnBad } from './turn-bad.ts';
import { worldSpec, type Behaviour, type WorldSpec } from './world-spec.ts';

interface Killed extends Kill {
  /** How long nobody deploys then. */
  readonly pauseSeconds: number;
}

const kill: fc.Arbitrary<Killed> = fc.record({
  // Nearly all that is written is written by then; later calls only watch.
  atCall: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 40 }) }, fc.integer({ min: 41, max: 250 })),
  effect: fc.constantFrom('before', 'after'),
  pauseSeconds: fc.constantFrom(0, 2, 30, 300),
});

/** A world in which nothing but the kill keeps a run from its end; answers to writes may be lost besides. */
const calmWorld: fc.Arbitrary<WorldSpec> = worldSpec.map((spec) => ({
  ...spec,
  services: spec.services.map((service) => ({ ...service, guard: 'none' as const })),
  staleReadsSeconds: Math.min(spec.staleReadsSeconds, 10),
  staleListsSeconds: undefined,
  firstUseSeconds: 0,
  denied: [],
  faults: spec.faults.filter(({ effect }) => effect !== undefined),
  event: undefined,
  timings: { pullSeconds: 1, drainSeconds: 0, jitter: 0 },
}));

/** What a run that was killed left behind, and how to run again. */
interface LeftBehind {
  readonly emulator: Emulator;
  readonly clock: VirtualClock;
  readonly run: (version: number) => ReturnType<typeof deploy>;
}

/** Deploys version 1 where services ran before, and begins version 2. */
async function killAt({ pauseSeconds, ...kill }: Killed, spec: WorldSpec): Promise<LeftBehind> {
  const { emulator, clock, wire } = virtualAws({ seed: spec.seed, skewSeconds: spec.skewSeconds });
  seedSurroundings(emulator.world);
  const services = namedServices(spec);
  const before = Object.fromEntries(Object.entries(services).filter(([, { ranBefore }]) => ranBefore));
  await clock.run(deploy({ services: before, version: 1, rollout: PATIENT }, awsPorts(wire, clock), clock));
  emulator.changeScenario(turnBad(spec));
  const dying = killable(wire, kill);
  const rollout = { ...PATIENT, failFastAfter: spec.failFastAfter, onFailure: spec.onFailure };
  const running = deploy({ services, version: 2, rollout }, awsPorts(dying.wire, clock), clock);
  await clock.run(Promise.race([running, dying.killed]));
  await clock.advance(pauseSeconds);
  const run = (version: number) =>
    clock.run(deploy({ services, version, rollout: PATIENT }, awsPorts(wire, clock), clock));
  return { emulator, clock, run };
}

test(
  'a run that was killed at any call is taken up by the next, and the third finds nothing to do',
  () =>
    fc.assert(
      fc.asyncProperty(calmWorld, kill, async (calm, kill) => {
        const services = calm.services.map((service) => ({ ...service, behaviour: 'healthy' as const }));
        const spec = { ...calm, services };
        const { emulator, clock, run } = await killAt(kill, spec);

        expectAllDone(await run(2));
        for (const [name, { ranBefore }] of Object.entries(namedServices(spec))) {
          const revision = `${name}:${ranBefore ? 2 : 1}`;
          expect(emulator.world.taskDefinitions[name]).toHaveLength(ranBefore ? 2 : 1);
          expectToRun(revision, spec, emulator);
          const deployments = truth(emulator.world).filter(({ taskDefinition }) => taskDefinition === revision);
          expect(deployments.length).toBeLessThanOrEqual(2);
        }

        // What ended just now may not show yet: the third run would watch it for a moment, and write nothing either.
        await clock.advance(spec.staleReadsSeconds);
        const calls = emulator.requests.length;
        const third = await run(2);
        expect(third.map(({ result }) => result)).toEqual(third.map(() => 'unchanged'));
        const writes = emulator.requests.slice(calls).filter(({ service, operation }) => isWrite(service, operation));
        expect(writes).toEqual([]);
      }),
      { seed: 77, numRuns: 120 },
    ),
  240_000,
);

/** No breaker ends these: nothing is started, or tasks are healthy for a while. */
const ENDLESS: ReadonlySet<Behaviour> = new Set(['no-capacity', 'crash-late']);

test(
  'what was killed while it failed, or went back, does not keep the next revision from running',
  () =>
    fc.assert(
      fc.asyncProperty(calmWorld, kill, async (calm, kill) => {
        // ECS tries those for ever, and who waits for it does so as long.
        const services = calm.services.map(({ behaviour, ...service }) => ({
          ...service,
          breaker: 'rollback' as const,
          behaviour: ENDLESS.has(behaviour) ? ('crash' as const) : behaviour,
        }));
        const spec = { ...calm, services };
        const { emulator, run } = await killAt(kill, spec);

        expectAllDone(await run(3));
        for (const name of Object.keys(namedServices(spec))) {
          const newest = emulator.world.taskDefinitions[name]?.length ?? 0;
          expectToRun(`${name}:${newest}`, spec, emulator);
        }
      }),
      { seed: 20261127, numRuns: 80 },
    ),
  240_000,
);

function expectAllDone(outcomes: Awaited<ReturnType<typeof deploy>>): void {
  const undone = outcomes.filter(({ result }) => result !== 'applied' && result !== 'unchanged');
  expect(undone.map((outcome) => ({ ...outcome, resource: undefined }))).toEqual([]);
}

/** As many tasks as are desired run, all of that revision, and ECS is done. */
function expectToRun(revision: string, { services }: WorldSpec, { world }: Emulator): void {
  const newest = truth(world).findLast(({ taskDefinition }) => taskDefinition === revision);
  expect(newest).toMatchObject({ ended: 'succeeded' });
  const name = newest?.service ?? '';
  const running = world.tasks.filter(
    ({ startedBy, lastStatus }) => startedBy === newest?.deploymentId && lastStatus === 'RUNNING',
  );
  expect(running).toHaveLength(namedServices({ services })[name]?.desiredCount ?? 0);
}

function isWrite(service: string, operation: string): boolean {
  return !isRead(`${service}:${operation}` as Operation);
}
