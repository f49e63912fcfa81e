import { runInTest, type TestRun } from '@fargate-actions/action-kit/testing';
import type { Wire } from '@fargate-actions/aws';
import { inputs } from '@fargate-actions/deploy-stack/inputs';
import { Emulator, emulatorWire, seedSurroundings, VirtualClock } from '@fargate-actions/emulator';
import { deployStack, endStack } from '@fargate-actions/operations';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

/** All accounts have this seed, so that a call has the same number on every machine. */
const SEED = 13;

/** An account of AWS, and the time in which it lives. */
export interface StackAccount {
  readonly emulator: Emulator;
  readonly clock: VirtualClock;
  /** A runner's own way to AWS. */
  readonly wire: () => Wire;
}

/** What a run of the root action is to bring about. */
export interface Wanted {
  /** The image's tag. */
  readonly image: string;
  /** What the files of the stack say differently. */
  readonly edits?: readonly Edit[];
}

/** What a step left for its post step. */
export type StepState = Readonly<Record<string, string>>;

/** The same account once more, as it is now. */
export function copied({ emulator }: Pick<StackAccount, 'emulator'>): StackAccount {
  return accountIn(new Emulator({ world: structuredClone(emulator.world) }));
}

function accountIn(emulator: Emulator): StackAccount {
  const clock = new VirtualClock({
    startAt: emulator.world.now,
    onAdvance: (now) => {
      emulator.advanceTo(now);
    },
  });
  return { emulator, clock, wire: () => emulatorWire(emulator, clock) };
}

/** An account with what the seed's files name, and nothing of its stack. */
export function fresh(): Promise<StackAccount> {
  const emulator = new Emulator({ seed: SEED, scenario: { timings: { drainSeconds: 5 } } });
  seedSurroundings(emulator.world);
  return Promise.resolve(accountIn(emulator));
}

/** An account in which the stack was deployed an hour ago. */
export async function deployed(): Promise<StackAccount> {
  const account = await fresh();
  const { exitCode, log } = await account.clock.run(playRun({ image: '1' }, account, account.wire(), 'run 1'));
  if (exitCode !== 0) throw new Error(`The first deploy fails in the calm:\n${log}`);
  await account.clock.advance(3600);
  return account;
}

/**
 * Plays one run of the root action from its inputs to its exit code, as the runner would.
 *
 * @param left what its main step left: with it, this is its post step.
 * @param saved called with what it leaves for its post step.
 */
export function playRun(
  { image, edits = [] }: Wanted,
  { clock }: StackAccount,
  wire: Wire,
  runId: string,
  left?: StepState,
  saved: (state: StepState) => void = () => undefined,
): Promise<TestRun> {
  const state: Record<string, string> = {};
  return runInTest(
    'deploy-stack',
    inputs,
    {
      main: (values, context) =>
        deployStack(values, {
          ...context,
          state: {
            read: (name) => context.state.read(name),
            save: (name, value) => {
              state[name] = value;
              saved({ ...state });
              return context.state.save(name, value);
            },
          },
        }),
      post: endStack,
    },
    {
      with: { stack: 'deploy/stack.yml', image: `amply-backend:${image}` },
      files: seedFiles(...edits),
      env: { GITHUB_RUN_ID: runId },
      ...(left && { state: left }),
      wire: () => wire,
      clock,
    },
  );
}
