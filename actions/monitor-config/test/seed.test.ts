import { describe, expect, test } from '@jest/globals';
import { anAccount, type Account } from './an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

const apply = ({ monitor }: Account, given: Readonly<Record<string, string>> = {}, ...edits: Edit[]) =>
  monitor({ with: { stack: 'deploy/stack.yml', ...given }, files: seedFiles(...edits) });

/** The changes of an output: the fields by resource. */
function fieldsIn(outputs: Readonly<Record<string, string>>): Record<string, unknown> {
  const changes = JSON.parse(outputs['changes'] ?? '') as { resource: string; fields: unknown }[];
  return Object.fromEntries(changes.map(({ resource, fields }) => [resource, fields]));
}

/** The alarms of the account as AWS answers them. */
const alarmsOf = ({ emulator }: Account) =>
  (emulator.call('cloudwatch:DescribeAlarms', {}) as { MetricAlarms: readonly unknown[] }).MetricAlarms;

function alertsOf({ emulator }: Account) {
  const [topic] = emulator.world.topics;
  if (!topic) throw new Error('The account has no topic.');
  return topic;
}

const json = (text = ''): unknown => JSON.parse(text);

const ARN = 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:';
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:amply-alerts';
const CPU = 'amply-api-high-cpu';
const HOSTS = 'amply-api-unhealthy';
const DASHBOARD = 'amply__amply-prod__eu-central-1';

describe("the seed's monitoring", () => {
  test('applies unchanged, and what its files leave out is filled in', async () => {
    const account = anAccount();
    const run = await apply(account);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied', changed: 'true' } });
    expect(run.found).toEqual([
      'warning service/launch-type-and-strategy deploy/api/service.yml:3:1',
      'warning alarms/metric-name deploy/monitoring/alarms.yml:10:15',
    ]);
    expect(alarmsOf(account)).toMatchObject([
      {
        AlarmName: CPU,
        MetricName: 'CPUUtilization',
        Namespace: 'AWS/ECS',
        Dimensions: [
          { Name: 'ClusterName', Value: 'amply-prod' },
          { Name: 'ServiceName', Value: 'amply-api' },
        ],
        Statistic: 'Average',
        Period: 60,
        EvaluationPeriods: 3,
        Threshold: 80,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: [TOPIC],
        OKActions: [TOPIC],
      },
      {
        AlarmName: HOSTS,
        MetricName: 'UnHealthyHostCount',
        Namespace: 'AWS/ApplicationELB',
        Statistic: 'Maximum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      },
    ]);
    const groups = account.emulator.world.logGroups.map(({ name, retentionInDays }) => [name, retentionInDays]);
    expect(groups).toEqual([
      ['/ecs/amply-api', 30],
      ['/ecs/amply-worker', 30],
      ['/ecs/amply-beat', 30],
    ]);
    expect(json(run.outputs['alarms'])).toEqual([
      { name: CPU, arn: ARN + CPU, state: 'INSUFFICIENT_DATA', result: 'created' },
      { name: HOSTS, arn: ARN + HOSTS, state: 'INSUFFICIENT_DATA', result: 'created' },
    ]);
    expect(run.outputs['dashboard-url']).toBe(
      `https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/${DASHBOARD}`,
    );
    expect(run.summary).toContain(`](${run.outputs['dashboard-url'] ?? ''})`);
  });

  test('is applied once: the second run writes nothing', async () => {
    const account = anAccount();
    await apply(account);
    const second = await apply(account);
    expect(second).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'unchanged', changed: 'false' } });
    expect(second.log).toContain('Plan: no changes. Everything is as the files say.');
  });

  test('is only planned by a dry run', async () => {
    const planned = await apply(anAccount(), { 'dry-run': 'true' });
    expect(planned).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'planned', changed: 'true' } });
    expect(planned.log).toContain(`+ alarm ${CPU}`);
    expect(json(planned.outputs['alarms'])).toEqual([
      { name: CPU, state: 'new', result: 'create' },
      { name: HOSTS, state: 'new', result: 'create' },
    ]);
  });

  test('is told with the state that each alarm is in now', async () => {
    const account = anAccount();
    await apply(account);
    for (const [AlarmName, StateValue] of [
      [CPU, 'ALARM'],
      [HOSTS, 'OK'],
    ])
      account.emulator.call('cloudwatch:SetAlarmState', { AlarmName, StateValue, StateReason: 'test' });
    const lower: Edit = ['monitoring/alarms.yml', 'threshold: 80', 'threshold: 70'];
    const planned = await apply(account, { 'dry-run': 'true' }, lower);
    expect(json(planned.outputs['alarms'])).toEqual([
      { name: CPU, arn: ARN + CPU, state: 'ALARM', result: 'update' },
      { name: HOSTS, arn: ARN + HOSTS, state: 'OK', result: 'unchanged' },
    ]);
    const applied = await apply(account, {}, lower);
    expect(applied.summary).toContain('| `amply-api-high-cpu` | 🔴 `ALARM` | updated |');
    expect(applied.summary).toContain('| `amply-api-unhealthy` | ✅ `OK` | unchanged |');
  });

  test('follows the environment', async () => {
    const account = anAccount('staging');
    const run = await apply(account, { environment: 'staging' });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
    expect(alarmsOf(account)[0]).toMatchObject({
      Dimensions: [
        { Name: 'ClusterName', Value: 'amply-staging' },
        { Name: 'ServiceName', Value: 'amply-api' },
      ],
      AlarmActions: [TOPIC.replace('eu-central-1', 'eu-west-1')],
    });
    expect(run.outputs['dashboard-url']).toContain('amply__staging__amply-staging__eu-west-1');
    expect((await apply(account, { environment: 'staging' })).writes).toEqual([]);
  });
});

const at = (alarm: string, path: string, from: unknown, to: unknown) => ({
  [`alarm ${alarm}`]: [{ path, from, to }],
});

test.each<{ what: string; before?: Edit; edit?: Edit; changes: Record<string, unknown> }>([
  {
    what: 'a threshold',
    edit: ['monitoring/alarms.yml', 'threshold: 80', 'threshold: 70'],
    changes: at(CPU, 'threshold', 80, 70),
  },
  {
    what: 'a number of periods',
    edit: ['monitoring/alarms.yml', 'evaluationPeriods: 3', 'evaluationPeriods: 5'],
    changes: at(CPU, 'evaluationPeriods', 3, 5),
  },
  {
    what: 'what missing data mean, taken out',
    before: ['monitoring/alarms.yml', 'threshold: 1', 'threshold: 1\n  treatMissingData: breaching'],
    changes: at(HOSTS, 'treatMissingData', 'breaching', 'missing'),
  },
  {
    what: 'a statistic that is not the usual one',
    edit: ['monitoring/alarms.yml', 'threshold: 80', 'threshold: 80\n  statistic: Maximum'],
    changes: at(CPU, 'statistic', 'Average', 'Maximum'),
  },
  {
    what: 'a description',
    edit: ['monitoring/alarms.yml', 'threshold: 80', 'threshold: 80\n  alarmDescription: Look at it'],
    changes: at(CPU, 'alarmDescription', null, 'Look at it'),
  },
  {
    what: 'what missing data mean',
    edit: ['monitoring/alarms.yml', 'threshold: 1', 'threshold: 1\n  treatMissingData: breaching'],
    changes: at(HOSTS, 'treatMissingData', 'missing', 'breaching'),
  },
  {
    what: 'a retention of logs, for each of the groups',
    edit: ['stack.yml', 'logRetentionInDays: 30', 'logRetentionInDays: 14'],
    changes: Object.fromEntries(
      ['api', 'worker', 'beat'].map((service) => [
        `log group /ecs/amply-${service}`,
        [{ path: 'retentionInDays', from: 30, to: 14 }],
      ]),
    ),
  },
])('editing a line shows exactly that line: $what', async ({ before, edit, changes }) => {
  const account = anAccount();
  const edits = edit ? [edit] : [];
  await apply(account, {}, ...(before ? [before] : []));
  const planned = await apply(account, { 'dry-run': 'true' }, ...edits);
  expect(planned.writes).toEqual([]);
  expect(fieldsIn(planned.outputs)).toEqual(changes);
  const applied = await apply(account, {}, ...edits);
  expect(fieldsIn(applied.outputs)).toEqual(changes);
  expect((await apply(account, {}, ...edits)).writes).toEqual([]);
});

describe('an alarm that the file no longer has', () => {
  const WITHOUT: Edit = ['monitoring/alarms.yml', /\n# Unhealthy tasks[^]*/, ''];

  test('is named, and deleted with `prune`', async () => {
    const account = anAccount();
    await apply(account);
    const named = await apply(account, {}, WITHOUT);
    expect(named).toMatchObject({ exitCode: 0, writes: [] });
    expect(named.found).toContain('notice alarms/no-longer-in-files');
    expect((await apply(account, { prune: 'true' }, WITHOUT)).writes).toEqual(['DeleteAlarms']);
    expect(alarmsOf(account)).toMatchObject([{ AlarmName: CPU }]);
    expect((await apply(account, { prune: 'true' }, WITHOUT)).writes).toEqual([]);
  });

  test('and was made by others is left alone', async () => {
    const account = anAccount();
    await apply(account);
    account.emulator.call('cloudwatch:PutMetricAlarm', {
      AlarmName: 'amply-api-clicked',
      MetricName: 'CPUUtilization',
      Namespace: 'AWS/ECS',
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 99,
      ComparisonOperator: 'GreaterThanThreshold',
    });
    const run = await apply(account, { prune: 'true' });
    expect(run).toMatchObject({ exitCode: 0, writes: [] });
    expect(run.found).toContain('notice alarms/unmanaged');
  });
});

test('a dashboard that is no longer wanted is deleted with `prune`, and nobody is sent to it', async () => {
  const account = anAccount();
  await apply(account);
  expect((await apply(account, { dashboard: 'false' })).writes).toEqual([]);
  const run = await apply(account, { dashboard: 'false', prune: 'true' });
  expect(run).toMatchObject({ exitCode: 0, writes: ['DeleteDashboards'], outputs: { 'dashboard-url': '' } });
});

describe('what the inputs say', () => {
  test('goes before stack.yml', async () => {
    const account = anAccount();
    const given = { alarms: 'mine.yml', dashboard: 'false', notify: 'other-alerts' };
    const other = TOPIC.replace('amply', 'other');
    account.emulator.world.topics.push({ ...alertsOf(account), arn: other });
    const files = {
      ...seedFiles(),
      'mine.yml': '- { alarmName: amply-api-memory, metricName: MemoryUtilization, threshold: 90 }\n',
    };
    const run = await account.monitor({ with: { stack: 'deploy/stack.yml', ...given }, files });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied', 'dashboard-url': '' } });
    expect(alarmsOf(account)).toMatchObject([{ AlarmName: 'amply-api-memory', AlarmActions: [other] }]);
  });

  test.each(['api', 'amply-api', 'worker'])('is for some services alone: %s', async (services) => {
    const run = await apply(anAccount(), { services });
    const names = (json(run.outputs['alarms']) as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(services === 'worker' ? [] : [CPU, HOSTS]);
    expect(run.writes).toContain('PutDashboard');
  });
});

test('all that was made goes with `prune` when stack.yml has no monitoring any more', async () => {
  const all = '{ notify: amply-alerts, recommended: true, dashboard: true, errorLogs: true, manageTopicPolicy: true }';
  const account = anAccount();
  await apply(account, {}, ['stack.yml', /^monitoring:.*$/m, `monitoring: ${all}`]);
  expect(alarmsOf(account).length).toBeGreaterThan(0);
  const [group] = account.emulator.world.logGroups;
  account.emulator.call('logs:DeleteLogGroup', { logGroupName: group?.name ?? '' });
  const without: Edit = ['stack.yml', /^monitoring:.*\n/m, ''];
  const made = account.emulator.world.alarms.map(({ name }) => `alarm ${name}`);
  const run = await apply(account, { prune: 'true' }, without);
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
  const changes = json(run.outputs['changes']) as { resource: string; action: string; result: string }[];
  const deleted = changes.map(({ resource }) => resource);
  expect(changes.filter(({ action, result }) => action !== 'delete' || result !== 'applied')).toEqual([]);
  expect(deleted).toEqual(expect.arrayContaining([...made, `dashboard ${DASHBOARD}`]));
  for (const kind of ['event rule ', 'metric filter ']) expect(deleted.join()).toContain(kind);
  expect(run.log).toContain(`Plan: ${deleted.length} to delete`);
  for (const thing of deleted) expect(run.log).toContain(`\n- ${thing}\n`);
  expect(run.found).not.toContain('notice monitoring/none deploy/stack.yml:2:1');
  expect(run.writes.filter((name) => !/^(?:Delete|RemoveTargets)/.test(name))).toEqual([]);
  const { alarms, dashboards, eventRules } = account.emulator.world;
  expect([alarms, dashboards, eventRules].map(({ length }) => length)).toEqual([0, 0, 0]);
  expect((await apply(account, { prune: 'true' }, without)).writes).toEqual([]);
});

test('recommended alarms on traffic that no Application Load Balancer has are left out, and that is said', async () => {
  const account = anAccount();
  for (const group of account.emulator.world.targetGroups) group.loadBalancerArns.splice(0);
  const run = await apply(account, {}, [
    'stack.yml',
    /^monitoring:.*$/m,
    'monitoring: { recommended: true, notify: amply-alerts, manageTopicPolicy: true }',
  ]);
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
  expect(run.found).toContain('notice monitoring/no-application-load-balancer deploy/stack.yml:22:5');
  const names = (json(run.outputs['alarms']) as { name: string }[]).map(({ name }) => name);
  expect(names.toSorted()).toEqual(account.emulator.world.alarms.map(({ name }) => name).toSorted());
  expect(names.filter((name) => /5xx|p95|hosts/.test(name))).toEqual([]);
});

test('a stack without monitoring has nothing to apply, which is said', async () => {
  const run = await apply(anAccount(), {}, ['stack.yml', /^monitoring:.*\n/m, '']);
  expect(run).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'unchanged', alarms: '[]' } });
  expect(run.found).toContain('notice monitoring/none deploy/stack.yml:2:1');
});
