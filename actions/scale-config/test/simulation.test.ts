import { describe, expect, test } from '@jest/globals';
import { anAccount, type Account } from './an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

const apply = ({ scale }: Account, given: Readonly<Record<string, string>> = {}, ...edits: Edit[]) =>
  scale({ with: { stack: 'deploy/stack.yml', ...given }, files: seedFiles(...edits) });

/** An account whose api has worked at 105 % of its tasks' CPU for the last six hours, and whose queue is not there. */
function aBusyAccount(): Account {
  const account = anAccount();
  const { emulator } = account;
  const end = Math.floor(emulator.world.now / 60_000) * 60_000;
  for (let minute = 1; minute <= 360; minute++) {
    emulator.pushMetrics({
      namespace: 'AWS/ECS',
      name: 'CPUUtilization',
      dimensions: { ClusterName: 'amply-prod', ServiceName: 'amply-api' },
      values: [105, 105],
      at: end - minute * 60_000,
    });
  }
  return account;
}

const operations = ({ calls }: Awaited<ReturnType<typeof apply>>) => calls.map(({ operation }) => operation);

describe('what the changed scaling would have done', () => {
  test('is shown by a dry run, with all that is known', async () => {
    const run = await apply(aBusyAccount(), { 'dry-run': 'true', 'simulate-hours': '6' });
    expect(run).toMatchObject({ exitCode: 0, writes: [] });
    expect(run.summary).toContain('### What it would have done in the last 6 h');
    // 105 % of two tasks is 70 % of three.
    expect(run.summary).toMatch(/\| `amply-api` \| 3 of 10 \| no time \| 17\.9 against 12\.0 then \|/);
    expect(run.summary).toContain('| `amply-worker` | CloudWatch has no data of the last 6 h |');
    expect(run.summary).toContain('```mermaid');
    expect(run.log).toContain('amply-api: at most 3 tasks');
  });

  test('is shown before it is applied, with or without data', async () => {
    const run = await apply(aBusyAccount());
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
    expect(run.summary).toContain('### What it would have done in the last 24 h');
    const called = operations(run);
    expect(called.indexOf('GetMetricData')).toBeLessThan(called.indexOf('RegisterScalableTarget'));
  });

  test('is shown of the services that change alone', async () => {
    const account = aBusyAccount();
    await apply(account);
    const run = await apply(account, {}, ['api/scaling.yml', 'targetValue: 70.0', 'targetValue: 50']);
    expect(run.summary).toContain('| `amply-api` |');
    expect(run.summary).not.toContain('no data');
  });

  test('is shown where a scheduled action changes alone', async () => {
    const account = aBusyAccount();
    await apply(account);
    const action = '\nscheduledAction: { schedule: "cron(0 6 * * ? *)", scalableTargetAction: { minCapacity: 5 } }\n';
    const run = await apply(account, { 'simulate-hours': '2' }, ['api/scaling.yml', /$/, action]);
    expect(run.summary).toContain('| `amply-api` | 5 of 10 | no time | 10.0 against 4.0 then |');
  });

  test('asks nothing where nothing changes, or it is turned off', async () => {
    const account = aBusyAccount();
    const off = await apply(account, { 'simulate-hours': '0' });
    expect(operations(off)).not.toContain('GetMetricData');
    const unchanged = await apply(account);
    expect(operations(unchanged)).not.toContain('GetMetricData');
    expect([off, unchanged].map(({ summary }) => summary.includes('would have done'))).toEqual([false, false]);
  });

  test('is shown of one service without a stack', async () => {
    const run = await aBusyAccount().scale({
      with: { service: 'amply-api', cluster: 'amply-prod', scaling: 'deploy/api/scaling.yml', 'dry-run': 'true' },
      files: seedFiles(),
    });
    expect(run.summary).toMatch(/\| `amply-api` \| 3 of 10 \|/);
  });

  test('is one notice where metrics may not be read, and all is applied', async () => {
    const account = aBusyAccount();
    account.emulator.changeScenario({ denied: ['cloudwatch:GetMetricData'] });
    const run = await apply(account);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
    expect(run.found.filter((one) => one.includes('aws/denied'))).toHaveLength(1);
  });

  test.each(['361', '-1', '1.5', 'a day'])('simulate-hours takes whole hours up to 15 days: %s', async (hours) => {
    const run = await apply(anAccount(), { 'simulate-hours': hours });
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(run.log).toContain('The input `simulate-hours` is');
  });
});
