import { awsPorts, type Wire } from '@fargate-actions/aws';
import {
  seedSurroundings,
  virtualAws,
  type Emulator,
  type VirtualAws,
  type VirtualClock,
} from '@fargate-actions/emulator';
import type { Outcome } from '@fargate-actions/engine';
import type { RolloutProgress, RolloutReport, RolloutSettings } from '@fargate-actions/service';
import { deploy, PATIENT } from './deploy.ts';
import { guardName, namedServices } from './stack-files.ts';
import { turnBad } from './turn-bad.ts';
import type { WorldSpec } from './world-spec.ts';

/** What one run in a world came to. */
export interface Played {
  readonly emulator: Emulator;
  readonly outcomes: readonly Outcome<RolloutReport>[];
  /** Why there are no outcomes: what was thrown before anything was applied. */
  readonly thrown: string | undefined;
  /** When each service's end was said, in seconds from the world's start. */
  readonly saidAt: ReadonlyMap<string, number>;
  /** How long the run went on after it was cancelled. */
  readonly lastWordsSeconds: number;
}

/**
 * Deploys version 1 where services ran before, then makes the world what it is, and deploys version 2.
 *
 * @param wireTo the way that the calls of version 2 take; default straight to the emulator.
 */
export async function play(spec: WorldSpec, wireTo?: (aws: VirtualAws) => Wire): Promise<Played> {
  const account = virtualAws({ seed: spec.seed, skewSeconds: spec.skewSeconds });
  const { emulator, clock, wire } = account;
  seedSurroundings(emulator.world);
  for (const name of Object.keys(namedServices(spec)))
    emulator.world.alarms.push({ name: guardName(name), state: 'OK', isHeld: true });
  const services = namedServices(spec);
  const before = Object.fromEntries(Object.entries(services).filter(([, { ranBefore }]) => ranBefore));
  await clock.run(deploy({ services: before, version: 1, rollout: PATIENT }, awsPorts(wire, clock), clock));

  emulator.changeScenario(turnBad(spec));
  const stop = new AbortController();
  const rollout: RolloutSettings = {
    waitMinutes: spec.waitMinutes,
    logLines: 5,
    failFastAfter: spec.failFastAfter,
    onFailure: spec.onFailure,
    onTimeout: spec.onTimeout,
    onCancel: spec.onCancel,
  };
  // A run of its own, as a later job is: nothing is remembered of the first.
  const itsAws = awsPorts(wireTo?.(account) ?? wire, clock, { signal: stop.signal });
  const saidAt = new Map<string, number>();
  const progress = ({ service, ended }: RolloutProgress): void => {
    if (ended !== undefined) saidAt.set(service, (clock.trueNow - emulator.world.startAt) / 1000);
  };
  const running = deploy({ services, version: 2, rollout, signal: stop.signal, progress }, itsAws, clock);
  const { cancelAtSeconds } = spec;
  const cancelled = cancelAtSeconds === undefined ? undefined : cancelAfter(cancelAtSeconds, clock, stop);
  const ended = await clock.run(
    running.then(
      (outcomes) => ({ outcomes, thrown: undefined }),
      (thrown: unknown) => ({ outcomes: [], thrown: String(thrown) }),
    ),
  );
  const cancelledAt = cancelled?.at();
  return {
    emulator,
    ...ended,
    saidAt,
    lastWordsSeconds: cancelledAt === undefined ? 0 : (clock.trueNow - cancelledAt) / 1000,
  };
}

function cancelAfter(seconds: number, clock: VirtualClock, stop: AbortController): { at: () => number | undefined } {
  let at: number | undefined;
  void clock.sleep(seconds).then(() => {
    at = clock.trueNow;
    stop.abort(new Error('The run was cancelled.'));
  });
  return { at: () => at };
}
