import { isRead, type Operation } from '@fargate-actions/aws';
import { overlaps, type World } from '@fargate-actions/emulator';
import type { ChaosAction } from './chaos-action.ts';
import { copied, played, type ChaosAccount } from './chaos-account.ts';
import type { ChaosFault } from './chaos-fault.ts';
import type { FaultTimes } from './fault-times.ts';
import { leaked, untrue } from './judge-run.ts';
import { whyNeeded } from './needed-reads.ts';

/** How a run ended whose calls went wrong. */
export interface ChaosOutcome {
  readonly exitCode: number | undefined;
  /** Seconds of the account's time. */
  readonly seconds: number;
  /** What a person finds afterwards that was not there before, and is not what was wanted. */
  readonly left: readonly string[];
  /** What must never be. */
  readonly wrong: readonly string[];
}

/** What is done to a run. */
export interface Chaos {
  readonly operation: string;
  readonly fault: ChaosFault;
  readonly when: FaultTimes;
}

/** The operations that a run calls in an account where nothing goes wrong, in alphabetical order, and how often. */
export async function operationsOf(action: ChaosAction, before: ChaosAccount): Promise<ReadonlyMap<string, number>> {
  const account = copied(before);
  const known = account.emulator.requests.length;
  const { exitCode, log } = await played(action, account, { image: 'v2' });
  if (exitCode !== 0) throw new Error(`${action.name} failed in the calm:\n${log}`);
  // What docker and we ask the registry goes by HTTP, in real time: it is no call of AWS's API.
  const ofAws = account.emulator.requests.slice(known).filter(({ service }) => service !== 'registry');
  const called = Map.groupBy(ofAws, ({ service, operation }) => `${service}:${operation}`);
  return new Map([...called].map(([operation, calls]) => [operation, calls.length] as const).sort());
}

/** Runs the action while its calls go wrong, and looks at what it said and left. */
export async function tryChaos(action: ChaosAction, before: ChaosAccount, chaos: Chaos): Promise<ChaosOutcome> {
  const { from, times } = chaos.when;
  const fault = { ...chaos.fault.fault(chaos.operation), afterCalls: from - 1, ...(times !== undefined && { times }) };
  const outcome = await judged(action, copied(before), [fault]);
  const isUnneeded = isRead(chaos.operation as Operation) && whyNeeded(action.name, chaos.operation) === undefined;
  return outcome.exitCode !== 0 && isUnneeded
    ? { ...outcome, wrong: [...outcome.wrong, 'the run ends for a read that is not listed as needed'] }
    : outcome;
}

/** Runs the action with a clock of the runner that is off. */
export async function tryClock(action: ChaosAction, before: ChaosAccount, skewSeconds: number): Promise<ChaosOutcome> {
  return judged(action, copied(before, skewSeconds), []);
}

/** More than all that a run waits for: another run's lock, a rollout, late writes. */
const MOST_MINUTES = 45;

async function judged(
  action: ChaosAction,
  account: ChaosAccount,
  faults: Parameters<typeof played>[2]['faults'] & {},
): Promise<ChaosOutcome> {
  const { clock, emulator } = account;
  const begunAt = clock.trueNow;
  const run = await played(action, account, { image: 'v2', faults });
  const { exitCode, log } = run;
  const seconds = (clock.trueNow - begunAt) / 1000;
  const left = leftIn(emulator.world);
  const wrong = [
    ...(seconds > MOST_MINUTES * 60 ? [`a run of ${Math.round(seconds / 60)} minutes`] : []),
    ...untrue(action.name, run, emulator.world),
    ...leaked(run, emulator.world),
    ...(exitCode === 0 || exitCode === 1 ? [] : [`exit code ${exitCode ?? 'missing'}`]),
    ...(exitCode === 1 && !/^::error /m.test(log) ? ['red without an error'] : []),
    ...(/SyntaxError|TypeError|hidden field|bug in fargate-actions/.test(log)
      ? ['an error of the program in the log']
      : []),
    ...doubledBeats(emulator.world),
  ];
  // When all is calm again the next run must bring the account to what is wanted.
  await clock.advance(1200);
  const again = await played(action, account, { image: 'v2' });
  if (again.exitCode !== 0) wrong.push(`the next run fails: ${/^::error .*/m.exec(again.log)?.[0] ?? ''}`);
  wrong.push(...doubledBeats(emulator.world).map((one) => `the next run: ${one}`));
  if (exitCode === 0 && again.outputs['changed'] === 'true' && !isFile(action)) {
    left.push('not all applied');
    if (!/^::(?:notice|warning) /m.test(log)) wrong.push('green, and not all applied, and nothing says so');
  }
  return { exitCode, seconds, left, wrong };
}

/** render-task-def writes its files every time: there is nothing in AWS to compare with. */
const isFile = ({ name }: ChaosAction): boolean => name === 'render-task-def';

/** Beats that a call of ours started beside another. */
function doubledBeats(world: World): string[] {
  const isBeat = ({ taskDefinition }: { readonly taskDefinition: string }): boolean =>
    taskDefinition.includes('amply-beat');
  return overlaps(world, isBeat).some(({ startedBy }) => startedBy === 'us') ? ['a second beat'] : [];
}

function leftIn(world: World): string[] {
  const beat = world.services.find(({ name }) => name === 'amply-beat');
  const deployments = world.services.flatMap(({ deployments }) => deployments);
  return [
    ...(deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS') ? ['deployment goes on'] : []),
    ...(Object.hasOwn(beat?.tags ?? {}, 'fargate-actions:replacing') ? ['mark'] : []),
    ...(world.parameters.some(({ name }) => name.includes('/singleton/')) ? ['lock'] : []),
    ...(beat?.desiredCount === 0 ? ['beat stopped'] : []),
  ];
}
