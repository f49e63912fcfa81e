import { describe, expect, test } from '@jest/globals';
import { AT_MOST_MS, inBareNode } from '../in-bare-node.ts';
import { LATE_FAULTS } from '../world-suites.ts';
import { lateAndRepeated } from './fault-times.ts';
import { leaked, SECRETS, untrue } from './judge-run.ts';
import { copied, deployedAccount } from './chaos-account.ts';

// All of them: npm run worlds.
test(
  `a sample of: ${LATE_FAULTS.name}`,
  async () => {
    expect(await inBareNode(LATE_FAULTS.program, LATE_FAULTS.sample, 1)).toMatch(/none hung, said what was not so/);
  },
  AT_MOST_MS + 10_000,
);

test.each([
  { calls: 1, times: ['3 times in a row', '12 times in a row'] },
  {
    calls: 7,
    times: [
      '3 times in a row',
      '12 times in a row',
      ...['at call 2 of 7', 'at call 5 of 7', 'at call 7 of 7'],
      ...['from call 2 of 7 on', 'from call 5 of 7 on', 'from call 7 of 7 on'],
    ],
  },
])('of $calls calls of an operation', ({ calls, times }) => {
  expect(lateAndRepeated(calls).map(({ name }) => name)).toEqual(times);
});

describe('the judge sees', () => {
  const run = { exitCode: 0, log: '', outputs: {}, summary: '', state: {} };
  const before = deployedAccount();

  test('a secret in the log, unless a mask names it', async () => {
    const { world } = copied(await before).emulator;
    const secret = SECRETS['AWS_SECRET_ACCESS_KEY'] ?? '';
    expect(leaked({ ...run, log: `::add-mask::${secret}\n` }, world)).toEqual([]);
    expect(leaked({ ...run, log: `curl -u ${secret}\n` }, world)).toHaveLength(1);
    expect(leaked({ ...run, summary: secret }, world)).toHaveLength(1);
  });

  test.each<{ action: string; says: string; outputs: Record<string, string>; exitCode: number; log?: string }>([
    {
      action: 'deploy-ecs-service',
      says: 'deployed',
      outputs: { deployments: '[{"status":"deployed"}]' },
      exitCode: 0,
    },
    { action: 'deploy-ecs-service', says: 'back', outputs: { deployments: '[{"status":"rolled-back"}]' }, exitCode: 1 },
    { action: 'enforce-beat-singleton', says: 'deployed', outputs: { status: 'deployed' }, exitCode: 0 },
    { action: 'enforce-beat-singleton', says: 'taken over', outputs: { status: 'superseded' }, exitCode: 1 },
    {
      action: 'enforce-beat-singleton',
      says: 'not one beat',
      outputs: { status: 'failed' },
      exitCode: 1,
      log: '::error title=amply-beat does not have exactly one running beat::no\n',
    },
  ])(
    '$action that says $says in an account in which nothing has happened',
    async ({ action, outputs, exitCode, log = '' }) => {
      const { world } = copied(await before).emulator;
      expect(untrue(action, { ...run, outputs, exitCode, log }, world)).toHaveLength(1);
    },
  );
});
