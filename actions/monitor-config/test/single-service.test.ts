import { describe, expect, test } from '@jest/globals';
import { anAccount, type Account } from './an-account.ts';

const ALARMS = '- { alarmName: amply-worker-cpu, metricName: CPUUtilization, threshold: 80 }\n';
const SERVICE = { service: 'amply-worker', cluster: 'amply-prod' } as const;

const monitor = (account: Account, given: Readonly<Record<string, string | undefined>>) =>
  account.monitor({ with: { ...SERVICE, ...given }, files: { 'alarms.yml': ALARMS } });

test('one service is watched without a stack, once', async () => {
  const account = anAccount();
  const wanted = { alarms: 'alarms.yml', dashboard: 'true', 'log-retention-in-days': '14', notify: 'amply-alerts' };
  const first = await monitor(account, wanted);
  expect(first).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
  expect(await monitor(account, wanted)).toMatchObject({ writes: [], outputs: { status: 'unchanged' } });
});

const arn = (resource: string, region = 'eu-central-1') => `arn:aws:ecs:${region}:123456789012:${resource}`;

test.each([
  {
    what: 'the ARNs of both',
    by: { service: arn('service/amply-prod/amply-worker'), cluster: arn('cluster/amply-prod') },
  },
  { what: 'its ARN alone', by: { service: arn('service/amply-prod/amply-worker'), cluster: undefined } },
])('named by $what, it is watched by its name', async ({ by }) => {
  const account = anAccount();
  const wanted = { alarms: 'alarms.yml', dashboard: 'true', 'log-retention-in-days': '14' };
  await monitor(account, { ...wanted, ...by });
  expect(account.emulator.world.alarms[0]?.metric?.Dimensions).toEqual([
    { Name: 'ClusterName', Value: 'amply-prod' },
    { Name: 'ServiceName', Value: 'amply-worker' },
  ]);
  // By its names it is the same, all that is named after it too.
  expect(await monitor(account, wanted)).toMatchObject({ writes: [], outputs: { status: 'unchanged' } });
});

test('named by an ARN of another region it is refused, though one of its name is here', async () => {
  const run = await monitor(anAccount(), {
    service: arn('service/amply-prod/amply-worker', 'eu-west-1'),
    dashboard: 'true',
  });
  expect(run).toMatchObject({ exitCode: 1, writes: [] });
  expect(run.found).toEqual(['error inputs/value']);
});

test('a log group that the tasks create themselves is kept as any other', async () => {
  const account = anAccount('base', {}, { 'awslogs-create-group': 'true' });
  const run = await monitor(account, { 'log-retention-in-days': '14' });
  expect(run).toMatchObject({ exitCode: 0, writes: ['PutRetentionPolicy'] });
});

test('what may not be read of ECS is one notice, and the alarms are applied', async () => {
  const account = anAccount('base', { denied: ['ecs:DescribeServices'] });
  const run = await monitor(account, { alarms: 'alarms.yml' });
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
  expect(run.found).toContain('notice aws/denied');
});

test('what AWS refuses fails the step, with the permission that is missing', async () => {
  const account = anAccount('base', { denied: ['cloudwatch:PutMetricAlarm'] });
  const run = await monitor(account, { alarms: 'alarms.yml' });
  expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
  expect(run.log).toContain('cloudwatch:PutMetricAlarm');
});

test('without a region there is nothing to say where', async () => {
  const run = await anAccount().monitor({ with: { ...SERVICE, dashboard: 'true' }, env: { AWS_REGION: undefined } });
  expect(run).toMatchObject({ exitCode: 1, writes: [] });
  expect(run.found).toEqual(['error inputs/required']);
});

test('a service that is deployed blue/green is watched on both of its target groups', async () => {
  const account = anAccount();
  const [blue] = account.emulator.world.targetGroups;
  if (!blue) throw new Error('The account has no target group.');
  const green = blue.arn.replace(/targetgroup\/.*$/, 'targetgroup/green/0123456789abcdef');
  account.emulator.world.targetGroups.push({ ...blue, arn: green, name: 'green' });
  const [api] = account.emulator.world.services.filter(({ name }) => name === 'amply-api');
  const balancer = { targetGroupArn: blue.arn, advancedConfiguration: { alternateTargetGroupArn: green } };
  if (api) Object.assign(api.workload, { loadBalancers: [balancer] });
  await account.monitor({ with: { service: 'amply-api', cluster: 'amply-prod', dashboard: 'true' } });
  const [{ body } = { body: '' }] = account.emulator.world.dashboards;
  expect(body).toContain('"targetgroup/green/0123456789abcdef"');
});

describe('a ${...} in a file', () => {
  const labelled = (label: string, variable = '') =>
    [
      '- alarmName: amply-worker-cpu',
      `  alarmDescription: 'busy ${variable}'`,
      '  metrics:',
      `    - { id: cpu, returnData: true, label: "${label}", metricStat: { metric: { metricName: CPUUtilization } } }`,
      '  threshold: 80',
      '  evaluationPeriods: 1',
      '  comparisonOperator: GreaterThanThreshold',
      '',
    ].join('\n');
  const watch = (account: Account, text: string) =>
    account.monitor({ with: { ...SERVICE, alarms: 'alarms.yml' }, files: { 'alarms.yml': text } });

  test('means without a stack what it means with one: CloudWatch’s own stay, `$${` is an escape', async () => {
    const account = anAccount();
    expect(await watch(account, labelled("${PROP('Dim.ServiceName')} ${MAX}", '$${x} ${Y:-z}'))).toMatchObject({
      exitCode: 0,
    });
    expect(account.emulator.world.alarms[0]?.metric).toMatchObject({
      AlarmDescription: 'busy ${x} z',
      Metrics: [{ Label: "${PROP('Dim.ServiceName')} ${MAX}" }],
    });
  });

  test('that is not set is an error, for there are no variables', async () => {
    const run = await watch(anAccount(), labelled('cpu', '${ENVIRONMENT}'));
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(run.found).toContain('error files/unset-variable alarms.yml:2:21');
  });
});

test('an alarm of any name is of the one service that there is', async () => {
  const account = anAccount();
  const file = '- { alarmName: web cpu, metricName: CPUUtilization, threshold: 80 }\n';
  const run = await account.monitor({ with: { ...SERVICE, alarms: 'a.yml' }, files: { 'a.yml': file } });
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
  const [alarm] = account.emulator.world.alarms;
  expect(JSON.stringify(alarm)).toContain(SERVICE.service);
  expect(run.found).toContain('notice alarms/only-service a.yml:1:16');
});

test('it is of that service also for what is looked up of its load balancer', async () => {
  const account = anAccount();
  const [api] = account.emulator.world.services.filter(({ name }) => name === 'amply-api');
  const [{ arn: targetGroupArn } = { arn: '' }] = account.emulator.world.targetGroups;
  if (api) Object.assign(api.workload, { loadBalancers: [{ targetGroupArn }] });
  const file = '- { alarmName: hosts, metricName: UnHealthyHostCount, threshold: 1 }\n';
  const of = { service: 'amply-api', cluster: 'amply-prod' };
  const run = await account.monitor({ with: { ...of, alarms: 'a.yml' }, files: { 'a.yml': file } });
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
  const names = account.emulator.world.alarms[0]?.metric?.Dimensions?.map(({ Name }) => Name);
  expect(names?.toSorted()).toEqual(['LoadBalancer', 'TargetGroup']);
});

test('a cluster that is not there is named', async () => {
  const run = await monitor(anAccount(), { alarms: 'alarms.yml', cluster: 'amply-prdo' });
  expect(run).toMatchObject({ exitCode: 1, writes: [] });
  expect(run.log).toContain('There is no cluster amply-prdo in this account and region.');
});
