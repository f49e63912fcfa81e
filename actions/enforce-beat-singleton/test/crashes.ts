import { seedFiles } from '@fargate-actions/stack/testing';
import { anAccount, type Account, type RunSettings, type SingletonRun } from './an-account.ts';
import { deployed } from './live.ts';

const STACK = { stack: 'deploy/stack.yml' };

/** Beat's next revision, which runs another image. */
const NEXT = ['beat/task-definition.yml', 'amply-backend:latest', 'amply-backend:v2'] as const;

/** The deploy of beat's next revision, or with another `mode` whatever it does to beat. */
export const nextRun = (more: Readonly<Record<string, string>> = {}): RunSettings => ({
  with: { ...STACK, ...more },
  files: seedFiles(NEXT),
});

/** An account in which beat runs its first revision. */
export async function accountWithBeat(): Promise<Account> {
  const account = anAccount();
  await deployed(account);
  return account;
}

/** Beat's tasks that are not STOPPED. */
export function beats({ emulator }: Account): string[] {
  return emulator.world.tasks
    .filter(({ lastStatus, taskDefinitionArn }) => lastStatus !== 'STOPPED' && taskDefinitionArn.includes('amply-beat'))
    .map(({ lastStatus }) => lastStatus);
}

/** The mark on beat's service, and the lock, as far as they are there. */
export function leftovers({ emulator: { world } }: Account): string[] {
  const service = world.services.find(({ name }) => name === 'amply-beat');
  return [
    ...Object.keys(service?.tags ?? {}).filter((tag) => tag === 'fargate-actions:replacing'),
    ...world.parameters.map(({ name }) => name).filter((name) => name.includes('singleton')),
  ];
}

/** One call of a deploy, by its name and how many of that name there were. */
export interface Call {
  readonly operation: string;
  readonly count: number;
}

/** Every call of a deploy that nothing interrupts, in its order. */
export async function callsOfDeploy(): Promise<Call[]> {
  const account = await accountWithBeat();
  const { calls } = await account.enforce(nextRun());
  const counts = new Map<string, number>();
  return calls.map(({ service, operation }) => {
    const name = `${service}:${operation}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { operation: name, count };
  });
}

/** A deploy whose process dies when it is about to make that call. */
export async function died({ operation, count }: Call): Promise<{ account: Account; run: SingletonRun }> {
  const account = await accountWithBeat();
  const run = await account.enforce({
    ...nextRun(),
    diesAt: (called, times) => called === operation && times === count,
  });
  return { account, run };
}
