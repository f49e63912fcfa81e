import type { Check } from '../checks.ts';
import { checksOfPython } from '../python-program.ts';
import type { Suite } from '../suite.ts';
import { builtIn } from '../tools/built-actions.ts';
import { judgePython, python, standInsPython } from '../tools/python.ts';
import { checkedRun } from './configs/checked-run.ts';
import { monitoringRuns } from './configs/monitoring-runs.ts';
import { scalingRuns } from './configs/scaling-runs.ts';
import { startStackAccount, type Found, type StackAccount } from './configs/stack-account.ts';

/** In one account, one after the other: each run stands on what those before it left. */
const runs = [...scalingRuns, ...monitoringRuns];

/** moto and boto3, which nobody here wrote, hold and read what our actions configure. */
export const configs: Suite = {
  name: 'configs',
  title: 'the built actions that configure, in an account of moto’s that boto3 makes and reads',
  needs: [python, judgePython, standInsPython, builtIn([...new Set(runs.map(({ action }) => action))])],
  async *run() {
    const account = await startStackAccount();
    try {
      for await (const check of inOrder(account)) {
        yield check;
        // What comes after it would fail because of it, and say nothing more.
        if (!check.isPassed) return;
      }
    } finally {
      await account.close();
    }
  },
};

async function* inOrder(account: StackAccount): AsyncIterable<Check> {
  yield* checksOfPython({ program: 'stack_account', arguments: ['seed'], environment: account.env, limitSeconds: 300 });
  const before = new Map<string, Found>();
  for (const run of runs) yield await checkedRun(account, run, before);
}
