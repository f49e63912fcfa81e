import { awsPorts, type Clock, type Wire } from '@fargate-actions/aws';
import { virtualAws, type Emulator, type ScenarioChange, type VirtualClock } from '@fargate-actions/emulator';
import {
  singletonProcess,
  type SingletonParts,
  type SingletonReport,
  type SingletonWanted,
} from '@fargate-actions/singleton';
import { drive } from '@fargate-actions/engine';
import { killable } from '../worlds/killable.ts';
import { registerBeat, seedBeat, SERVICE, wantedBeat } from './account.ts';
import { lateWire } from './late-wire.ts';
import { pausable } from './pausable.ts';
import type { Pause, WorldSpec } from './world-spec.ts';

/** How one run ended: with a report, with an error, or not at all. */
export interface Ended {
  readonly wanted: SingletonWanted;
  readonly end: SingletonReport | undefined;
  readonly thrown: string | undefined;
  readonly wasKilled: boolean;
  readonly minutes: number;
}

/** What a world came to. */
export interface Played {
  readonly emulator: Emulator;
  readonly runs: readonly Ended[];
  /** Faults that calls met. */
  readonly faults: number;
}

/** The real ones, shorter: what they are compared with in the world is shorter as well. */
const TIMINGS: SingletonWanted['timings'] = {
  showsWhenQuietSeconds: 4,
  showsSeconds: 12,
  quietSeconds: 24,
  goneSeconds: 20,
  // A signature lasts 45 s in these worlds.
  lateSeconds: 50,
  lockSeconds: 130,
  renewSeconds: 20,
  steadySeconds: 5,
  conflictPollSeconds: 5,
  pollSeconds: 2,
};

/** What a run runs on: its way to AWS, and its clock. */
interface Machine {
  readonly wire: Wire;
  readonly clock: Clock;
}

/** Brings about what is wanted, by calls over this wire; without a report where it makes none. */
export type Deployer = (wanted: SingletonWanted, wire: Wire, clock: Clock) => Promise<SingletonReport | undefined>;

/** Our sequence, with other parts where a test takes a guard out. */
export function bySequence(parts: Partial<SingletonParts> = {}): Deployer {
  return (wanted, wire, clock) =>
    drive(singletonProcess(wanted, { aws: awsPorts(wire, clock), clock }, parts), { clock });
}

/** Runs version 1, makes the world what it is, and has version 2 replace it, with all that is to go wrong. */
export async function play(spec: WorldSpec, deploys: Deployer = bySequence()): Promise<Played> {
  const { emulator, clock } = virtualAws({ seed: spec.seed, skewSeconds: spec.skewSeconds });
  const { stale } = spec;
  emulator.changeScenario({
    timings: { ...FAST, jitter: 0 },
    images: imagesOf(spec),
    staleReadsSeconds: stale.reads,
    staleListsSeconds: stale.lists,
    staleReadsLag: stale.lags,
  });
  seedBeat(emulator, spec.settings);
  await clock.advance(spec.ageSeconds);
  const versions = { same: registerBeat(emulator, 2), newer: registerBeat(emulator, 3) };
  emulator.changeScenario(turnBad(spec));

  const counter = { updates: 0 };
  const machine = (pause?: Pause): Machine => {
    const { wire, clock: own } = pausable(emulator, clock, pause, spec.latencySeconds);
    return { wire: lateWire(wire, spec.latecomer, counter, emulator, clock), clock: own };
  };
  const runs: Promise<Ended>[] = [];
  const begin = (wanted: SingletonWanted, on: Machine): Promise<Ended> => run(wanted, on, clock, deploys);

  const first = wantedOf(spec, 'run-1', versions.same);
  const { killed, second } = spec;
  if (killed) {
    const on = machine(spec.pause);
    const dying = killable(on.wire, killed);
    const died = dying.killed.then((): Ended => ({
      wanted: first,
      end: undefined,
      thrown: undefined,
      wasKilled: true,
      minutes: 0,
    }));
    runs.push(
      Promise.race([begin(first, { ...on, wire: dying.wire }), died]).then(async (ended) => {
        await clock.sleep(killed.pauseSeconds);
        const { then } = killed;
        const name = then === 'post step' ? 'run-1' : 'run-1b';
        const target = then === 'same' || then === 'newer' ? versions[then] : undefined;
        runs.push(begin(wantedOf(spec, name, target), machine()));
        return ended;
      }),
    );
  } else runs.push(begin(first, machine(spec.pause)));
  if (second) {
    const target = second.does === 'enforce' ? undefined : versions[second.does];
    runs.push(clock.sleep(second.atSeconds).then(() => begin(wantedOf(spec, 'run-2', target), machine())));
  }
  const ended: Ended[] = [];
  // A killed run begins its successor when it is over: the list grows.
  for (const running of runs) ended.push(await clock.run(running));
  await clock.advance(90);
  const faults = emulator.world.faultCounts.reduce((sum, { failed }) => sum + failed, 0);
  return { emulator, runs: ended, faults };
}

const FAST: ScenarioChange['timings'] = {
  provisioningSeconds: 2,
  pendingSeconds: 0.5,
  pullSeconds: 1,
  startSeconds: 0.5,
  steadySeconds: 4,
  deprovisioningSeconds: 2,
  reactionSeconds: 0.5,
  placementSeconds: 5,
  signatureSeconds: 45,
};

/** How a container ends is drawn when its task starts: before that it is to be known. */
function imagesOf({ behaviour, stopSeconds }: WorldSpec): NonNullable<ScenarioChange['images']> {
  return {
    '*:beat-v1': { behaviour: 'healthy', stopSeconds },
    '*:beat-v2': { behaviour, stopSeconds, times: 1, afterSeconds: 3, exitCode: 3 },
    '*:beat-v3': { behaviour: 'healthy', stopSeconds },
  };
}

const AT_ONCE: ScenarioChange['timings'] = {
  provisioningSeconds: 0.4,
  pendingSeconds: 0.1,
  pullSeconds: 0.2,
  startSeconds: 0.1,
  reactionSeconds: 0.2,
};

/** What makes a calm world, in which version 1 runs, one of those specified. */
function turnBad(spec: WorldSpec): ScenarioChange {
  const { events } = spec;
  return {
    timings: {
      ...(spec.pace !== 'quick' && AT_ONCE),
      ...(spec.pace === 'gone at once' && { deprovisioningSeconds: 0.3 }),
      jitter: spec.jitter,
    },
    denied: [...spec.denied],
    faults: [...spec.faults],
    happenings: events.map(({ happens, atSeconds, desiredCount }) => ({
      happens,
      atSeconds,
      name: SERVICE,
      ...(happens === 'scale' && { desiredCount }),
      ...(happens === 'update' && { input: { forceNewDeployment: true } }),
    })),
  };
}

function wantedOf(spec: WorldSpec, run: string, taskDefinition: string | undefined): SingletonWanted {
  return wantedBeat({
    mode: taskDefinition === undefined ? 'enforce' : 'deploy',
    taskDefinition,
    strays: spec.strays,
    drainMinutes: 2,
    conflictMinutes: 6,
    rollout: { waitMinutes: 3, logLines: 0, failFastAfter: spec.failFastAfter },
    run,
    timings: TIMINGS ?? {},
  });
}

async function run(wanted: SingletonWanted, on: Machine, clock: VirtualClock, deploys: Deployer): Promise<Ended> {
  const begunAt = clock.trueNow;
  const minutes = (): number => (clock.trueNow - begunAt) / 60_000;
  try {
    const end = await deploys(wanted, on.wire, on.clock);
    return { wanted, end, thrown: undefined, wasKilled: false, minutes: minutes() };
  } catch (error) {
    return { wanted, end: undefined, thrown: String(error), wasKilled: false, minutes: minutes() };
  }
}
