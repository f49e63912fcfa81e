import { describe, expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/files';
import { applyPlan, planAll } from '@fargate-actions/plan';
import { aMonitoredService } from '../../testing/a-stack.ts';
import { resourcesOf, run, STACK } from '../../testing/alarm-runs.ts';
import { anAccount } from '../../testing/an-account.ts';

describe('what the files no longer have', () => {
  const OWN = '- { alarmName: amply-api-cpu, metricName: CPUUtilization, threshold: 90 }';
  const DOWN =
    '- { alarmName: amply-api-down, alarmRule: ALARM(amply-api-cpu) }\n- { alarmName: amply-api-worse, alarmRule: ALARM(amply-api-down) }';

  test('is listed, and deleted with prune, composite alarms first', async () => {
    const account = anAccount();
    await run(account, `${OWN}\n${DOWN}`);
    const listed = await run(account, '[]');
    expect([listed.changes, listed.found]).toEqual([{}, ['notice alarms/no-longer-in-files']]);
    const before = account.writes().length;
    const pruned = await run(account, '[]', { prune: true });
    expect(pruned.changes).toEqual({
      'other alarms of amply': ['alarms[amply-api-cpu]', 'alarms[amply-api-down]', 'alarms[amply-api-worse]'],
    });
    expect(account.writes().slice(before)).toEqual(['DeleteAlarms', 'DeleteAlarms', 'DeleteAlarms']);
    expect(account.emulator.world.alarms).toEqual([]);
    expect((await run(account, '[]', { prune: true })).changes).toEqual({});
  });

  test('is left where others made it, and where it is of another service than the run', async () => {
    const account = anAccount();
    await run(account, OWN.replace('amply-api', 'amply-worker'));
    await account.clock.run(
      account.aws.alarms.putMetric({
        AlarmName: 'amply-api-by-hand',
        Namespace: 'AWS/ECS',
        MetricName: 'CPUUtilization',
        Statistic: 'Average',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
      }),
    );
    const { changes, texts } = await run(account, OWN, { prune: true, services: ['amply-api'] });
    expect(Object.keys(changes)).toEqual(['alarm amply-api-cpu']);
    expect(texts).toEqual([
      'Alarms that are in no file here watch services of amply as well, and are left alone: amply-api-by-hand.',
    ]);
    expect(account.emulator.world.alarms.map(({ name }) => name).toSorted()).toEqual([
      'amply-api-by-hand',
      'amply-api-cpu',
      'amply-worker-cpu',
    ]);
  });
});

test('the alarms of many services are read by few calls', async () => {
  const account = anAccount();
  const services = Array.from({ length: 100 }, (_, n) => aMonitoredService({ name: `shop-${n}`, targetGroups: [] }));
  const stack = { ...STACK, services };
  const text = services
    .map(({ name }) => `- { alarmName: ${name}-cpu, metricName: CPUUtilization, threshold: 80 }`)
    .join('\n');
  await run(account, text, { stack });
  const before = account.emulator.requests.length;
  expect((await run(account, text, { stack })).changes).toEqual({});
  const asked = account.emulator.requests.slice(before).map(({ operation }) => operation);
  // By name; by the beginning of managed names; by what the services' names have in common, in two pages at most.
  expect(asked.filter((operation) => operation === 'DescribeAlarms').length).toBeLessThanOrEqual(4);
  expect(asked.filter((operation) => operation !== 'DescribeAlarms')).toEqual([]);
});

test('what is gone already when it is to be deleted does not keep the others', async () => {
  const account = anAccount();
  const own = (kind: string) => `- { alarmName: amply-api-${kind}, metricName: CPUUtilization, threshold: 90 }`;
  await run(account, `${own('one')}\n${own('two')}`);
  const diagnostics = new Diagnostics();
  const plan = await account.clock.run(planAll(resourcesOf(account, '[]', { prune: true }, diagnostics), diagnostics));
  await account.clock.run(account.aws.alarms.remove(['amply-api-one']));
  const outcomes = await account.clock.run(applyPlan(plan, { clock: account.clock }));
  expect(outcomes.map(({ result }) => result)).not.toContain('failed');
  expect(account.emulator.world.alarms).toEqual([]);
});
