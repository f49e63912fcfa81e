import { actionYml } from '@fargate-actions/action-kit/testing';
import { CHAOS_ACTIONS } from '../chaos/chaos-action.ts';
import { copied, deployedAccount, played } from '../chaos/chaos-account.ts';
import { HOSTILE_TEXTS, PLAIN } from './hostile-texts.ts';
import { actedUpon, isShown } from './judge-shown.ts';
import { PLACES } from './places.ts';

/** What came of texts that try to be something else. */
export interface Injections {
  readonly runs: number;
  /** How many showed the text. */
  readonly shown: number;
  readonly wrong: readonly string[];
}

/**
 * Plays every action with every hostile text in every place where a text comes in from outside.
 *
 * @param every only each so manieth, from the given one on.
 */
export async function playInjections(every: number, from: number): Promise<Injections> {
  const before = await deployedAccount();
  const wrong: string[] = [];
  let [count, runs, shown] = [0, 0, 0];
  for (const place of PLACES) {
    const action = CHAOS_ACTIONS.find(({ name }) => name === place.action);
    if (!action) throw new Error(`There is no action ${place.action}.`);
    const { outputs: own } = actionYml(new URL(`../../actions/${action.name}/action.yml`, import.meta.url));
    for (const hostile of [PLAIN, ...HOSTILE_TEXTS]) {
      if (++count % every !== from % every) continue;
      const account = copied(before);
      place.account?.(account.emulator.world, hostile.text);
      const run = await played(action, account, {
        image: 'v2',
        faults: place.faults?.(hostile.text) ?? [],
        edits: place.edits?.(hostile.text) ?? [],
        with: place.with?.(hostile.text) ?? {},
      });
      runs += 1;
      shown += isShown(run) ? 1 : 0;
      const found = actedUpon(run, [...own, 'status']);
      if (hostile === PLAIN && !isShown(run)) found.push('the place shows nothing');
      wrong.push(...found.map((what) => `${place.name}, ${hostile.name}: ${what}`));
    }
  }
  return { runs, shown, wrong };
}
