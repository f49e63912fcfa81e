import { isDeepStrictEqual } from 'node:util';
import { isRead, type Operation } from '@fargate-actions/aws';
import { asleep, awake, copied, stateOf, type BeatAccount, type BeatState } from './beat-account.ts';
import { playRun, type BeatRun } from './beat-run.ts';
import { inOwnTime } from './own-time.ts';

/** Those that take its lock, or read or write one of its marks. */
const RUNS: readonly BeatRun[] = ['deploy 2', 'deploy 3', 'force', 'enforce', 'audit', 'sleep', 'wake'];

/** Reads are as fresh as they can be, and as old as they may be in a quiet service. */
const STALE_SECONDS = [0, 9];

/** How two runs meet. */
interface Way {
  /** How old reads may be. */
  readonly stale: number;
  /** How long after the first run the second one begins. */
  readonly seconds: number;
}

/** How one run ended, and what there was then. */
interface Ended {
  readonly run: BeatRun;
  readonly exitCode: number | undefined;
  readonly error: string | undefined;
  readonly state: BeatState;
}

/** What came of two runs at the same time. */
export interface Pairs {
  readonly pairs: number;
  readonly runs: number;
  readonly wrong: readonly string[];
}

/**
 * Plays every two runs at the same time, in an account whose beat is awake and in one whose beat sleeps: the second begins
 * with the first, and so that its first write meets each of the first one's.
 *
 * @param every of all those beginnings only each so manieth, from the given one on.
 */
export async function playPairs(every: number, from: number): Promise<Pairs> {
  const wrong: string[] = [];
  let [pairs, runs, count] = [0, 0, 1];
  for (const before of [await awake(), await asleep()]) {
    const writes = new Map<BeatRun, readonly number[]>();
    for (const run of RUNS) writes.set(run, await writesOf(before, run));
    for (const [index, first] of RUNS.entries()) {
      for (const second of RUNS.slice(index)) {
        pairs += 1;
        const starts = beginnings(writes.get(first) ?? [], writes.get(second) ?? []);
        let orders: BeatState[] | undefined;
        for (const way of STALE_SECONDS.flatMap((stale) => starts.map((seconds) => ({ stale, seconds })))) {
          if (count++ % every !== from % every) continue;
          runs += 1;
          orders ??= await inOrders(before, first, second);
          const found = await together(before, [first, second], way, orders);
          const isAsleep = stateOf(before.emulator).isAsleep;
          if (found !== undefined) wrong.push(`${JSON.stringify({ first, second, ...way, isAsleep })}: ${found}`);
        }
      }
    }
  }
  return { pairs, runs, wrong };
}

/** When the second run begins, in seconds after the first. */
function beginnings(first: readonly number[], [lead = 0]: readonly number[]): number[] {
  const moments = first.flatMap((at) => [at - lead - 0.05, at - lead + 0.05]);
  return [...new Set([0, ...moments.filter((at) => at > 0).map((at) => Math.round(at * 100) / 100)])];
}

/** When a run writes that nothing disturbs, in seconds after its begin. */
async function writesOf(before: BeatAccount, run: BeatRun): Promise<number[]> {
  const account = copied(before);
  const begun = (account.emulator.world.now - account.emulator.world.startAt) / 1000;
  await account.clock.run(ended(account, run, 0));
  return account.emulator.requests
    .slice(before.emulator.requests.length)
    .filter(({ service, operation }) => !isRead(`${service}:${operation}` as Operation))
    .map(({ at }) => at - begun);
}

function ended({ emulator, clock, wire }: BeatAccount, run: BeatRun, afterSeconds: number): Promise<Ended> {
  return clock.sleep(afterSeconds).then(() =>
    inOwnTime(clock, wire(), async (own, ownClock) => {
      const { exitCode, log } = await playRun(run, own, ownClock);
      return { run, exitCode, error: /^::error .*/m.exec(log)?.[0], state: stateOf(emulator) };
    }),
  );
}

/** What there is in the end where one run follows the other, or is the only one. */
async function inOrders(before: BeatAccount, first: BeatRun, second: BeatRun): Promise<BeatState[]> {
  const ends: BeatState[] = [];
  for (const order of [[first, second], [second, first], [first], [second]]) {
    const account = copied(before);
    for (const run of order) {
      await account.clock.run(ended(account, run, 0));
      await account.clock.advance(600);
    }
    ends.push(stateOf(account.emulator));
  }
  return ends;
}

/** What is wrong with two runs at the same time, if anything is. */
async function together(
  before: BeatAccount,
  runs: readonly [BeatRun, BeatRun],
  { stale, seconds }: Way,
  orders: readonly BeatState[],
): Promise<string | undefined> {
  const account = copied(before);
  account.emulator.changeScenario({ staleReadsSeconds: stale });
  const both = await account.clock.run(Promise.all([ended(account, runs[0], 0), ended(account, runs[1], seconds)]));
  await account.clock.advance(600);
  const state = stateOf(account.emulator);
  const [one, other, onlyFirst, onlySecond] = orders;
  const [isFirstWell, isSecondWell] = both.map(({ exitCode }) => exitCode === 0);
  const wanted = [one, other, ...(isFirstWell ? [] : [onlySecond]), ...(isSecondWell ? [] : [onlyFirst])];
  const wrong = [
    ...(state.doubled > 0 ? ['two beats'] : []),
    ...(wanted.some((end) => isDeepStrictEqual(end, state)) ? [] : ['neither wanted the end']),
    ...both
      .filter((end, index) => !isTrue(end, runs[1 - index]))
      .map(({ run, exitCode }) => `${run} ends untruly with ${exitCode}`),
  ];
  if (wrong.length === 0) return undefined;
  const told = both.map(({ exitCode, error, state: then }) => ({ exitCode, error, then }));
  return `${wrong.join(', ')}: ${JSON.stringify({ state, told, wanted })}`;
}

/** Whether a run that says it is well has left what it wants, or says why not. */
function isTrue({ run, exitCode, error, state }: Ended, other: BeatRun | undefined): boolean {
  if (exitCode !== 0) return exitCode === 1 && error !== undefined;
  const { isAsleep, desiredCount, running, version, left } = state;
  switch (run) {
    case 'audit':
      return true;
    case 'sleep':
      // What replaces it at this moment sees the mark, and ends at none.
      return isAsleep && (desiredCount === 0 || left.length > 0);
    case 'wake':
      // Woken, and put to sleep again.
      return !isAsleep || other === 'sleep';
    default: {
      const isVersion = run === 'enforce' || version === (run === 'force' ? 1 : Number(run.at(-1)));
      return isVersion && (isAsleep || (desiredCount === 1 && running.length === 1));
    }
  }
}
