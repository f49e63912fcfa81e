import { Emulator, emulatorWire, seedSurroundings, VirtualClock, type CallFault } from '@fargate-actions/emulator';
import type { TestRun } from '@fargate-actions/action-kit/testing';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';
import { SECRETS } from './judge-run.ts';
import { CHAOS_ACTIONS, type ChaosAction } from './chaos-action.ts';

/** All accounts of the page have this seed, so that it is the same on every machine. */
const SEED = 7;

const WITH = { stack: 'deploy/stack.yml' };

/** An account of AWS, and the runner's clock: plain data behind them, so that one can be the beginning of many. */
export interface ChaosAccount {
  readonly emulator: Emulator;
  readonly clock: VirtualClock;
}

/** The example's stack, deployed an hour ago, without its scaling and its alarms. */
export async function deployedAccount(): Promise<ChaosAccount> {
  const emulator = new Emulator({ seed: SEED, scenario: { timings: { drainSeconds: 5 } } });
  seedSurroundings(emulator.world);
  const account = accountIn(emulator);
  for (const name of ['deploy-ecs-service', 'enforce-beat-singleton']) {
    const action = CHAOS_ACTIONS.find((one) => one.name === name);
    const run = action && (await played({ ...action, with: {} }, account, { image: undefined }));
    if (run?.exitCode !== 0) throw new Error(`${name} failed in the calm:\n${run?.log ?? ''}`);
  }
  await account.clock.advance(3600);
  return account;
}

/** The same account once more, as it is now. */
export function copied({ emulator }: ChaosAccount, skewSeconds = 0): ChaosAccount {
  return accountIn(new Emulator({ world: structuredClone(emulator.world) }), skewSeconds);
}

function accountIn(emulator: Emulator, skewSeconds = 0): ChaosAccount {
  const clock = new VirtualClock({
    startAt: emulator.world.now,
    skewSeconds,
    onAdvance: (now) => {
      emulator.advanceTo(now);
    },
  });
  return { emulator, clock };
}

/** How an action is run. */
export interface Play {
  /** The tag of the image in the stack's files; undefined: as they are. */
  readonly image?: string | undefined;
  readonly faults?: readonly CallFault[];
  readonly isDryRun?: boolean;
  /** Inputs beside those of the action's story. */
  readonly with?: Readonly<Record<string, string>>;
  /** What the files of the stack say differently. */
  readonly edits?: readonly Edit[];
}

/** Runs an action in an account to its end, whatever time that takes there. */
export async function played(
  action: ChaosAction,
  { emulator, clock }: ChaosAccount,
  { image, faults = [], isDryRun = false, with: more = {}, edits: others = [] }: Play,
): Promise<TestRun> {
  emulator.changeScenario({ faults: [...faults] });
  const wire = emulatorWire(emulator, clock);
  const edits =
    image === undefined
      ? []
      : ['api', 'worker', 'beat'].map((service) => [`${service}/task-definition.yml`, ':latest', `:${image}`] as const);
  const files = seedFiles(...edits, ...others);
  const given = { ...WITH, ...action.with, ...(isDryRun && { 'dry-run': 'true' }), ...more };
  const fetch = () => Promise.reject(new Error('There is no GitHub here.'));
  const settings = { with: given, files, env: SECRETS, wire: () => wire, clock, fetch };
  // A run that has not ended after so long never will.
  return clock.run(action.play(settings, emulator), { atMostHours: 3 });
}
