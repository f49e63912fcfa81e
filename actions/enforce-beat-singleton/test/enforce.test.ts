import { describe, expect, test } from '@jest/globals';
import type { Account, SingletonRun } from './an-account.ts';
import { accountWithBeat, beats, died, leftovers, nextRun } from './crashes.ts';
import { all, happens, locked, withDeployment, withSettings, type Happened } from './live.ts';

const SERVICE = { cluster: 'amply-prod', service: 'amply-beat' };
const run = (account: Account, mode: string, more: Readonly<Record<string, string>> = {}): Promise<SingletonRun> =>
  account.enforce({ with: { ...SERVICE, mode, ...more } });

async function accountWith(happened: Happened): Promise<Account> {
  const account = await accountWithBeat();
  await happened(account);
  return account;
}

const taskIds = ({ emulator }: Account): string[] =>
  emulator.world.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').map(({ id }) => id);

const rules = ({ annotations }: SingletonRun, severity = 'error'): string[] =>
  annotations.filter((one) => one.severity === severity).map(({ title }) => title);

describe('a repair', () => {
  test.each([
    {
      what: 'sets wrong settings',
      happened: withDeployment({ maximumPercent: 200, minimumHealthyPercent: 100 }),
      completedWrites: /set minimumHealthyPercent 100 -> 0, maximumPercent 200 -> 100/,
      writes: ['UpdateService'],
    },
    {
      what: 'turns rebalancing off',
      happened: withSettings({ availabilityZoneRebalancing: 'ENABLED' }),
      completedWrites: /set availabilityZoneRebalancing ENABLED -> DISABLED/,
      writes: ['UpdateService'],
    },
    {
      what: 'removes what scales it',
      happened: happens('scalable-target', { input: { MinCapacity: 1, MaxCapacity: 1 } }),
      completedWrites: /removed the scalable target/,
      writes: ['DeregisterScalableTarget'],
    },
    {
      what: 'stops a stray',
      happened: happens('run-task'),
      completedWrites: /stopped the stray beat [0-9a-f]{32} \(amply-beat:1\)/,
      writes: ['StopTask'],
    },
  ])(
    '$what, says so, touches no task of the service, and then has nothing to do',
    async ({ happened, completedWrites, writes }) => {
      const account = await accountWithBeat();
      const [own] = taskIds(account);
      await happened(account);
      const repair = await run(account, 'enforce');
      expect(repair).toMatchObject({ exitCode: 0, outputs: { status: 'repaired', running: '1', changed: 'true' } });
      expect(repair.outputs['changes']).toMatch(completedWrites);
      expect(repair.summary.replaceAll('&#62;', '>')).toMatch(completedWrites);
      expect(repair.writes.map(({ operation }) => operation)).toEqual(writes);
      await account.wait(120);
      expect(taskIds(account)).toEqual([own]);
      const again = await run(account, 'enforce');
      expect(again).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'unchanged', changed: 'false' } });
    },
  );

  test.each([0, 3])('brings a desired count of %i to 1', async (desiredCount) => {
    const account = await accountWith(happens('scale', { desiredCount }));
    const repair = await run(account, 'enforce');
    expect(repair).toMatchObject({ exitCode: 0, outputs: { status: 'repaired' } });
    await account.wait(120);
    expect([account.doubled(), beats(account), leftovers(account)]).toEqual([[], ['RUNNING'], []]);
    expect((await run(account, 'enforce')).writes).toEqual([]);
  });

  test('leaves a stray that is only to be reported, and fails', async () => {
    const account = await accountWith(happens('run-task'));
    const repair = await run(account, 'enforce', { 'stop-strays': 'report' });
    expect([repair.exitCode, rules(repair), repair.writes]).toEqual([1, ['amply-beat is not the only beat'], []]);
    expect(repair.outputs['status']).toBe('failed');
    expect(JSON.parse(repair.outputs['duplicates'] ?? '')).toHaveLength(1);
  });

  test('warns of a stray that is to be left', async () => {
    const account = await accountWith(happens('run-task'));
    const repair = await run(account, 'enforce', { 'stop-strays': 'false' });
    expect([repair.exitCode, rules(repair, 'warning'), repair.writes]).toEqual([0, ['singleton/stray'], []]);
  });

  test('keeps the newest revision of a deploy that died after its start', async () => {
    const { account } = await died({ operation: 'ecs:UntagResource', count: 1 });
    const repair = await account.enforce(nextRun({ mode: 'enforce' }));
    expect(repair.outputs['task-definition-arn']).toMatch(/amply-beat:2$/);
    expect([account.doubled(), beats(account), leftovers(account)]).toEqual([[], ['RUNNING'], []]);
  });

  test('as a dry run is the audit', async () => {
    const account = await accountWith(withDeployment({ maximumPercent: 200 }));
    const dry = await run(account, 'enforce', { 'dry-run': 'true' });
    expect([dry.exitCode, rules(dry), dry.writes]).toEqual([1, ['singleton/settings'], []]);
  });
});

describe('an audit writes nothing, and', () => {
  const offHours: Happened = ({ emulator }) => {
    for (const service of emulator.world.services) service.tags['fargate-actions:off-hours'] = 'since=2026-11-22';
  };

  test.each([
    { what: 'says ok', happened: () => undefined, status: 'ok', running: '1', found: [] },
    {
      what: 'finds wrong settings',
      happened: withDeployment({ maximumPercent: 200 }),
      status: 'broken',
      running: '1',
      found: ['singleton/settings'],
    },
    {
      what: 'finds what scales it',
      happened: happens('scalable-target'),
      status: 'broken',
      running: '1',
      found: ['singleton/scalable-target'],
    },
    {
      what: 'finds a count of 2, and both',
      happened: all(withDeployment({ maximumPercent: 200 }), happens('scale', { desiredCount: 2 })),
      status: 'broken',
      running: '2',
      found: ['singleton/settings', 'singleton/desired-count', 'singleton/doubled'],
    },
    {
      what: 'finds a count of 0',
      happened: happens('scale', { desiredCount: 0 }),
      status: 'broken',
      running: '0',
      found: ['singleton/desired-count'],
    },
    {
      what: 'finds a stray',
      happened: happens('run-task'),
      status: 'broken',
      running: '1',
      found: ['singleton/stray'],
    },
    {
      what: 'finds a second service',
      happened: happens('second-service'),
      status: 'broken',
      running: '1',
      found: ['singleton/second-service'],
    },
    {
      what: 'expects nobody in the off-hours',
      happened: all(happens('scale', { desiredCount: 0 }), offHours),
      status: 'off-hours',
      running: '0',
      found: [],
    },
    {
      what: 'finds who runs in the off-hours',
      happened: offHours,
      status: 'broken',
      running: '1',
      found: ['singleton/desired-count'],
    },
    { what: 'leaves alone what a run is at', happened: locked, status: 'replacing', running: '1', found: [] },
  ])('$what', async ({ happened, status, running, found }) => {
    const account = await accountWith(happened);
    const audit = await run(account, 'audit');
    expect(rules(audit)).toEqual(found);
    expect(audit).toMatchObject({ exitCode: found.length > 0 ? 1 : 0, writes: [] });
    expect(audit.outputs).toMatchObject({ status, running, changed: 'false', changes: '[]' });
    expect(audit.summary).toContain(found.length > 0 ? '❌' : '✅');
  });

  test('finds that no beat runs where its task can’t start', async () => {
    const account = await accountWithBeat();
    account.emulator.changeScenario({ images: { '*': { behaviour: 'crash' } } });
    await happens('scale', { desiredCount: 0 })(account);
    await happens('scale', { desiredCount: 1 })(account);
    const audit = await run(account, 'audit');
    expect([audit.exitCode, rules(audit), audit.writes]).toEqual([1, ['singleton/missing'], []]);
  });
});
