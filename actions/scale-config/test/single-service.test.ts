import { expect, test } from '@jest/globals';
import { anAccount, type Account } from './an-account.ts';

const FILE = `scalableTarget: { minCapacity: 1, maxCapacity: 4 }
scalingPolicy:
  targetValue: 60
  predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization }
`;
const SERVICE = { service: 'amply-worker', cluster: 'amply-prod' } as const;

const scale = (account: Account, given: Readonly<Record<string, string>>) =>
  account.scale({ with: { ...SERVICE, ...given }, files: { 'scaling.yml': FILE } });

const limitsOf = ({ emulator }: Account) =>
  emulator.world.scalableTargets.map(({ resourceId, minCapacity, maxCapacity }) => [
    resourceId,
    minCapacity,
    maxCapacity,
  ]);

test('one service is scaled without a stack, once', async () => {
  const account = anAccount();
  const first = await scale(account, { scaling: 'scaling.yml' });
  expect(first).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
  expect(limitsOf(account)).toEqual([['service/amply-prod/amply-worker', 1, 4]]);
  expect(account.emulator.world.scalingPolicies.map(({ name }) => name)).toEqual([
    'fargate-actions-.amply-prod.amply-worker-ECSServiceAverageCPUUtilization',
  ]);
  expect(await scale(account, { scaling: 'scaling.yml' })).toMatchObject({
    writes: [],
    outputs: { status: 'unchanged' },
  });
});

test('what is made for it is not that of a stack whose name begins its cluster’s', async () => {
  const account = anAccount();
  await scale(account, { scaling: 'scaling.yml' });
  const stack = `name: amply
region: eu-central-1
cluster: { name: amply-prod }
image: { repository: amply, context: . }
services: { worker: { taskDefinition: task.yml, service: service.yml, scaling: empty.yml } }
`;
  const files = {
    'stack.yml': stack,
    'task.yml': 'family: amply-worker\ncontainerDefinitions: [{ name: main, image: "amply/main:1" }]\n',
    'service.yml': 'serviceName: amply-worker\n',
    'empty.yml': 'scalableTarget: { minCapacity: 1, maxCapacity: 4 }\n',
  };
  const run = await account.scale({ with: { stack: 'stack.yml', prune: 'true' }, files });
  expect(run.writes).toEqual([]);
  expect(run.found).toContain('notice scaling/unmanaged stack.yml:5:80');
});

/** Gives the worker a revision with such a command. */
function runs({ emulator }: Account, command: string): void {
  const family = 'amply-worker';
  emulator.call('ecs:RegisterTaskDefinition', {
    family,
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [{ name: 'main', image: 'amply/main:1', command: command.split(' ') }],
  });
  emulator.call('ecs:UpdateService', { cluster: SERVICE.cluster, service: family, taskDefinition: family });
}

test.each([
  { command: 'celery -A amply beat', severity: 'error' },
  { command: 'celery -A amply worker -B', severity: 'error' },
  { command: 'celery -A amply beat -S redbeat.RedBeatScheduler', severity: 'warning' },
])('$command is no service to scale: $severity', async ({ command, severity }) => {
  const account = anAccount();
  runs(account, command);
  const run = await scale(account, { scaling: 'scaling.yml' });
  expect(run.found).toContain(`${severity} singleton/scaling scaling.yml:1:1`);
  expect(run.writes.length > 0).toBe(severity === 'warning');
});

test('what it runs may be unknown: that is one notice', async () => {
  const account = anAccount('base', { denied: ['ecs:DescribeTaskDefinition'] });
  const run = await scale(account, { scaling: 'scaling.yml', 'simulate-hours': '0' });
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
  expect(run.found.filter((one) => !one.includes('scaling/'))).toEqual(['notice aws/denied']);
  expect(run.log).toContain('Whether amply-worker runs Celery beat');
});

test('it goes to zero and back', async () => {
  const account = anAccount();
  await scale(account, { scaling: 'scaling.yml' });
  await scale(account, { mode: 'scale-to-zero' });
  expect(limitsOf(account)).toEqual([['service/amply-prod/amply-worker', 0, 0]]);
  await scale(account, { mode: 'restore' });
  expect(limitsOf(account)).toEqual([['service/amply-prod/amply-worker', 1, 4]]);
  expect(account.emulator.world.services.map(({ desiredCount }) => desiredCount)).toEqual([2, 2, 1]);
});

test('its ARN and that of its cluster name it as well', async () => {
  const account = anAccount();
  const arn = (resource: string) => `arn:aws:ecs:eu-central-1:123456789012:${resource}`;
  const by = { service: arn('service/amply-prod/amply-worker'), cluster: arn('cluster/amply-prod') };
  await scale(account, { ...by, scaling: 'scaling.yml' });
  expect(limitsOf(account)).toEqual([['service/amply-prod/amply-worker', 1, 4]]);
  await scale(account, { ...by, mode: 'scale-to-zero' });
  expect(limitsOf(account)).toEqual([['service/amply-prod/amply-worker', 0, 0]]);
});

test('what may not be read of ECS is one notice, and the scaling is applied', async () => {
  const account = anAccount();
  account.emulator.changeScenario({
    faults: [{ operation: 'DescribeServices', error: 'AccessDeniedException', times: 100 }],
  });
  const run = await scale(account, { scaling: 'scaling.yml' });
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
  expect(run.found.filter((one) => one.startsWith('notice') && !one.includes('scaling/'))).toHaveLength(1);
});

test.each(['ecs:UpdateService', 'cloudwatch:PutMetricAlarm'])(
  'what is scaled needs %s of who scales it, and a run without it says so',
  async (permission) => {
    const account = anAccount('base', { denied: [permission] });
    const run = await scale(account, { scaling: 'scaling.yml' });
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    expect(run.log).toContain(`${permission} is denied`);
  },
);

test('what AWS refuses fails the step, with the permission that is missing', async () => {
  const account = anAccount();
  account.emulator.changeScenario({
    faults: [{ operation: 'PutScalingPolicy', error: 'AccessDeniedException', times: 100 }],
  });
  const run = await scale(account, { scaling: 'scaling.yml' });
  expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
  expect(run.log).toContain('application-autoscaling:PutScalingPolicy');
});

test.each([
  {
    name: 'without a target',
    file: 'policyType: TargetTrackingScaling\n',
    says: 'This file gives amply-worker no minCapacity.',
  },
  { name: 'with limits beside the policy', file: 'minCapacity: 1\nscalingPolicy: {}\n', says: 'It is of the target:' },
])('a file $name is told what to write, and nothing of stack.yml', async ({ file, says }) => {
  const run = await anAccount().scale({ with: { ...SERVICE, scaling: 'own.yml' }, files: { 'own.yml': file } });
  expect(run).toMatchObject({ exitCode: 1, writes: [] });
  expect(run.log).toContain(says);
  expect(run.log).toContain('`scalableTarget: { minCapacity: 2, maxCapacity: 10 }`');
  expect(run.log).not.toContain('stack.yml');
});

test('a cluster that is not there is named', async () => {
  const run = await scale(anAccount(), { scaling: 'scaling.yml', cluster: 'amply-prdo' });
  expect(run).toMatchObject({ exitCode: 1, writes: [] });
  expect(run.log).toContain('There is no cluster amply-prdo in this account and region.');
});
