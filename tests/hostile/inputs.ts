import { actionYml } from '@fargate-actions/action-kit/testing';
import { CHAOS_ACTIONS } from '../chaos/chaos-action.ts';
import { copied, deployedAccount, played } from '../chaos/chaos-account.ts';
import { HOSTILE_VALUES } from './hostile-values.ts';
import { actedUpon } from './judge-shown.ts';

/** What came of inputs that nobody means. */
export interface HostileInputs {
  readonly runs: number;
  /** How many were refused, with an error that says why. */
  readonly refused: number;
  readonly wrong: readonly string[];
}

/** Every input of every action with every value. */
export function hostileInputs() {
  return CHAOS_ACTIONS.flatMap((action) => {
    const { inputs, outputs } = actionYml(new URL(`../../actions/${action.name}/action.yml`, import.meta.url));
    return inputs.flatMap((input) => HOSTILE_VALUES.map((hostile) => ({ action, input, hostile, outputs })));
  });
}

/**
 * Gives every input of every action every hostile value: the run ends by itself, and says why where it does nothing.
 *
 * @param every only each so manieth, from the given one on.
 */
export async function playHostileInputs(every: number, from: number): Promise<HostileInputs> {
  const before = await deployedAccount();
  const wrong: string[] = [];
  let [runs, refused] = [0, 0];
  const chosen = hostileInputs().filter((_, index) => index % every === from % every);
  for (const { action, input, hostile, outputs } of chosen) {
    runs += 1;
    const where = `${action.name}, ${input}: ${hostile.name}`;
    try {
      const run = await played(action, copied(before), { image: 'v2', with: { [input]: hostile.value } });
      refused += run.exitCode === 1 ? 1 : 0;
      const found = actedUpon(run, [...outputs, 'status']);
      if (run.exitCode === 1 && !/^::error /m.test(run.log)) found.push('red without an error');
      if (Object.hasOwn(Object.prototype, 'isPolluted')) found.push('every object has a new member');
      wrong.push(...found.map((what) => `${where}: ${what}`));
    } catch (error) {
      wrong.push(`${where}: ${String(error)}`);
    }
  }
  return { runs, refused, wrong };
}
