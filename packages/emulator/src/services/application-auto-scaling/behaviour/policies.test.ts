import type {
  DescribeScalingActivitiesResponse,
  DescribeScalingPoliciesResponse,
  PutScalingPolicyRequest,
  RegisterScalableTargetRequest,
  StepScalingPolicyConfiguration,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { CreateServiceCommandInput } from '@aws-sdk/client-ecs';
import { describe, expect, test } from '@jest/globals';

import type { Emulator } from '../../../emulator.ts';
import { pushMetric } from '../../cloudwatch/behaviour/metrics.ts';
import { containerRuns } from '../../../world/overlaps.ts';
import type { Timings } from '../../../world/scenario.ts';
import { aService, anAccount, describe as described, register } from '../../../../test/world/an-account.ts';

const RESOURCE = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/prod/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;
const CPU: TargetTrackingScalingPolicyConfiguration = {
  TargetValue: 70,
  PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
  ScaleOutCooldown: 60,
  ScaleInCooldown: 60,
};

const registerTarget = (emulator: Emulator, changes: Partial<RegisterScalableTargetRequest>): unknown =>
  emulator.call('application-autoscaling:RegisterScalableTarget', { ...RESOURCE, ...changes });

/** A task runs as soon as it is asked for. */
const AT_ONCE: Partial<Timings> = {
  provisioningSeconds: 0,
  pendingSeconds: 0,
  pullSeconds: 0,
  startSeconds: 0,
  steadySeconds: 0,
  reactionSeconds: 0,
};

/** An account whose service `web` runs two tasks, or so many, may have one to ten, and has no policy yet. */
function anAccountWithTarget(
  desiredCount = 2,
  changes: Partial<CreateServiceCommandInput> = {},
  timings: Partial<Timings> = {},
): Emulator {
  const emulator = anAccount({ scenario: { timings } });
  emulator.call('ecs:CreateService', aService(register(emulator, 'web:1'), { desiredCount, ...changes }));
  registerTarget(emulator, { MinCapacity: 1, MaxCapacity: 10 });
  emulator.advance(300);
  return emulator;
}

const put = (emulator: Emulator, changes: Partial<PutScalingPolicyRequest>): unknown =>
  emulator.call('application-autoscaling:PutScalingPolicy', { ...RESOURCE, PolicyName: 'cpu', ...changes });

const track = (
  emulator: Emulator,
  configuration: TargetTrackingScalingPolicyConfiguration = CPU,
  PolicyName = 'cpu',
): unknown =>
  put(emulator, {
    PolicyName,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: configuration,
  });

const DIMENSIONS = { ClusterName: 'prod', ServiceName: 'web' };

/** So many minutes of a value of a metric of ECS. */
function load(emulator: Emulator, minutes: number, value: number, name = 'CPUUtilization'): void {
  for (let minute = 0; minute < minutes; minute++) {
    pushMetric(emulator.world, { namespace: 'AWS/ECS', name, dimensions: DIMENSIONS, value });
    emulator.advance(60);
  }
}

function activities(emulator: Emulator, IncludeNotScaledActivities = false) {
  const input = { ...RESOURCE, IncludeNotScaledActivities };
  const answer = emulator.call('application-autoscaling:DescribeScalingActivities', input);
  // The emulator's answers are typed by its callers: this is one.
  return (answer as DescribeScalingActivitiesResponse).ScalingActivities ?? [];
}

const reasons = (emulator: Emulator) =>
  activities(emulator, true).flatMap(({ NotScaledReasons = [] }) => NotScaledReasons);

const desiredCount = (emulator: Emulator) => described(emulator).desiredCount;

describe('target tracking', () => {
  test('keeps alarms as AWS makes them', () => {
    const emulator = anAccountWithTarget();
    track(emulator);
    const [high, low] = emulator.world.alarms.map(({ metric }) => metric);
    const common = {
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Dimensions: [
        { Name: 'ClusterName', Value: 'prod' },
        { Name: 'ServiceName', Value: 'web' },
      ],
      Statistic: 'Average',
      Period: 60,
      AlarmActions: [emulator.world.scalingPolicies[0]?.arn],
    };
    expect(high).toMatchObject({
      ...common,
      EvaluationPeriods: 3,
      Threshold: 70,
      ComparisonOperator: 'GreaterThanThreshold',
    });
    expect(low).toMatchObject({
      ...common,
      EvaluationPeriods: 15,
      Threshold: 63,
      ComparisonOperator: 'LessThanThreshold',
    });
    track(emulator, { ...CPU, TargetValue: 50 });
    expect(emulator.world.alarms.map(({ metric }) => metric?.Threshold)).toEqual([50, 45]);
  });

  test.each<{ name: string; configuration: TargetTrackingScalingPolicyConfiguration; high: object }>([
    {
      name: 'the requests of a target group',
      configuration: {
        TargetValue: 1000,
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ALBRequestCountPerTarget',
          ResourceLabel: 'app/web/1234567890123456/targetgroup/web/1234567890123456',
        },
      },
      high: {
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'RequestCountPerTarget',
        Dimensions: [
          { Name: 'TargetGroup', Value: 'targetgroup/web/1234567890123456' },
          { Name: 'LoadBalancer', Value: 'app/web/1234567890123456' },
        ],
        Statistic: 'Sum',
      },
    },
    {
      name: 'memory every 20 seconds',
      configuration: {
        TargetValue: 80,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilizationHighResolution' },
      },
      high: { MetricName: 'MemoryUtilization', Period: 20, EvaluationPeriods: 3 },
    },
    {
      name: 'a metric of its own',
      configuration: {
        TargetValue: 5,
        CustomizedMetricSpecification: { Namespace: 'Shop', MetricName: 'Depth', Statistic: 'Maximum', Unit: 'Count' },
      },
      high: { Namespace: 'Shop', MetricName: 'Depth', Statistic: 'Maximum', Unit: 'Count', Period: 60 },
    },
  ])('of $name', ({ configuration, high }) => {
    const emulator = anAccountWithTarget();
    track(emulator, configuration);
    expect(emulator.world.alarms[0]?.metric).toMatchObject(high);
  });

  test('adds tasks in proportion after three minutes, and takes some away after fifteen', () => {
    const emulator = anAccountWithTarget();
    track(emulator);
    load(emulator, 2, 105);
    expect(desiredCount(emulator)).toBe(2);
    load(emulator, 2, 105);
    expect(desiredCount(emulator)).toBe(3);
    expect(described(emulator).deployments).toHaveLength(1);
    load(emulator, 16, 30);
    expect(described(emulator)).toMatchObject({ desiredCount: 2, runningCount: 2 });
    expect(activities(emulator).map(({ Description, Cause, StatusCode }) => [StatusCode, Description, Cause])).toEqual([
      [
        'Successful',
        'Setting desired count to 2.',
        expect.stringMatching(
          /^monitor alarm TargetTracking-service\/prod\/web-AlarmLow-\S+ in state ALARM triggered policy cpu$/,
        ),
      ],
      [
        'Successful',
        'Setting desired count to 3.',
        expect.stringMatching(/^monitor alarm TargetTracking-service\/prod\/web-AlarmHigh-\S+ in state ALARM/),
      ],
    ]);
    const [, , third] = containerRuns(emulator.world, () => true);
    expect(third?.origin).toMatchObject({ kind: 'call', operation: 'PutScalingPolicy' });
  });

  test('starts from the tasks that run: what has not started yet is not asked for again', () => {
    const emulator = anAccountWithTarget(2);
    emulator.changeScenario({ timings: { pullSeconds: 600 } });
    track(emulator, { ...CPU, ScaleOutCooldown: 0 });
    load(emulator, 8, 105);
    expect(described(emulator)).toMatchObject({ desiredCount: 3, runningCount: 2 });
  });

  test('works metric math out: backlog by task', () => {
    const emulator = anAccountWithTarget();
    const metric = (name: string) => ({
      Metric: { Namespace: 'Shop', MetricName: name },
      Stat: 'Average',
    });
    track(emulator, {
      TargetValue: 10,
      CustomizedMetricSpecification: {
        Metrics: [
          { Id: 'visible', MetricStat: metric('Visible'), ReturnData: false },
          { Id: 'running', MetricStat: metric('Running'), ReturnData: false },
          { Id: 'backlog', Expression: 'visible / running' },
        ],
      },
    });
    for (let minute = 0; minute < 4; minute++) {
      pushMetric(emulator.world, { namespace: 'Shop', name: 'Visible', value: 80 });
      pushMetric(emulator.world, { namespace: 'Shop', name: 'Running', value: 2 });
      emulator.advance(60);
    }
    expect(desiredCount(emulator)).toBe(8);
  });

  test('does not scale in during a deployment, and out all the same', () => {
    const emulator = anAccountWithTarget(4);
    track(emulator);
    load(emulator, 13, 30);
    emulator.changeScenario({ timings: { pullSeconds: 900 } });
    emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', forceNewDeployment: true });
    load(emulator, 5, 30);
    expect(desiredCount(emulator)).toBe(4);
    expect(reasons(emulator)).toEqual([{ Code: 'TargetServicePutResourceAsUnscalable' }]);
    load(emulator, 4, 105);
    expect(desiredCount(emulator)).toBe(6);
  });

  test('writes down why nothing was done, once, for whoever asks', () => {
    const emulator = anAccountWithTarget();
    registerTarget(emulator, { MaxCapacity: 2, MinCapacity: 2 });
    track(emulator);
    load(emulator, 10, 105);
    load(emulator, 20, 30);
    expect(reasons(emulator)).toEqual([
      { Code: 'AlreadyAtMinCapacity', MinCapacity: 2 },
      { Code: 'AlreadyAtMaxCapacity', MaxCapacity: 2 },
    ]);
    expect(activities(emulator, true)[1]).toMatchObject({
      StatusCode: 'Failed',
      Description: 'Attempting to scale due to alarm triggered',
    });
    expect(activities(emulator)).toEqual([]);
  });

  test.each([
    { name: 'below the minimum', count: 1, value: 75, to: 4 },
    { name: 'above the maximum, out', count: 9, value: 105, to: 9 },
    { name: 'above the maximum, in', count: 9, value: 60, minutes: 17, to: 8 },
    { name: 'below the minimum, in', count: 1, value: 30, minutes: 17, to: 1 },
  ])('a count that was set by hand: $name', ({ count, value, minutes = 5, to }) => {
    const emulator = anAccountWithTarget(4);
    registerTarget(emulator, { MinCapacity: 4, MaxCapacity: 8 });
    emulator.advance(2);
    emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', desiredCount: count });
    emulator.advance(300);
    track(emulator, { ...CPU, ScaleOutCooldown: 3600, ScaleInCooldown: 3600 });
    load(emulator, minutes, value);
    expect(desiredCount(emulator)).toBe(to);
  });

  test.each([
    { name: 'out', suspended: 'DynamicScalingOutSuspended', value: 105, minutes: 5, to: 6 },
    { name: 'in', suspended: 'DynamicScalingInSuspended', value: 30, minutes: 17, to: 2 },
  ] as const)('scaling $name is suspended, and goes on when it is resumed', ({ suspended, value, minutes, to }) => {
    const emulator = anAccountWithTarget(4);
    registerTarget(emulator, { SuspendedState: { [suspended]: true } });
    track(emulator, { ...CPU, ScaleOutCooldown: 3600, ScaleInCooldown: 3600 });
    load(emulator, minutes, value);
    expect(desiredCount(emulator)).toBe(4);
    registerTarget(emulator, { SuspendedState: { [suspended]: false } });
    load(emulator, 2, value);
    expect(desiredCount(emulator)).toBe(to);
  });

  test('of several policies the largest count wins, and all must agree to scale in', () => {
    const emulator = anAccountWithTarget();
    track(emulator);
    track(
      emulator,
      {
        ...CPU,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' },
      },
      'memory',
    );
    const both = (minutes: number, cpu: number, memory: number): void => {
      for (let minute = 0; minute < minutes; minute++) {
        pushMetric(emulator.world, {
          namespace: 'AWS/ECS',
          name: 'MemoryUtilization',
          dimensions: DIMENSIONS,
          value: memory,
        });
        load(emulator, 1, cpu);
      }
    };
    both(3, 80, 130);
    both(1, 20, 65);
    expect(desiredCount(emulator)).toBe(4);
    both(20, 20, 65);
    expect(desiredCount(emulator)).toBe(4);
    both(16, 20, 30);
    expect(desiredCount(emulator)).toBe(2);
  });

  test('asks for nothing more when it is deleted', () => {
    const emulator = anAccountWithTarget();
    track(emulator);
    load(emulator, 2, 105);
    emulator.call('application-autoscaling:DeleteScalingPolicy', { ...RESOURCE, PolicyName: 'cpu' });
    load(emulator, 5, 105);
    expect(desiredCount(emulator)).toBe(2);
  });
});

describe('steps', () => {
  const step = (
    emulator: Emulator,
    configuration: Partial<StepScalingPolicyConfiguration> = {},
    alarm: Partial<PutMetricAlarmInput> = {},
  ): void => {
    put(emulator, {
      PolicyName: 'steps',
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'ChangeInCapacity',
        StepAdjustments: [
          { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 20, ScalingAdjustment: 1 },
          { MetricIntervalLowerBound: 20, ScalingAdjustment: 3 },
        ],
        Cooldown: 300,
        ...configuration,
      },
    });
    emulator.call('cloudwatch:PutMetricAlarm', {
      AlarmName: 'cpu-gt-70',
      AlarmActions: [emulator.world.scalingPolicies[0]?.arn],
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Dimensions: [
        { Name: 'ClusterName', Value: 'prod' },
        { Name: 'ServiceName', Value: 'web' },
      ],
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 2,
      Threshold: 70,
      ComparisonOperator: 'GreaterThanThreshold',
      ...alarm,
    });
  };

  test('are taken when the alarm that names the policy fires, and a larger one within the cooldown', () => {
    const emulator = anAccountWithTarget();
    step(emulator);
    load(emulator, 4, 80);
    expect(desiredCount(emulator)).toBe(3);
    load(emulator, 2, 100);
    expect(desiredCount(emulator)).toBe(5);
    expect(activities(emulator)[0]?.Cause).toBe('monitor alarm cpu-gt-70 in state ALARM triggered policy steps');
  });

  test.each([
    { type: undefined, to: 3 },
    { type: 'Minimum', to: 3 },
    { type: 'Maximum', to: 5 },
  ] as const)('go by the aggregation $type of what the alarm judges', ({ type, to }) => {
    const emulator = anAccountWithTarget();
    step(emulator, type === undefined ? {} : { MetricAggregationType: type });
    load(emulator, 1, 95);
    load(emulator, 1, 71);
    emulator.advance(30);
    expect(desiredCount(emulator)).toBe(to);
  });

  test('are taken for an alarm that somebody sets by hand, where there is data', () => {
    const emulator = anAccountWithTarget();
    step(emulator);
    load(emulator, 1, 100);
    emulator.advance(10);
    emulator.call('cloudwatch:SetAlarmState', {
      AlarmName: 'cpu-gt-70',
      StateValue: 'ALARM',
      StateReason: 'to try it',
    });
    emulator.advance(2);
    expect(desiredCount(emulator)).toBe(5);
  });

  test('are taken once a minute, also where the alarm looks every ten seconds', () => {
    const emulator = anAccountWithTarget(2, {}, AT_ONCE);
    step(emulator, { Cooldown: 0 }, { Period: 10, EvaluationPeriods: 1 });
    for (let second = 0; second < 180; second += 10) {
      const metric = { namespace: 'AWS/ECS', name: 'CPUUtilization', dimensions: DIMENSIONS };
      pushMetric(emulator.world, { ...metric, value: 80, isHighResolution: true });
      emulator.advance(10);
    }
    expect(desiredCount(emulator)).toBe(5);
  });

  test('leave the alarm behind when they are deleted, and it tells nobody any more', () => {
    const emulator = anAccountWithTarget();
    step(emulator);
    const policies = () =>
      (emulator.call('application-autoscaling:DescribeScalingPolicies', RESOURCE) as DescribeScalingPoliciesResponse)
        .ScalingPolicies;
    expect(policies()?.map(({ Alarms }) => Alarms?.map(({ AlarmName }) => AlarmName))).toEqual([['cpu-gt-70']]);
    emulator.call('application-autoscaling:DeleteScalingPolicy', { ...RESOURCE, PolicyName: 'steps' });
    expect(emulator.world.alarms).toMatchObject([{ name: 'cpu-gt-70', metric: { AlarmActions: [] } }]);
  });

  test('are not taken where the actions of the alarm are off', () => {
    const emulator = anAccountWithTarget();
    step(emulator, {}, { ActionsEnabled: false });
    load(emulator, 5, 100);
    expect(desiredCount(emulator)).toBe(2);
  });
});

test('scaling that nobody asks for costs nothing: a target and its policies are on no agenda', () => {
  const emulator = anAccountWithTarget();
  track(emulator);
  emulator.advance(3600);
  expect(emulator.world.agenda).toEqual([]);
});
