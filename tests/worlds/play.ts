import { awsPorts, type Aws } from '@fargate-actions/aws';
import { Emulator, emulatorWire, seedSurroundings, VirtualClock } from '@fargate-actions/emulator';
import { DiagnosedError, Diagnostics } from '@fargate-actions/files';
import { applyPlan, planAll, type Outcome } from '@fargate-actions/plan';
import type { RolloutReport, RolloutSettings } from '@fargate-actions/service';
import { loadStack, renderStack, stackResources } from '@fargate-actions/stack';
import { serviceName, stackFiles } from './stack-files.ts';
import type { ServiceSpec, WorldSpec } from './world-spec.ts';

/** How long a run waits: longer than every breaker of these worlds takes. */
const WAIT_MINUTES = 15;

/** What one run in a world came to. */
export interface Played {
  readonly emulator: Emulator;
  readonly outcomes: readonly Outcome<RolloutReport>[];
  readonly aws: Aws;
}

/** Deploys version 1 where services ran before, then makes the world what it is, and deploys version 2. */
export async function play(spec: WorldSpec): Promise<Played> {
  const emulator = new Emulator({ seed: spec.seed });
  seedSurroundings(emulator.world);
  await deploy(emulator, spec, 1, ({ ranBefore }) => ranBefore, 0);
  emulator.changeScenario({
    images: Object.fromEntries(
      spec.services.map(({ behaviour }, index) => [
        `*:${serviceName(index)}-v2`,
        { behaviour, exitCode: 3, logs: ['starting', 'KeyError: STRIPE_SECRET_KEY'], times: 1 },
      ]),
    ),
    denied: [...spec.denied],
    faults: [...spec.faults],
    staleReadsSeconds: spec.staleReadsSeconds,
  });
  return deploy(emulator, spec, 2, () => true, spec.skewSeconds);
}

async function deploy(
  emulator: Emulator,
  spec: WorldSpec,
  version: number,
  only: (service: ServiceSpec) => boolean,
  skewSeconds: number,
): Promise<Played> {
  const clock = new VirtualClock({
    startAt: emulator.world.now,
    skewSeconds,
    onAdvance: (now) => {
      emulator.advanceTo(now);
    },
  });
  const aws = awsPorts(emulatorWire(emulator, clock), clock);
  const surroundings = { aws, clock, progress: () => undefined };
  const workspace = stackFiles(spec, version, only);

  async function run(): Promise<Outcome<RolloutReport>[]> {
    const diagnostics = new Diagnostics();
    const account = async () => (await aws.identity()).account;
    const stack = await loadStack({ workspace, path: 'stack.yml', variables: new Map(), account }, diagnostics);
    if (!stack) throw new DiagnosedError(diagnostics.all);
    const rendered = await renderStack(stack, stack.services, undefined, aws, diagnostics);
    const rollout: RolloutSettings = {
      waitMinutes: WAIT_MINUTES,
      logLines: 5,
      failFastAfter: spec.failFastAfter,
      onFailure: spec.onFailure,
      onTimeout: 'leave',
      onCancel: 'leave',
    };
    const settings = {
      tags: {},
      forceNewDeployment: false,
      onConflict: 'wait' as const,
      rollout,
    };
    const resources = stackResources(stack, rendered, settings, surroundings, diagnostics);
    return applyPlan(await planAll(resources, diagnostics), { clock });
  }
  return { emulator, outcomes: await clock.run(run()), aws };
}
