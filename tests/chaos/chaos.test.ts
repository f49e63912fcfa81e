import { expect, test } from '@jest/globals';
import { CHAOS_ACTIONS } from './chaos-action.ts';
import { deployedAccount } from './chaos-account.ts';
import { CHAOS_FAULTS } from './chaos-fault.ts';
import { operationsOf, tryChaos, tryClock } from './try-chaos.ts';

const before = deployedAccount();

/** A read, the lock and the write that everything is about; `npm run worlds` plays every call of every action. */
const SAMPLE = ['ecs:ListTasks', 'ssm:PutParameter', 'ecs:UpdateService'];

const deploying = CHAOS_ACTIONS.filter(({ name }) => /deploy|singleton/.test(name));

test.each(deploying.flatMap((action) => CHAOS_FAULTS.map((fault) => ({ action, fault, name: action.name }))))(
  '$name ends, says why, and leaves what the next run mends: $fault.name',
  async ({ action, fault }) => {
    const called = await operationsOf(action, await before);
    const operations = SAMPLE.filter((operation) => called.includes(operation) && fault.concerns(operation));
    expect(operations.length).toBeGreaterThan(0);
    for (const operation of operations) {
      const outcome = await tryChaos(action, await before, { operation, fault, times: 'always' });
      expect({ operation, wrong: outcome.wrong }).toEqual({ operation, wrong: [] });
    }
  },
);

test.each(deploying.flatMap((action) => [-20, 20].map((minutes) => ({ action, minutes, name: action.name }))))(
  '$name works with a clock that is $minutes minutes off',
  async ({ action, minutes }) => {
    const outcome = await tryClock(action, await before, minutes * 60);
    expect({ exitCode: outcome.exitCode, wrong: outcome.wrong }).toEqual({ exitCode: 0, wrong: [] });
  },
);
