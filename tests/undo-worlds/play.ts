import { awsPorts, type Aws } from '@fargate-actions/aws';
import {
  seedSurroundings,
  virtualAws,
  type Emulator,
  type ScenarioChange,
  type VirtualClock,
} from '@fargate-actions/emulator';
import { DiagnosedError, Diagnostics } from '@fargate-actions/documents';
import { applyPlan, planAll, undo, type Outcome, type Report } from '@fargate-actions/engine';
import { serviceResource, type RolloutSettings } from '@fargate-actions/service';
import { singletonResource, type SingletonSettingsOfRun } from '@fargate-actions/singleton';
import { loadStack, renderings, stackResources } from '@fargate-actions/stack';
import { serviceStates, type ServiceState } from './service-state.ts';
import { BEAT, serviceName, stackFiles } from './stack-files.ts';
import type { WorldSpec } from './world-spec.ts';

/** What a run in a world came to, and what going back over it. */
export interface Played {
  readonly emulator: Emulator;
  readonly outcomes: readonly Outcome[];
  readonly reports: readonly Report[];
  readonly before: ReadonlyMap<string, ServiceState>;
  readonly after: ReadonlyMap<string, ServiceState>;
}

const PATIENT: RolloutSettings = {
  waitMinutes: 60,
  logLines: 0,
  failFastAfter: 0,
  onTimeout: 'leave',
  onCancel: 'leave',
};

/** What ran settles within that time, and what is left of a deployment is gone. */
const SETTLE_SECONDS = 600;

/** Brings a world about, deploys its second version, and goes back over that. */
export async function play(spec: WorldSpec): Promise<Played> {
  const { emulator, clock, wire } = virtualAws({ seed: spec.seed });
  seedSurroundings(emulator.world);
  await clock.run(deploy(spec, 1, PATIENT, awsPorts(wire, clock), clock));
  await clock.advance(SETTLE_SECONDS);
  const before = serviceStates(emulator.world);
  emulator.changeScenario({
    images: imagesOf(spec),
    denied: [...spec.denied],
    staleReadsSeconds: spec.staleReadsSeconds,
    timings: { jitter: spec.jitter },
  });
  const { onFailure, failFastAfter, waitMinutes } = spec;
  const rollout: RolloutSettings = { ...PATIENT, onFailure, failFastAfter, waitMinutes };
  // A run of its own, as a later job is: nothing is remembered of the first.
  const outcomes = await clock.run(deploy(spec, 2, rollout, awsPorts(wire, clock), clock));
  const reports = await clock.run(undo(outcomes, { clock }));
  await clock.advance(SETTLE_SECONDS);
  return { emulator, outcomes, reports, before, after: serviceStates(emulator.world) };
}

function imagesOf({ services, beat }: WorldSpec): NonNullable<ScenarioChange['images']> {
  const images = services.map(({ image = 'healthy' }, index) => ({ name: serviceName(index), image }));
  return Object.fromEntries(
    [...images, { name: BEAT, image: beat?.image ?? 'healthy' }].map(({ name, image }) => [
      `*:${name}-v2`,
      { behaviour: image, exitCode: 3, times: 1 },
    ]),
  );
}

async function deploy(
  spec: WorldSpec,
  version: 1 | 2,
  rollout: RolloutSettings,
  aws: Aws,
  clock: VirtualClock,
): Promise<Outcome[]> {
  const diagnostics = new Diagnostics();
  const account = async () => (await aws.identity()).account;
  const stack = await loadStack(
    { workspace: stackFiles(spec, version), path: 'stack.yml', variables: new Map(), account },
    diagnostics,
  );
  if (!stack) throw new DiagnosedError(diagnostics.all);
  const needs = { aws, clock, progress: () => undefined };
  const settings = {
    tags: { 'fargate-actions:run-id': String(version), ...(version === 2 && { 'fargate-actions:commit-sha': 'abc' }) },
    forceNewDeployment: false,
    onConflict: 'wait' as const,
    rollout,
  };
  const all = renderings(stack, stack.services, { image: undefined }, aws, diagnostics);
  const resources = stackResources<Report>(
    stack,
    all,
    settings,
    needs,
    diagnostics,
    (service, { service: { isSingleton } }) =>
      isSingleton
        ? singletonResource(service, () => Promise.resolve({ ...SINGLETON, run: `run-${version}` }), needs)
        : serviceResource(service, needs),
  );
  return applyPlan(await planAll(resources, diagnostics), { clock });
}

const SINGLETON: Omit<SingletonSettingsOfRun, 'run'> = {
  strategy: 'strict',
  strays: 'report',
  forceNewDeployment: false,
  drainMinutes: 10,
  conflictMinutes: 20,
  rollout: { waitMinutes: 12, logLines: 0 },
  isRedBeat: false,
  otherBeatServices: [],
  otherBeatFamilies: [],
  stopTimeoutSeconds: 10,
};
