import { expect, test } from '@jest/globals';
import type { Container, DescribeTasksResponse, ListTasksResponse, RunTaskResponse, Task } from '@aws-sdk/client-ecs';

import type { Emulator } from '../../../emulator.ts';
import { aService, anAccount, behindLoadBalancer, describe, register } from '../../../../test/world/an-account.ts';

const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-a'] } };

function tasks(emulator: Emulator, desiredStatus: 'RUNNING' | 'STOPPED'): Task[] {
  const listed = emulator.call('ecs:ListTasks', { cluster: 'prod', desiredStatus }) as ListTasksResponse;
  if (!listed.taskArns?.length) return [];
  return (
    (emulator.call('ecs:DescribeTasks', { cluster: 'prod', tasks: listed.taskArns }) as DescribeTasksResponse).tasks ??
    []
  );
}

const container = (task: Task | undefined): Container | undefined => task?.containers?.[0];

test('a task goes through its states in order, with the times of each', () => {
  const emulator = anAccount();
  emulator.call(
    'ecs:CreateService',
    aService(register(emulator, 'app:1'), { desiredCount: 1, ...behindLoadBalancer(emulator) }),
  );
  emulator.advance(120);
  emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', desiredCount: 0 });
  emulator.advance(120);
  expect(emulator.timeline.map(({ to }) => to)).toEqual([
    'PROVISIONING',
    'PENDING',
    'ACTIVATING',
    'RUNNING',
    'DEACTIVATING',
    'STOPPING',
    'DEPROVISIONING',
    'STOPPED',
  ]);
  const [task] = tasks(emulator, 'STOPPED');
  const times = [
    task?.createdAt,
    task?.connectivityAt,
    task?.pullStartedAt,
    task?.pullStoppedAt,
    task?.startedAt,
    task?.stoppingAt,
    task?.executionStoppedAt,
    task?.stoppedAt,
  ].map((time) => time?.getTime() ?? NaN);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(times.every(Number.isFinite)).toBe(true);
  expect(task).toMatchObject({ stopCode: 'ServiceSchedulerInitiated', group: 'service:web', launchType: 'FARGATE' });
  expect(container(task)).toMatchObject({ lastStatus: 'STOPPED', exitCode: 0 });
});

test('draining lasts as long as the deregistration delay says, and the container runs on', () => {
  const emulator = anAccount({ drainSeconds: 120 });
  emulator.call(
    'ecs:CreateService',
    aService(register(emulator, 'app:1'), { desiredCount: 1, ...behindLoadBalancer(emulator) }),
  );
  emulator.advance(120);
  emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', desiredCount: 0 });
  emulator.advance(110);
  const [draining] = tasks(emulator, 'STOPPED');
  expect(draining).toMatchObject({ lastStatus: 'DEACTIVATING', desiredStatus: 'STOPPED' });
  expect(container(draining)?.lastStatus).toBe('RUNNING');
  expect(emulator.world.targetGroups[0]?.targets).toMatchObject([{ state: 'draining' }]);
  emulator.advance(30);
  expect(tasks(emulator, 'STOPPED')).toMatchObject([{ lastStatus: 'STOPPED' }]);
  expect(emulator.world.targetGroups[0]?.targets).toEqual([]);
});

test('a container that ignores SIGTERM is killed after stopTimeout', () => {
  const emulator = anAccount({ scenario: { images: { '*': { behaviour: 'healthy', stopSeconds: 600 } } } });
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1', { stopTimeout: 50 }), { desiredCount: 1 }));
  emulator.advance(120);
  emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', desiredCount: 0 });
  emulator.advance(45);
  expect(tasks(emulator, 'STOPPED')).toMatchObject([{ lastStatus: 'STOPPING' }]);
  emulator.advance(30);
  expect(container(tasks(emulator, 'STOPPED')[0])).toMatchObject({ exitCode: 137 });
});

test.each([
  {
    behaviour: 'pull-error' as const,
    stopCode: 'TaskFailedToStart',
    reason: /^CannotPullContainerError: .*app:1: not found$/,
    containerStatus: {},
  },
  {
    behaviour: 'secret-denied' as const,
    stopCode: 'TaskFailedToStart',
    reason:
      /^ResourceInitializationError: unable to pull secrets.*not authorized to perform: secretsmanager:GetSecretValue/,
    containerStatus: {},
  },
  {
    behaviour: 'log-group-missing' as const,
    stopCode: 'TaskFailedToStart',
    reason: /^ResourceInitializationError: failed to validate logger args.*The specified log group does not exist/,
    containerStatus: {},
  },
  {
    behaviour: 'crash' as const,
    stopCode: 'EssentialContainerExited',
    reason: /^Essential container in task exited$/,
    containerStatus: { exitCode: 1 },
  },
  {
    behaviour: 'oom' as const,
    stopCode: 'EssentialContainerExited',
    reason: /^Essential container in task exited$/,
    containerStatus: { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
  },
  {
    behaviour: 'unhealthy-target' as const,
    stopCode: 'ServiceSchedulerInitiated',
    reason: /^Task failed ELB health checks in \(target-group arn:/,
    containerStatus: {},
  },
  {
    behaviour: 'unhealthy-container' as const,
    stopCode: 'ServiceSchedulerInitiated',
    reason: /^Task failed container health checks$/,
    containerStatus: { healthStatus: 'UNHEALTHY' },
  },
])('$behaviour stops the task in the words of ECS', ({ behaviour, stopCode, reason, containerStatus }) => {
  const emulator = anAccount({ scenario: { images: { '*': { behaviour } } } });
  const taskDefinition = register(emulator, 'app:1', {
    healthCheck: { command: ['CMD', 'true'], interval: 5, retries: 2 },
  });
  emulator.call('ecs:CreateService', aService(taskDefinition, { desiredCount: 1, ...behindLoadBalancer(emulator) }));
  emulator.advance(150);
  const [task] = tasks(emulator, 'STOPPED').filter(({ lastStatus }) => lastStatus === 'STOPPED');
  expect(task).toMatchObject({
    stopCode,
    desiredStatus: 'STOPPED',
    startedBy: describe(emulator).deployments?.[0]?.id,
  });
  expect(task?.stoppedReason).toMatch(reason);
  expect(container(task)).toMatchObject(containerStatus);
});

test('what a container writes is in the stream prefix/container/task-id', () => {
  const emulator = anAccount({ scenario: { images: { '*': { behaviour: 'crash', logs: ['one', 'two'] } } } });
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1'), { desiredCount: 1 }));
  emulator.advance(60);
  const task = emulator.world.tasks[0];
  expect(emulator.world.logGroups[0]?.streams[0]).toMatchObject({
    name: `app/app/${task?.id ?? ''}`,
    events: [{ message: 'one' }, { message: 'two' }],
  });
});

test('a task whose log group is missing does not start, unless the agent may create it', () => {
  const emulator = anAccount();
  emulator.world.logGroups.splice(0);
  const logs = { 'awslogs-group': '/ecs/web', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'app' };
  const run = (options: Record<string, string>): Task[] => {
    const taskDefinition = register(emulator, 'app:1', { logConfiguration: { logDriver: 'awslogs', options } });
    const input = { cluster: 'prod', taskDefinition, launchType: 'FARGATE', networkConfiguration: NETWORK };
    return (emulator.call('ecs:RunTask', input) as RunTaskResponse).tasks ?? [];
  };
  run(logs);
  emulator.advance(60);
  expect(tasks(emulator, 'STOPPED')).toMatchObject([{ stopCode: 'TaskFailedToStart' }]);
  run({ ...logs, 'awslogs-create-group': 'true' });
  emulator.advance(60);
  expect(tasks(emulator, 'RUNNING')).toMatchObject([{ lastStatus: 'RUNNING', group: 'family:web' }]);
  expect(emulator.world.logGroups).toMatchObject([{ name: '/ecs/web' }]);
});

test('a secret or an image of the account that is not there keeps the task from starting', () => {
  const emulator = anAccount();
  const secret = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf';
  const repository = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/app:1';
  const reasonOf = (taskDefinition: string): string | undefined => {
    const input = { cluster: 'prod', taskDefinition, launchType: 'FARGATE', networkConfiguration: NETWORK };
    const [task] = (emulator.call('ecs:RunTask', input) as RunTaskResponse).tasks ?? [];
    emulator.advance(60);
    return emulator.world.tasks.find(({ arn }) => arn === task?.taskArn)?.stoppedReason;
  };
  expect(reasonOf(register(emulator, 'app:1', { secrets: [{ name: 'DB', valueFrom: secret }] }))).toContain(
    `failed to fetch secret ${secret} from secrets manager`,
  );
  expect(reasonOf(register(emulator, repository))).toContain("repository 'app' does not exist");
  emulator.world.secrets.push({ arn: secret, name: 'db', createdAt: 0, value: 'x', tags: {} });
  expect(
    reasonOf(register(emulator, 'app:1', { secrets: [{ name: 'DB', valueFrom: `${secret}:url::` }] })),
  ).toBeUndefined();
});

test('tasks that die in service are replaced, the unhealthy and the retired only when the new one is well', () => {
  for (const happens of ['task-exit', 'unhealthy-task', 'retirement', 'spot-interruption'] as const) {
    const emulator = anAccount();
    const strategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
    const { launchType: _unused, ...service } = aService(register(emulator, 'app:1'), behindLoadBalancer(emulator));
    emulator.call('ecs:CreateService', { ...service, capacityProviderStrategy: strategy });
    emulator.advance(120);
    const before = describe(emulator).deployments?.[0]?.id;
    emulator.changeScenario({ happenings: [{ atSeconds: 10, happens, name: 'web' }] });
    let fewest = 2;
    for (let seconds = 0; seconds < 300; seconds++) {
      emulator.advance(1);
      fewest = Math.min(fewest, emulator.world.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length);
    }
    expect(fewest).toBe(happens === 'unhealthy-task' || happens === 'retirement' ? 2 : 1);
    expect(describe(emulator)).toMatchObject({
      runningCount: 2,
      deployments: [{ id: before, rolloutState: 'COMPLETED' }],
    });
    expect(describe(emulator).events?.[0]?.message).toContain('has reached a steady state.');
    expect(emulator.world.tasks).toHaveLength(3);
  }
});

test('a protected task holds its deployment until the protection ends', () => {
  const emulator = anAccount();
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1'), { desiredCount: 1 }));
  emulator.advance(120);
  const taskArns = (emulator.call('ecs:ListTasks', { cluster: 'prod' }) as ListTasksResponse).taskArns;
  emulator.call('ecs:UpdateTaskProtection', {
    cluster: 'prod',
    tasks: taskArns,
    protectionEnabled: true,
    expiresInMinutes: 20,
  });
  emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(emulator, 'app:2') });
  emulator.advance(1000);
  expect(describe(emulator).deployments?.map(({ rolloutState }) => rolloutState)).toEqual(['IN_PROGRESS', 'COMPLETED']);
  emulator.advance(300);
  expect(describe(emulator).deployments?.map(({ rolloutState }) => rolloutState)).toEqual(['COMPLETED']);
});

test('tasks spread over providers by base and weight', () => {
  const emulator = anAccount();
  const strategy = [
    { capacityProvider: 'FARGATE', base: 1, weight: 1 },
    { capacityProvider: 'FARGATE_SPOT', weight: 3 },
  ];
  const { launchType: _unused, ...service } = aService(register(emulator, 'app:1'), { desiredCount: 9 });
  emulator.call('ecs:CreateService', { ...service, capacityProviderStrategy: strategy });
  emulator.advance(10);
  const names = emulator.world.tasks.map(({ capacityProviderName }) => capacityProviderName);
  expect(names.filter((name) => name === 'FARGATE')).toHaveLength(3);
  expect(names.filter((name) => name === 'FARGATE_SPOT')).toHaveLength(6);
});

test('stopped tasks stay visible for an hour', () => {
  const emulator = anAccount();
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1'), { desiredCount: 1 }));
  emulator.advance(120);
  emulator.call('ecs:DeleteService', { cluster: 'prod', service: 'web', force: true });
  emulator.advance(60);
  expect(describe(emulator).status).toBe('INACTIVE');
  emulator.advance(3500);
  expect(tasks(emulator, 'STOPPED')).toHaveLength(1);
  emulator.advance(200);
  expect(tasks(emulator, 'STOPPED')).toHaveLength(0);
});
