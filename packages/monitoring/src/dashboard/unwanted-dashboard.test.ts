import { expect, test } from '@jest/globals';
import { anAccount, applied, dashboardSurroundings, type Account } from '../testing/an-account.ts';
import { aMonitoredStack } from '../testing/a-stack.ts';
import { Diagnostics } from '@fargate-actions/files';
import { applyPlan, planAll } from '@fargate-actions/plan';
import { dashboardName } from './dashboard-name.ts';
import { dashboardResource } from './dashboard-resource.ts';
import { unwantedDashboardResource } from './unwanted-dashboard.ts';

const stack = aMonitoredStack();
const prune = (account: Account) => applied(account, [unwantedDashboardResource(stack, account.aws)]);
const dashboards = ({ emulator }: Account) =>
  (emulator.call('cloudwatch:ListDashboards', {}) as { DashboardEntries: readonly unknown[] }).DashboardEntries.length;

test('a dashboard that was made of the stack is deleted, once', async () => {
  const account = anAccount();
  await applied(account, [dashboardResource(stack, 'generated', dashboardSurroundings(account), new Diagnostics())]);
  expect(dashboards(account)).toBe(1);
  expect(Object.values((await prune(account)).changes)).toEqual([[`dashboard ${dashboardName(stack)}`]]);
  expect(dashboards(account)).toBe(0);
  expect((await prune(account)).changes).toEqual({});
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
  await applied(account, [dashboardResource(stack, 'generated', dashboardSurroundings(account), new Diagnostics())]);
  const plan = await account.clock.run(planAll([unwantedDashboardResource(stack, account.aws)], new Diagnostics()));
  account.emulator.call('cloudwatch:DeleteDashboards', { DashboardNames: [dashboardName(stack)] });
  const outcomes = await account.clock.run(applyPlan(plan, { clock: account.clock }));
  expect(outcomes.map(({ result }) => result)).toEqual(['applied']);
});

test('one that may not be read stays', async () => {
  const account = anAccount({ denied: ['cloudwatch:GetDashboard'] });
  expect((await prune(account)).changes).toEqual({});
  expect(account.aws.gaps.has('cloudwatch:GetDashboard')).toBe(true);
});
