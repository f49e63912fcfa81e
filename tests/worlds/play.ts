import { awsPorts, type Aws } from '@fargate-actions/aws';
import { seedSurroundings, virtualAws, type Emulator, type VirtualClock } from '@fargate-actions/emulator';
import { DiagnosedError, Diagnostics } from '@fargate-actions/files';
import { applyPlan, planAll, type Outcome } from '@fargate-actions/plan';
import type { Reaction, RolloutReport, RolloutSettings } from '@fargate-actions/service';
import { loadStack, renderStack, stackResources } from '@fargate-actions/stack';
import { serviceName, stackFiles } from './stack-files.ts';
import type { ServiceSpec, WorldSpec } from './world-spec.ts';

/** What one run in a world came to. */
export interface Played {
  readonly emulator: Emulator;
  readonly outcomes: readonly Outcome<RolloutReport>[];
  /** Why there are no outcomes: what was thrown before anything was applied. */
  readonly thrown: string | undefined;
  /** How long the run went on after it was cancelled. */
  readonly lastWordsSeconds: number;
}

const LEAVE: Reaction = 'leave';

/** Deploys version 1 where services ran before, then makes the world what it is, and deploys version 2. */
export async function play(spec: WorldSpec): Promise<Played> {
  const { emulator, clock, wire } = virtualAws({ seed: spec.seed, skewSeconds: spec.skewSeconds });
  seedSurroundings(emulator.world);
  const aws = awsPorts(wire, clock);
  const calm: RolloutSettings = { waitMinutes: 60, logLines: 0, failFastAfter: 0, onTimeout: LEAVE, onCancel: LEAVE };
  await clock.run(deploy(spec, 1, ({ ranBefore }) => ranBefore, calm, aws, clock));

  turnBad(emulator, spec);
  const stop = new AbortController();
  const settings: RolloutSettings = {
    waitMinutes: spec.waitMinutes,
    logLines: 5,
    failFastAfter: spec.failFastAfter,
    onFailure: spec.onFailure,
    onTimeout: spec.onTimeout,
    onCancel: spec.onCancel,
  };
  // A run of its own, as a later job is: nothing is remembered of the first.
  const running = deploy(spec, 2, () => true, settings, awsPorts(wire, clock), clock, stop.signal);
  const { cancelAtSeconds } = spec;
  const cancelled = cancelAtSeconds === undefined ? undefined : cancelAfter(cancelAtSeconds, clock, stop);
  const ended = await clock.run(
    running.then(
      (outcomes) => ({ outcomes, thrown: undefined }),
      (thrown: unknown) => ({ outcomes: [], thrown: String(thrown) }),
    ),
  );
  const cancelledAt = cancelled?.at();
  return { emulator, ...ended, lastWordsSeconds: cancelledAt === undefined ? 0 : (clock.trueNow - cancelledAt) / 1000 };
}

function turnBad(emulator: Emulator, spec: WorldSpec): void {
  const { event } = spec;
  emulator.changeScenario({
    images: Object.fromEntries(
      spec.services.map(({ behaviour }, index) => [
        `*:${serviceName(index)}-v2`,
        { behaviour, exitCode: 3, logs: ['starting', 'KeyError: STRIPE_SECRET_KEY'], times: 1 },
      ]),
    ),
    timings: spec.timings,
    denied: [...spec.denied],
    faults: [...spec.faults],
    staleReadsSeconds: spec.staleReadsSeconds,
    happenings: event
      ? [
          {
            happens: event.happens,
            atSeconds: event.atSeconds,
            name: serviceName(0),
            ...(event.happens === 'scale' && { desiredCount: 5 }),
            ...(event.happens === 'update' && { input: { forceNewDeployment: true } }),
            ...(event.happens === 'protect' && { minutes: 5 }),
          },
        ]
      : [],
  });
}

function cancelAfter(seconds: number, clock: VirtualClock, stop: AbortController): { at: () => number | undefined } {
  let at: number | undefined;
  void clock.sleep(seconds).then(() => {
    at = clock.trueNow;
    stop.abort(new Error('The run was cancelled.'));
  });
  return { at: () => at };
}

async function deploy(
  spec: WorldSpec,
  version: number,
  only: (service: ServiceSpec) => boolean,
  rollout: RolloutSettings,
  aws: Aws,
  clock: VirtualClock,
  signal?: AbortSignal,
): Promise<Outcome<RolloutReport>[]> {
  const diagnostics = new Diagnostics();
  const account = async () => (await aws.identity()).account;
  const workspace = stackFiles(spec, version, only);
  const stack = await loadStack({ workspace, path: 'stack.yml', variables: new Map(), account }, diagnostics);
  if (!stack) throw new DiagnosedError(diagnostics.all);
  const rendered = await renderStack(stack, stack.services, undefined, aws, diagnostics);
  const settings = { tags: {}, forceNewDeployment: false, onConflict: 'wait' as const, rollout };
  const resources = stackResources(stack, rendered, settings, { aws, clock, progress: () => undefined }, diagnostics);
  return applyPlan(await planAll(resources, diagnostics), { clock, signal });
}
