import { isRead, type Operation } from '@fargate-actions/aws';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from './an-account.ts';
import { accountWithBeat, beats, callsOfDeploy, died, leftovers, nextRun, type Call } from './crashes.ts';

/** So long after its last renewal a lock is its owner's no more. Source: packages/singleton, "lockSeconds". */
const LOCK_SECONDS = 900;

let calls: Call[] = [];
beforeAll(async () => {
  calls = await callsOfDeploy();
});

/** All the writes, and one of so many reads. */
const moments = (readsPerOne = 30): Call[] => {
  const reads = calls.filter(({ operation }) => isRead(operation as Operation));
  const writes = calls.filter(({ operation }) => !isRead(operation as Operation));
  return [...writes, ...reads.filter((_, index) => index % readsPerOne === 0)];
};

async function endsAtOne(account: Account, after: unknown): Promise<void> {
  await account.wait(300);
  expect([after, account.doubled(), beats(account), leftovers(account)]).toEqual([after, [], ['RUNNING'], []]);
}

describe('the process dies at any call of a deploy, and', () => {
  test('its post step ends at exactly one beat', async () => {
    expect(moments(10).length).toBeGreaterThanOrEqual(16);
    for (const call of moments(10)) {
      const { account, run } = await died(call);
      const after = await account.enforce({ ...nextRun(), state: run.state });
      expect([call, after.exitCode]).toEqual([call, 0]);
      await endsAtOne(account, call);
    }
  });

  test('the next run, once the lock has expired, ends at exactly one beat of the new revision', async () => {
    for (const call of moments()) {
      const { account } = await died(call);
      await account.wait(LOCK_SECONDS + 60);
      const next = await account.enforce(nextRun());
      expect([call, next.exitCode]).toEqual([call, 0]);
      await endsAtOne(account, call);
      expect(next.outputs['running']).toBe('1');
    }
  });

  test('an audit tells what is left half-way, and a repair ends at exactly one beat', async () => {
    for (const call of moments()) {
      const { account } = await died(call);
      await account.wait(LOCK_SECONDS + 60);
      const wasLeft = leftovers(account).includes('fargate-actions:replacing');
      const audit = await account.enforce(nextRun({ mode: 'audit' }));
      expect([call, audit.writes, audit.exitCode === 1]).toEqual([call, [], wasLeft || beats(account).length === 0]);
      if (wasLeft) expect(audit.annotations.map(({ title }) => title)).toContain('singleton/left-half-way');
      const repair = await account.enforce(nextRun({ mode: 'enforce' }));
      expect([call, repair.exitCode]).toEqual([call, 0]);
      await endsAtOne(account, call);
    }
  });
});

describe('a run that is cancelled', () => {
  test.each([
    { when: 'while the old task stops', updates: 1 },
    { when: 'while the new task starts', updates: 2 },
  ])('$when ends within 5 s, and the post step brings it to one beat', async ({ when, updates }) => {
    const account = await accountWithBeat();
    let signalledAt = 0;
    const run = await account.enforce({
      ...nextRun(),
      stopsAfter: { updates, seconds: 3 },
      onStop: (at) => {
        signalledAt = at;
      },
    });
    expect(signalledAt).toBeGreaterThan(0);
    expect((account.emulator.world.now - signalledAt) / 1000).toBeLessThanOrEqual(5);
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'cancelled' } });
    expect(leftovers(account)).not.toEqual([]);
    const after = await account.enforce({ ...nextRun(), state: run.state });
    expect(after.exitCode).toBe(0);
    await endsAtOne(account, when);
  });
});

describe('two runs at the same time', () => {
  test('one waits for the other, and both end well', async () => {
    const account = await accountWithBeat();
    const runs = await account.enforceAll([nextRun(), nextRun({ 'force-new-deployment': 'true' })]);
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(runs.map(({ log }) => log).join()).toMatch(/waits for the run run-42-[0-9a-f]{8}, which has the lock/);
    await endsAtOne(account, 'both');
  });

  test('one that may not wait gives up, and says for whom', async () => {
    const account = await accountWithBeat();
    const impatient = { 'wait-for-other-minutes': '0' };
    const runs = await account.enforceAll([nextRun(impatient), nextRun(impatient)]);
    expect(runs.map(({ exitCode }) => exitCode).sort()).toEqual([0, 1]);
    const titles = runs.flatMap(({ annotations }) => annotations.map(({ title }) => title));
    expect(titles).toContain('singleton/locked');
    await endsAtOne(account, 'impatient');
  });
});

test.each(['ecs:UpdateService', 'ecs:RegisterTaskDefinition'])(
  'without %s beat is not touched, and nothing is left behind',
  async (permission) => {
    const account = await accountWithBeat();
    account.emulator.changeScenario({ denied: [permission] });
    const run = await account.enforce(nextRun());
    expect(run.exitCode).toBe(1);
    expect(run.annotations.map(({ message }) => message).join()).toContain(`${permission} is denied`);
    await account.enforce({ ...nextRun(), state: run.state });
    await endsAtOne(account, permission);
    expect(account.emulator.world.services[0]?.deployments.length).toBe(1);
  },
);
