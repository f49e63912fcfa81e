import { beforeEach, describe, expect, test } from '@jest/globals';
import { anAccount, bodiesOf, type Account, type DeployRun } from './an-account.ts';
import { annotated } from '@fargate-actions/action-kit/testing';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

const ALARM = 'amply-api-high-cpu';
const CPU = { namespace: 'AWS/ECS', name: 'CPUUtilization' };
const DIMENSIONS = { ClusterName: 'amply-prod', ServiceName: 'amply-api' };

/** The seed's alarm on the CPU guards deployments. */
const GUARDED: Edit = ['monitoring/alarms.yml', 'threshold: 80', 'threshold: 80\n  guardsDeployment: true'];
const NEXT: Edit = ['api/task-definition.yml', 'amply-backend:latest', 'amply-backend:v2'];

let account: Account;
beforeEach(() => {
  account = anAccount();
});

/** Makes the alarm, as monitor-config does. */
function makeAlarm(settings: object = {}): void {
  account.emulator.call('cloudwatch:PutMetricAlarm', {
    AlarmName: ALARM,
    Namespace: CPU.namespace,
    MetricName: CPU.name,
    Dimensions: Object.entries(DIMENSIONS).map(([Name, Value]) => ({ Name, Value })),
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 80,
    ComparisonOperator: 'GreaterThanThreshold',
    ...settings,
  });
}

const deploy = (...edits: readonly Edit[]): Promise<DeployRun> =>
  account.deploy({ with: { stack: 'deploy/stack.yml', services: 'api' }, files: seedFiles(GUARDED, ...edits) });

const alarmsOf = (run: DeployRun, operation: string): unknown[] =>
  bodiesOf(run, operation).map((body) => (body as { deploymentConfiguration?: object }).deploymentConfiguration);

const GUARD = { alarms: { alarmNames: [ALARM], enable: true, rollback: true } };

test('a guard is part of the service, beside its circuit breaker, and the next deploy has nothing to write', async () => {
  makeAlarm();
  const first = await deploy();
  expect(first).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  expect(alarmsOf(first, 'CreateService')).toEqual([
    expect.objectContaining({ ...GUARD, deploymentCircuitBreaker: { enable: true, rollback: true } }),
  ]);
  const second = await deploy();
  expect([second.outputs['status'], second.writes]).toEqual(['unchanged', []]);
  expect(bodiesOf(second, 'DescribeAlarms')).toHaveLength(1);
});

test('a guard that fires while a deployment runs rolls it back, and is the cause in the first line', async () => {
  makeAlarm();
  await deploy();
  await account.wait(600);
  account.after('ecs:UpdateService', 30, () => {
    account.emulator.pushMetrics({ ...CPU, dimensions: DIMENSIONS, value: 97 });
  });
  const run = await deploy(NEXT);
  expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back' } });
  expect(run.log).toMatch(new RegExp(`::error title=amply-api was rolled back::.*${ALARM}`));
  expect(account.emulator.world.services[0]?.workload.taskDefinitionArn).toMatch(/amply-api:1$/);
});

test('a guard that does not exist yet is left out, which is said, until it does', async () => {
  const first = await deploy();
  expect(first).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  expect(alarmsOf(first, 'CreateService')).not.toContainEqual(expect.objectContaining({ alarms: expect.anything() }));
  expect(annotated(first, 'service/guard-missing')).toMatchObject([
    {
      severity: 'warning',
      at: 'deploy/monitoring/alarms.yml:6:21',
      message: expect.stringContaining('monitor-config'),
    },
  ]);
  makeAlarm();
  const second = await deploy();
  expect(alarmsOf(second, 'UpdateService')).toEqual([expect.objectContaining(GUARD)]);
  expect(annotated(second, 'service/guard-missing')).toEqual([]);
});

test('a guard that is to guard no more is taken out, and nothing but that; what others added stays', async () => {
  const plain = (): Promise<DeployRun> =>
    account.deploy({ with: { stack: 'deploy/stack.yml', services: 'api' }, files: seedFiles() });
  makeAlarm();
  makeAlarm({ AlarmName: 'theirs' });
  await deploy();
  await account.wait(600);
  const alarmNames = ['theirs', ALARM];
  account.emulator.call('ecs:UpdateService', {
    cluster: 'amply-prod',
    service: 'amply-api',
    deploymentConfiguration: { alarms: { alarmNames, enable: true, rollback: true } },
  });
  const first = await plain();
  expect(JSON.parse(first.outputs['changes'] ?? '')).toMatchObject([
    { resource: 'service amply-api', fields: [{ path: 'deploymentConfiguration.alarms.alarmNames', to: ['theirs'] }] },
  ]);
  expect(alarmsOf(first, 'UpdateService')).toEqual([
    expect.objectContaining({ alarms: { alarmNames: ['theirs'], enable: true, rollback: true } }),
  ]);
  expect((await plain()).writes).toEqual([]);
});

test('the last guard leaves a service without any', async () => {
  makeAlarm();
  await deploy();
  await account.wait(600);
  const run = await account.deploy({ with: { stack: 'deploy/stack.yml', services: 'api' }, files: seedFiles() });
  expect(alarmsOf(run, 'UpdateService')).toEqual([
    expect.objectContaining({ alarms: { alarmNames: [], enable: false, rollback: false } }),
  ]);
});

test('a guard that is gone, from the files and from the account, keeps no deployment from happening', async () => {
  makeAlarm();
  await deploy();
  await account.wait(600);
  account.emulator.call('cloudwatch:DeleteAlarms', { AlarmNames: [ALARM] });
  const without: Edit = ['monitoring/alarms.yml', /- alarmName: amply-api-high-cpu[^-]*(?=\n# Unhealthy)/, ''];
  const files = seedFiles(without, NEXT);
  const run = await account.deploy({ with: { stack: 'deploy/stack.yml', services: 'api' }, files });
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  expect(alarmsOf(run, 'UpdateService')).toEqual([
    expect.objectContaining({ alarms: { alarmNames: [], enable: false, rollback: false } }),
  ]);
});

test('where a guard is in ALARM already none of them guards, which is said', async () => {
  makeAlarm({ TreatMissingData: 'breaching' });
  await account.wait(180);
  const run = await deploy();
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  const warned = {
    severity: 'warning',
    message: expect.stringMatching(`^No alarm guards .* amply-api: ${ALARM} is in ALARM`),
  };
  expect(annotated(run, 'service/guard-in-alarm')).toMatchObject([warned]);
  expect(annotated(await deploy(), 'service/guard-in-alarm')).toEqual([]);
  expect(annotated(await deploy(NEXT), 'service/guard-in-alarm')).toMatchObject([warned]);
});

test('an alarm that only the service has guards as little, and takes the others along', async () => {
  makeAlarm();
  makeAlarm({ AlarmName: 'theirs', TreatMissingData: 'breaching' });
  const plain = (...edits: readonly Edit[]): Promise<DeployRun> =>
    account.deploy({ with: { stack: 'deploy/stack.yml', services: 'api' }, files: seedFiles(...edits) });
  await plain();
  await account.wait(600);
  account.emulator.call('ecs:UpdateService', {
    cluster: 'amply-prod',
    service: 'amply-api',
    deploymentConfiguration: { alarms: { alarmNames: ['theirs', 'others'], enable: false, rollback: false } },
  });
  makeAlarm({ AlarmName: 'others' });
  account.emulator.call('ecs:UpdateService', {
    cluster: 'amply-prod',
    service: 'amply-api',
    deploymentConfiguration: { alarms: { alarmNames: ['theirs', 'others'], enable: true, rollback: true } },
  });
  expect(annotated(await plain(NEXT), 'service/guard-in-alarm')).toMatchObject([
    { severity: 'warning', message: expect.stringMatching(/theirs is in ALARM already.*, also others\.$/m) },
  ]);
});

test('where alarms may not be looked at, the guard is sent all the same, and one notice says so', async () => {
  account = anAccount({ denied: ['cloudwatch:DescribeAlarms'] });
  makeAlarm();
  const run = await deploy();
  expect(alarmsOf(run, 'CreateService')).toEqual([expect.objectContaining(GUARD)]);
  expect(run.annotations.filter(({ message }) => message.includes('cloudwatch:DescribeAlarms'))).toHaveLength(1);
});

describe('bad input', () => {
  test.each([
    {
      name: 'a guard of no service',
      edit: ['monitoring/alarms.yml', `alarmName: ${ALARM}`, 'alarmName: high-cpu'] as const,
      rule: 'alarms/no-service',
    },
    {
      name: 'a service that turns its alarms off',
      edit: [
        'api/deployment.yml',
        'deploymentConfiguration:',
        'deploymentConfiguration:\n  alarms: { alarmNames: [], enable: false, rollback: false }',
      ] as const,
      rule: 'service/guards-off',
    },
  ])('$name is an error, and nothing is written', async ({ edit, rule }) => {
    makeAlarm();
    const run = await deploy(edit);
    expect(run.exitCode).toBe(1);
    expect(annotated(run, rule)).toMatchObject([{ severity: 'error', at: expect.stringMatching(/\.yml:\d+:\d+$/) }]);
    expect(run.writes).toEqual([]);
  });
});

test('without guards no alarm is asked for', async () => {
  const run = await account.deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles() });
  expect(run.exitCode).toBe(0);
  expect(bodiesOf(run, 'DescribeAlarms')).toEqual([]);
});
