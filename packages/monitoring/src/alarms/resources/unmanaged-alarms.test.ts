import { describe, expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/documents';
import { applyPlan, planAll } from '@fargate-actions/engine';
import { managedPrefix } from '../../monitored-stack.ts';
import { aMonitoredService } from '../../../test/a-stack.ts';
import { resourcesOf, run, STACK } from '../../../test/alarm-runs.ts';
import { anAccount } from '../../../test/an-account.ts';

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
      'other alarms of amply': ['alarm amply-api-cpu', 'alarm amply-api-down', 'alarm amply-api-worse'],
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

describe('an alarm that begins with no service', () => {
  const alarm = (name: string) =>
    `- { alarmName: ${name}, service: amply-worker, metricName: CPUUtilization, threshold: 9 }`;
  const WITHOUT_WORKER = { ...STACK, services: STACK.services.filter(({ name }) => name !== 'amply-worker') };

  test.each([
    { name: 'for what it is called', text: alarm('high cpu of the worker'), stack: STACK },
    { name: 'for another mark behind it', text: alarm('amply-worker_cpu'), stack: STACK },
    { name: 'for its service is no longer of the stack', text: alarm('amply-worker-cpu'), stack: WITHOUT_WORKER },
    {
      name: 'for it is of none, and rests on others',
      text: '- { alarmName: all-down, notify: false, alarmRule: "TRUE" }',
      stack: STACK,
    },
  ])('$name is known by its tags', async ({ text, stack }) => {
    const account = anAccount();
    await run(account, text);
    expect(await run(account, '[]', { stack })).toMatchObject({
      changes: {},
      found: ['notice alarms/no-longer-in-files'],
    });
    expect(account.writes()).toHaveLength(1);
    await run(account, '[]', { stack, prune: true });
    expect(account.emulator.world.alarms).toEqual([]);
  });

  test('is left where it is of another environment, and where its tags were taken away', async () => {
    const account = anAccount();
    await run(account, alarm('jobs-slow'), { stack: { ...STACK, environment: 'staging' } });
    await run(account, alarm('jobs-slower'));
    account.emulator.changeScenario({ staleReadsSeconds: 600 });
    account.emulator.advance(1);
    account.emulator.call('cloudwatch:UntagResource', {
      ResourceARN: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:jobs-slower',
      TagKeys: ['fargate-actions:stack'],
    });
    expect((await run(account, '[]', { prune: true })).changes).toEqual({});
  });

  test('that is gone, and still in the index, is nothing', async () => {
    const account = anAccount({ staleReadsSeconds: 600 });
    account.emulator.advance(600);
    await run(account, alarm('jobs-slow'));
    account.emulator.advance(1200);
    await account.clock.run(account.aws.alarms.remove(['jobs-slow']));
    expect(await run(account, '[]', { prune: true })).toMatchObject({ changes: {}, found: [] });
  });

  test('is not found without tag:GetResources; what begins with one is', async () => {
    const account = anAccount();
    await run(account, `${alarm('jobs-slow')}\n${alarm('amply-worker-cpu')}`);
    account.emulator.changeScenario({ denied: ['tag:GetResources'] });
    expect((await run(account, '[]', { prune: true })).changes).toEqual({
      'other alarms of amply': ['alarm amply-worker-cpu'],
    });
    expect(account.aws.gaps.all.map(({ permission }) => permission)).toEqual(['tag:GetResources']);
  });

  test('is not looked for in a run for some services', async () => {
    const account = anAccount();
    await run(account, alarm('amply-worker-cpu'));
    const before = account.emulator.requests.length;
    await run(account, alarm('amply-worker-cpu'), { services: ['amply-worker'] });
    const asked = account.emulator.requests.slice(before).map(({ operation }) => operation);
    // Of which service an alarm is that begins with none, its tags don't tell.
    expect(asked).not.toContain('GetResources');
  });
});

test('names that are longer than CloudWatch takes are asked for as they are cut', async () => {
  const account = anAccount();
  const stack = { ...STACK, cluster: 'c'.repeat(255) };
  const text = '- { alarmName: jobs-slow, service: amply-worker, metricName: CPUUtilization, threshold: 9 }';
  expect((await run(account, text, { stack })).found).toEqual([]);
  await run(account, '[]', { stack, prune: true });
  expect(account.emulator.world.alarms).toEqual([]);
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
  expect(asked.filter((operation) => operation !== 'DescribeAlarms')).toEqual(['GetResources']);
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

describe('an alarm of another repository, with a stack of the same name on the same cluster,', () => {
  const alarm = (name: string) =>
    `- { alarmName: ${name}, service: amply-api, metricName: CPUUtilization, threshold: 9 }`;

  test.each([`${managedPrefix(STACK)}amply-api-cpu`, 'amply-api-cpu', 'high cpu'])(
    'is never deleted: %s',
    async (name) => {
      const account = anAccount();
      await run(account, alarm(name), { repository: 'amply/shop' });
      const others = await run(account, '[]', { prune: true, repository: 'amply/back-office' });
      expect(others).toMatchObject({
        changes: {},
        texts: [`Alarms of a stack amply in another repository are left alone: ${name} (amply/shop).`],
      });
      expect(account.emulator.world.alarms).toHaveLength(1);
      const own = await run(account, '[]', { prune: true, repository: 'Amply/Shop' });
      expect(own).toMatchObject({ changes: { 'other alarms of amply': [`alarm ${name}`] }, texts: [] });
    },
  );

  test("is anybody's where no repository wrote it, or none is known", async () => {
    for (const [made, pruned] of [
      [undefined, 'amply/shop'],
      ['amply/shop', undefined],
    ]) {
      const account = anAccount();
      await run(account, alarm('amply-api-cpu'), made === undefined ? {} : { repository: made });
      await run(account, '[]', { prune: true, ...(pruned !== undefined && { repository: pruned }) });
      expect(account.emulator.world.alarms).toEqual([]);
    }
  });
});
