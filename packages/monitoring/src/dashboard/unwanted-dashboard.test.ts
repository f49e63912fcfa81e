import { expect, test } from '@jest/globals';
import { anAccount, applied, dashboardContext, type Account } from '../../test/an-account.ts';
import { aMonitoredStack } from '../../test/a-stack.ts';
import { Diagnostics } from '@fargate-actions/documents';
import { applyPlan, planAll } from '@fargate-actions/engine';
import { dashboardName } from './dashboard-name.ts';
import { dashboardResource } from './dashboard-resource.ts';
import { unwantedDashboardResource } from './unwanted-dashboard.ts';

const stack = aMonitoredStack();
const made = (account: Account, repository?: string) => {
  const context = { ...dashboardContext(account), repository };
  return applied(account, [dashboardResource(stack, 'generated', context, new Diagnostics())]);
};
const settings = (repository?: string) => ({ tags: repository ? { 'fargate-actions:repository': repository } : {} });
const prune = (account: Account, repository?: string) =>
  applied(account, [unwantedDashboardResource(stack, settings(repository), account.aws)]);
const dashboards = ({ emulator }: Account) =>
  (emulator.call('cloudwatch:ListDashboards', {}) as { DashboardEntries: readonly unknown[] }).DashboardEntries.length;

test('a dashboard that was made of the stack is deleted, once', async () => {
  const account = anAccount();
  await applied(account, [dashboardResource(stack, 'generated', dashboardContext(account), new Diagnostics())]);
  expect(dashboards(account)).toBe(1);
  expect(Object.values((await prune(account)).changes)).toEqual([[`dashboard ${dashboardName(stack)}`]]);
  expect(dashboards(account)).toBe(0);
  expect((await prune(account)).changes).toEqual({});
});

test('one that a run of another repository made stays, and is named; that repository deletes it', async () => {
  const account = anAccount();
  await made(account, 'amply/back-office');
  const { changes, diagnostics } = await prune(account, 'amply/shop');
  expect([changes, dashboards(account)]).toEqual([{}, 1]);
  expect(diagnostics.all[0]?.message).toBe(
    `Dashboards of a stack amply in another repository are left alone: ${dashboardName(stack)} (amply/back-office).`,
  );
  await prune(account, 'Amply/Back-Office');
  expect(dashboards(account)).toBe(0);
});

test('one whose heading names no repository goes as before', async () => {
  const account = anAccount();
  await made(account);
  await prune(account, 'amply/shop');
  expect(dashboards(account)).toBe(0);
});

test('the runs of two repositories replace each other’s, with a warning', async () => {
  const account = anAccount();
  await made(account, 'amply/back-office');
  expect((await made(account, 'amply/back-office')).changes).toEqual({});
  expect((await made(account, 'amply/shop')).diagnostics.all).toMatchObject([
    { severity: 'warning', rule: 'dashboard/replaced', message: expect.stringContaining('a run of amply/back-office') },
  ]);
});

test.each(['# Ours', '# By hand\n## amply · amply-prod · eu-central-1'])(
  'one that somebody else made under its name stays: %j',
  async (markdown) => {
    const account = anAccount();
    const body = JSON.stringify({ widgets: [{ type: 'text', properties: { markdown } }] });
    account.emulator.call('cloudwatch:PutDashboard', { DashboardName: dashboardName(stack), DashboardBody: body });
    expect((await prune(account)).changes).toEqual({});
    expect(dashboards(account)).toBe(1);
  },
);

test('one that is gone by then is as good', async () => {
  const account = anAccount();
  await applied(account, [dashboardResource(stack, 'generated', dashboardContext(account), new Diagnostics())]);
  const plan = await account.clock.run(
    planAll([unwantedDashboardResource(stack, settings(), account.aws)], new Diagnostics()),
  );
  account.emulator.call('cloudwatch:DeleteDashboards', { DashboardNames: [dashboardName(stack)] });
  const outcomes = await account.clock.run(applyPlan(plan, { clock: account.clock }));
  expect(outcomes.map(({ result }) => result)).toEqual(['applied']);
});

test('one that may not be read stays', async () => {
  const account = anAccount({ denied: ['cloudwatch:GetDashboard'] });
  expect((await prune(account)).changes).toEqual({});
  expect(account.aws.gaps.has('cloudwatch:GetDashboard')).toBe(true);
});
