import { describe as group, expect, test } from '@jest/globals';
import type { CreateServiceCommandInput, ListServicesResponse, UpdateServiceCommandInput } from '@aws-sdk/client-ecs';

import type { Emulator } from '../../../emulator.ts';
import { aService, anAccount, behindLoadBalancer, describe, register } from '../../../../test/world/an-account.ts';

const strategy = (name: string) => [{ capacityProvider: name, weight: 1 }];

group('CreateService refuses', () => {
  const cases: readonly {
    readonly name: string;
    readonly input: (emulator: Emulator) => Partial<CreateServiceCommandInput>;
    readonly error: string;
    readonly message: RegExp;
  }[] = [
    {
      name: 'a cluster that is not there',
      input: () => ({ cluster: 'none' }),
      error: 'ClusterNotFoundException',
      message: /^Cluster not found\.$/,
    },
    {
      name: 'a task definition that is not there',
      input: () => ({ taskDefinition: 'none' }),
      error: 'ClientException',
      message: /^TaskDefinition not found\.$/,
    },
    { name: 'no name', input: () => ({ serviceName: '' }), error: 'InvalidParameterException', message: /name/ },
    {
      name: 'no desired count',
      input: () => ({ desiredCount: undefined }),
      error: 'InvalidParameterException',
      message: /DesiredCount/,
    },
    {
      name: 'a launch type beside a strategy',
      input: () => ({ capacityProviderStrategy: strategy('FARGATE') }),
      error: 'InvalidParameterException',
      message: /both a launch type and capacity provider strategy/,
    },
    {
      name: 'a provider that the cluster has not',
      input: (emulator) => {
        emulator.call('ecs:PutClusterCapacityProviders', {
          cluster: 'prod',
          capacityProviders: ['FARGATE'],
          defaultCapacityProviderStrategy: [],
        });
        return { launchType: undefined, capacityProviderStrategy: strategy('FARGATE_SPOT') };
      },
      error: 'InvalidParameterException',
      message: /not associated with the cluster/,
    },
    {
      name: 'two bases',
      input: () => ({
        launchType: undefined,
        capacityProviderStrategy: ['FARGATE', 'FARGATE_SPOT'].map((capacityProvider) => ({
          capacityProvider,
          base: 1,
          weight: 1,
        })),
      }),
      error: 'InvalidParameterException',
      message: /one capacity provider with a base/,
    },
    {
      name: 'no network',
      input: () => ({ networkConfiguration: undefined }),
      error: 'InvalidParameterException',
      message: /Network Configuration must be provided/,
    },
    {
      name: 'an unknown subnet',
      input: () => ({ networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-x'] } } }),
      error: 'InvalidParameterException',
      message: /InvalidSubnetID\.NotFound/,
    },
    {
      name: 'an unknown security group',
      input: () => ({
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-x'] } },
      }),
      error: 'InvalidParameterException',
      message: /InvalidGroup\.NotFound/,
    },
    {
      name: 'six security groups',
      input: () => ({
        networkConfiguration: {
          awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: Array<string>(6).fill('sg-1') },
        },
      }),
      error: 'InvalidParameterException',
      message: /at most 5/,
    },
    {
      name: 'an unknown target group',
      input: () => ({
        loadBalancers: [
          {
            targetGroupArn: 'arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/x/1',
            containerName: 'app',
            containerPort: 80,
          },
        ],
      }),
      error: 'InvalidParameterException',
      message: /does not exist/,
    },
    {
      name: 'a container that is not in the task definition',
      input: (emulator) => ({
        loadBalancers: [
          { targetGroupArn: emulator.world.targetGroups[0]?.arn, containerName: 'web', containerPort: 80 },
        ],
      }),
      error: 'InvalidParameterException',
      message: /container web does not exist/,
    },
    {
      name: 'a port that the container has not',
      input: (emulator) => ({
        loadBalancers: [
          { targetGroupArn: emulator.world.targetGroups[0]?.arn, containerName: 'app', containerPort: 81 },
        ],
      }),
      error: 'InvalidParameterException',
      message: /container port 81/,
    },
    {
      name: 'a target group without load balancer',
      input: (emulator) => {
        emulator.world.targetGroups[0]?.loadBalancerArns.pop();
        return behindLoadBalancer(emulator);
      },
      error: 'InvalidParameterException',
      message: /does not have an associated load balancer/,
    },
    {
      name: 'a grace period without load balancer',
      input: () => ({ healthCheckGracePeriodSeconds: 10 }),
      error: 'InvalidParameterException',
      message: /grace period is only valid/,
    },
    {
      name: 'rebalancing with maximumPercent 100',
      input: () => ({
        availabilityZoneRebalancing: 'ENABLED',
        deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
      }),
      error: 'InvalidParameterException',
      message: /does not support maximumPercent <= 100/,
    },
    {
      name: 'rebalancing by default with maximumPercent 100',
      input: () => ({
        availabilityZoneRebalancing: undefined,
        deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
      }),
      error: 'InvalidParameterException',
      message: /does not support maximumPercent <= 100/,
    },
    {
      name: 'the daemon strategy',
      input: () => ({ schedulingStrategy: 'DAEMON' }),
      error: 'InvalidParameterException',
      message: /daemon/,
    },
    {
      name: 'an unknown launch type',
      input: () => ({ launchType: 'LAMBDA' as 'FARGATE' }),
      error: 'InvalidParameterException',
      message: /enum value set: \[EC2, EXTERNAL, FARGATE/,
    },
    {
      name: 'an alarm that is not there',
      input: () => ({ deploymentConfiguration: { alarms: { alarmNames: ['none'], enable: true, rollback: true } } }),
      error: 'InvalidParameterException',
      message: /alarm none does not exist/,
    },
    {
      name: 'a reserved tag',
      input: () => ({ tags: [{ key: 'aws:x', value: 'y' }] }),
      error: 'InvalidParameterException',
      message: /reserved/,
    },
  ];
  test.each(cases)('$name', ({ input, error, message }) => {
    const emulator = anAccount();
    const whole = aService(register(emulator, 'app:1'), input(emulator));
    let thrown: unknown;
    try {
      emulator.call('ecs:CreateService', whole);
    } catch (failure) {
      thrown = failure;
    }
    expect(thrown).toMatchObject({ name: error, message: expect.stringMatching(message) });
    expect(emulator.world.services).toEqual([]);
    expect(emulator.world.serviceDeployments).toEqual([]);
  });
});

test('a service is created once, and again only after it is gone', () => {
  const emulator = anAccount();
  const input = aService(register(emulator, 'app:1'), { clientToken: 'one', desiredCount: 1 });
  emulator.call('ecs:CreateService', input);
  emulator.call('ecs:CreateService', input);
  expect(emulator.world.services).toHaveLength(1);
  expect(() => emulator.call('ecs:CreateService', { ...input, clientToken: 'two' })).toThrow('not idempotent');
  emulator.advance(60);
  expect(() => emulator.call('ecs:DeleteService', { cluster: 'prod', service: 'web' })).toThrow('scaled above 0');
  emulator.call('ecs:DeleteService', { cluster: 'prod', service: 'web', force: true });
  expect(() => emulator.call('ecs:CreateService', input)).toThrow('still Draining');
  expect(() => emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web' })).toThrow('not ACTIVE');
  emulator.advance(60);
  emulator.call('ecs:CreateService', input);
  expect(describe(emulator)).toMatchObject({ status: 'ACTIVE', desiredCount: 1 });
});

test('without launch type and strategy the default strategy of the cluster applies, and without that EC2', () => {
  const emulator = anAccount();
  const { launchType: _unused, ...input } = aService(register(emulator, 'app:1'));
  emulator.call('ecs:CreateService', input);
  expect(describe(emulator).launchType).toBe('EC2');
  emulator.advance(5);
  expect(describe(emulator).events?.[0]?.message).toContain('No Container Instances were found');
  const capacityProviders = ['FARGATE', 'FARGATE_SPOT'];
  const defaultCapacityProviderStrategy = strategy('FARGATE_SPOT');
  emulator.call('ecs:PutClusterCapacityProviders', {
    cluster: 'prod',
    capacityProviders,
    defaultCapacityProviderStrategy,
  });
  emulator.call('ecs:CreateService', { ...input, serviceName: 'other' });
  const other = describe(emulator, 'other');
  expect(other).not.toHaveProperty('launchType');
  expect(other.capacityProviderStrategy).toEqual([{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }]);
});

group('UpdateService', () => {
  const deploys: readonly { readonly name: string; readonly change: UpdateServiceCommandInput }[] = [
    { name: 'forceNewDeployment', change: { service: 'web', forceNewDeployment: true } },
    {
      name: 'another network',
      change: { service: 'web', networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } } },
    },
    { name: 'another platform version', change: { service: 'web', platformVersion: '1.4.0' } },
    { name: 'no load balancers any more', change: { service: 'web', loadBalancers: [] } },
    { name: 'another task definition', change: { service: 'web', taskDefinition: 'web:2' } },
  ];
  const onlyChanges: readonly { readonly name: string; readonly change: UpdateServiceCommandInput }[] = [
    { name: 'desiredCount', change: { service: 'web', desiredCount: 3 } },
    { name: 'the percentages', change: { service: 'web', deploymentConfiguration: { maximumPercent: 150 } } },
    {
      name: 'the circuit breaker',
      change: {
        service: 'web',
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
      },
    },
    { name: 'availability zone rebalancing', change: { service: 'web', availabilityZoneRebalancing: 'ENABLED' } },
    { name: 'the grace period', change: { service: 'web', healthCheckGracePeriodSeconds: 30 } },
    { name: 'execute command', change: { service: 'web', enableExecuteCommand: true } },
    { name: 'the same task definition', change: { service: 'web', taskDefinition: 'web:1' } },
    {
      name: 'the same network',
      change: {
        service: 'web',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'], securityGroups: ['sg-1'] } },
      },
    },
  ];
  function updated(change: UpdateServiceCommandInput): { before: string | undefined; emulator: Emulator } {
    const emulator = anAccount();
    emulator.call('ecs:CreateService', aService(register(emulator, 'app:1'), behindLoadBalancer(emulator)));
    register(emulator, 'app:2');
    emulator.advance(300);
    const before = describe(emulator).deployments?.[0]?.id;
    emulator.call('ecs:UpdateService', { cluster: 'prod', ...change });
    return { before, emulator };
  }
  test.each(deploys)('starts a deployment for $name', ({ change }) => {
    const { before, emulator } = updated(change);
    const { deployments } = describe(emulator);
    expect(deployments).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS' },
      { id: before, status: 'ACTIVE' },
    ]);
    emulator.advance(600);
    expect(describe(emulator).deployments).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED' }]);
  });
  test.each(onlyChanges)('starts none for $name', ({ change }) => {
    const { before, emulator } = updated(change);
    expect(describe(emulator).deployments).toMatchObject([{ id: before, rolloutState: 'COMPLETED' }]);
  });
  test('moves from the launch type to a strategy, to another one, and back only with a new deployment', () => {
    const { emulator } = updated({ service: 'web' });
    const move = { cluster: 'prod', service: 'web', capacityProviderStrategy: strategy('FARGATE_SPOT') };
    const refuses = (input: object) => {
      expect(() => emulator.call('ecs:UpdateService', input)).toThrow('you must force a new deployment');
    };
    refuses(move);
    // A revision that is deployed anyway is no forced deployment.
    refuses({ ...move, taskDefinition: register(emulator, 'app:9') });
    emulator.call('ecs:UpdateService', { ...move, forceNewDeployment: true });
    expect(describe(emulator)).not.toHaveProperty('launchType');
    emulator.advance(600);
    expect(
      emulator.world.tasks
        .filter(({ lastStatus }) => lastStatus === 'RUNNING')
        .map(({ capacityProviderName }) => capacityProviderName),
    ).toEqual(['FARGATE_SPOT', 'FARGATE_SPOT']);
    refuses({ ...move, capacityProviderStrategy: strategy('FARGATE') });
    refuses({ ...move, capacityProviderStrategy: [] });
    const same = [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }];
    emulator.call('ecs:UpdateService', { ...move, capacityProviderStrategy: same });
    expect(describe(emulator).deployments).toHaveLength(1);
    emulator.call('ecs:UpdateService', { ...move, capacityProviderStrategy: [], forceNewDeployment: true });
    expect(describe(emulator)).toMatchObject({ launchType: 'FARGATE' });
  });
});

test('lists come in small pages, and what is asked for by name says what is missing', () => {
  const emulator = anAccount({ scenario: { pageSize: 2 } });
  const taskDefinition = register(emulator, 'app:1');
  for (const serviceName of ['a', 'b', 'c'])
    emulator.call('ecs:CreateService', { ...aService(taskDefinition), serviceName });
  const first = emulator.call('ecs:ListServices', { cluster: 'prod' }) as ListServicesResponse;
  expect(first.serviceArns).toHaveLength(2);
  const second = emulator.call('ecs:ListServices', {
    cluster: 'prod',
    nextToken: first.nextToken,
  }) as ListServicesResponse;
  expect(second.serviceArns).toHaveLength(1);
  expect(second).not.toHaveProperty('nextToken');
  expect(
    (emulator.call('ecs:ListServices', { cluster: 'prod', maxResults: 100 }) as ListServicesResponse).serviceArns,
  ).toHaveLength(3);
  expect(emulator.call('ecs:DescribeServices', { cluster: 'prod', services: ['a', 'z'] })).toMatchObject({
    services: [{ serviceName: 'a' }],
    failures: [{ arn: 'arn:aws:ecs:eu-central-1:123456789012:service/prod/z', reason: 'MISSING' }],
  });
  const eleven = Array.from({ length: 11 }, (_, index) => `s${index}`);
  expect(() => emulator.call('ecs:DescribeServices', { cluster: 'prod', services: eleven })).toThrow(
    'cannot be more than 10',
  );
});

test('startedBy is the only filter of ListTasks where it is given, and family goes with serviceName', () => {
  const emulator = anAccount();
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1')));
  emulator.advance(5);
  const startedBy = describe(emulator).deployments?.[0]?.id;
  expect(emulator.call('ecs:ListTasks', { cluster: 'prod', startedBy })).toMatchObject({
    taskArns: [expect.any(String), expect.any(String)],
  });
  expect(() => emulator.call('ecs:ListTasks', { cluster: 'prod', startedBy, family: 'web' })).toThrow('only filter');
  expect(emulator.call('ecs:ListTasks', { cluster: 'prod', serviceName: 'web', family: 'web' })).toMatchObject({
    taskArns: [expect.any(String), expect.any(String)],
  });
  expect(emulator.call('ecs:ListTasks', { cluster: 'prod', desiredStatus: 'STOPPED' })).toEqual({ taskArns: [] });
});

group('a service of before 2021, whose ARN is without its cluster', () => {
  const SHORT = 'arn:aws:ecs:eu-central-1:123456789012:service/old';
  const LONG = 'arn:aws:ecs:eu-central-1:123456789012:service/prod/old';
  const tags = [{ key: 'team', value: 'shop' }];
  const create = (emulator: Emulator, changes: Partial<CreateServiceCommandInput> = {}) =>
    emulator.call('ecs:CreateService', aService(register(emulator, 'web'), { serviceName: 'old', ...changes }));

  test('is created without tags, and with tags refused', () => {
    const emulator = anAccount({ scenario: { serviceLongArnFormat: 'disabled' } });
    expect(() => create(emulator, { tags })).toThrow(
      'The new ARN and resource ID format must be enabled to add tags to the service.',
    );
    create(emulator);
    expect(describe(emulator, 'old')).toMatchObject({ serviceArn: SHORT });
  });

  test.each([
    { arn: SHORT, message: 'Long arn format must be used for tagging operations' },
    { arn: LONG, message: 'The specified service does not have the longArn format.' },
  ])('is not tagged by $arn', ({ arn, message }) => {
    const emulator = anAccount({ scenario: { serviceLongArnFormat: 'disabled' } });
    create(emulator);
    emulator.changeScenario({ serviceLongArnFormat: 'enabled' });
    for (const [operation, input] of [
      ['TagResource', { tags }],
      ['UntagResource', { tagKeys: ['team'] }],
      ['ListTagsForResource', {}],
    ] as const)
      expect(() => emulator.call(`ecs:${operation}`, { resourceArn: arn, ...input })).toThrow(message);
  });
});
