import { CHAOS_ACTIONS } from './chaos-action.ts';
import { deployedAccount } from './chaos-account.ts';
import { CHAOS_FAULTS } from './chaos-fault.ts';
import { lateAndRepeated } from './fault-times.ts';
import { operationsOf, tryChaos } from './try-chaos.ts';

/** What came of runs whose calls went wrong late, or again and again. */
export interface LateFaults {
  readonly runs: number;
  readonly red: number;
  readonly longestMinutes: number;
  readonly wrong: readonly string[];
}

/**
 * Plays every action with every way of going wrong at its later calls, and several times in a row.
 *
 * @param every only each so manieth, from the given one on.
 */
export async function playLateFaults(every: number, from: number): Promise<LateFaults> {
  const before = await deployedAccount();
  const wrong: string[] = [];
  let [count, runs, red, longestSeconds] = [0, 0, 0, 0];
  for (const action of CHAOS_ACTIONS) {
    for (const [operation, calls] of await operationsOf(action, before)) {
      for (const fault of CHAOS_FAULTS.filter(({ concerns }) => concerns(operation))) {
        const { isLasting = false } = fault;
        for (const when of lateAndRepeated(calls).filter(({ times }) => !isLasting || times === undefined)) {
          if (++count % every !== from % every) continue;
          const outcome = await tryChaos(action, before, { operation, fault, when });
          runs += 1;
          red += outcome.exitCode === 0 ? 0 : 1;
          longestSeconds = Math.max(longestSeconds, outcome.seconds);
          const where = `${action.name}, ${operation}: ${fault.name} ${when.name}`;
          wrong.push(...outcome.wrong.map((what) => `${where}: ${what}`));
        }
      }
    }
  }
  return { runs, red, longestMinutes: Math.round(longestSeconds / 60), wrong };
}
