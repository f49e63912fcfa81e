import type {
  DescribeScalableTargetsResponse,
  DescribeScalingPoliciesResponse,
  DescribeScheduledActionsResponse,
  ListTagsForResourceResponse,
  PutScalingPolicyRequest,
  PutScalingPolicyResponse,
  PutScheduledActionRequest,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import { describe, expect, test } from '@jest/globals';

import type { Emulator } from '../../../emulator.ts';
import { aService, anAccount, register } from '../../../../test/world/an-account.ts';

const RESOURCE = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/prod/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;

function anAccountWithTarget(): Emulator {
  const emulator = anAccount();
  emulator.call('ecs:CreateService', aService(register(emulator, 'web:1')));
  emulator.call('application-autoscaling:RegisterScalableTarget', {
    ...RESOURCE,
    MinCapacity: 2,
    MaxCapacity: 10,
    Tags: { team: 'shop' },
  });
  return emulator;
}

const CPU = { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' } as const;
const QUEUE = { MetricName: 'Depth', Namespace: 'Shop', Statistic: 'Average' } as const;

// The emulator's answers are typed by its callers: these are some.
const put = (emulator: Emulator, changes: Partial<PutScalingPolicyRequest> = {}): PutScalingPolicyResponse =>
  emulator.call('application-autoscaling:PutScalingPolicy', {
    ...RESOURCE,
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: { TargetValue: 70, PredefinedMetricSpecification: CPU },
    ...changes,
  }) as PutScalingPolicyResponse;

const tracking = (
  configuration: Partial<TargetTrackingScalingPolicyConfiguration>,
): Partial<PutScalingPolicyRequest> => ({
  TargetTrackingScalingPolicyConfiguration: { TargetValue: 70, ...configuration },
});

const policies = (emulator: Emulator) =>
  (emulator.call('application-autoscaling:DescribeScalingPolicies', RESOURCE) as DescribeScalingPoliciesResponse)
    .ScalingPolicies;

const alarms = (emulator: Emulator) => emulator.world.alarms.map(({ name }) => name.replace(/-[0-9a-f-]{36}$/, ''));

describe('a target tracking policy', () => {
  test('makes its own alarms, and keeps them when it is changed', () => {
    const emulator = anAccountWithTarget();
    const made = put(emulator).Alarms;
    expect(alarms(emulator)).toEqual([
      'TargetTracking-service/prod/web-AlarmHigh',
      'TargetTracking-service/prod/web-AlarmLow',
    ]);
    const changed = put(emulator, tracking({ TargetValue: 50, PredefinedMetricSpecification: CPU })).Alarms;
    expect(changed).toEqual(made);
    expect(policies(emulator)).toMatchObject([{ TargetTrackingScalingPolicyConfiguration: { TargetValue: 50 } }]);
  });

  test('that never scales in has one alarm', () => {
    const emulator = anAccountWithTarget();
    put(emulator);
    put(emulator, tracking({ PredefinedMetricSpecification: CPU, DisableScaleIn: true }));
    expect(alarms(emulator)).toEqual(['TargetTracking-service/prod/web-AlarmHigh']);
  });

  test('takes its alarms along, and goes with its target', () => {
    const emulator = anAccountWithTarget();
    put(emulator);
    emulator.call('application-autoscaling:DeleteScalingPolicy', { ...RESOURCE, PolicyName: 'cpu' });
    expect([policies(emulator), alarms(emulator)]).toEqual([[], []]);
    put(emulator);
    emulator.call('application-autoscaling:DeregisterScalableTarget', RESOURCE);
    expect([emulator.world.scalingPolicies, alarms(emulator)]).toEqual([[], []]);
  });
});

const metricMath = (...Metrics: object[]) => tracking({ CustomizedMetricSpecification: { Metrics: Metrics as [] } });
const M1 = { Id: 'm1', MetricStat: { Metric: { MetricName: 'A', Namespace: 'B' }, Stat: 'Sum' }, ReturnData: false };
const steps = (...StepAdjustments: object[]): Partial<PutScalingPolicyRequest> => ({
  PolicyType: 'StepScaling',
  TargetTrackingScalingPolicyConfiguration: undefined,
  StepScalingPolicyConfiguration: { AdjustmentType: 'ChangeInCapacity', StepAdjustments: StepAdjustments as [] },
});

test.each<{ name: string; changes: Partial<PutScalingPolicyRequest>; says: string; error?: string }>([
  {
    name: 'no target',
    changes: { ResourceId: 'service/prod/nope' },
    says: 'No scalable target registered',
    error: 'ObjectNotFoundException',
  },
  { name: 'no type', changes: { PolicyType: undefined }, says: 'PolicyType is required' },
  { name: 'the configuration of another type', changes: { PolicyType: 'StepScaling' }, says: 'is not allowed' },
  { name: 'no metric', changes: tracking({}), says: 'Exactly one of PredefinedMetricSpecification' },
  {
    name: 'two metrics',
    changes: tracking({ PredefinedMetricSpecification: CPU, CustomizedMetricSpecification: QUEUE }),
    says: 'Exactly one of PredefinedMetricSpecification',
  },
  ...[0, -1].map((TargetValue) => ({
    name: `a target of ${TargetValue}`,
    changes: tracking({ TargetValue, PredefinedMetricSpecification: CPU }),
    says: 'TargetValue',
  })),
  {
    name: 'a metric that ECS does not have',
    // What a client of an older model, or none, may send.
    changes: tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCpu' as never } }),
    says: 'not supported',
  },
  {
    name: 'a statistic that there is not',
    changes: tracking({ CustomizedMetricSpecification: { ...QUEUE, Statistic: 'Mean' as never } }),
    says: 'Mean',
  },
  {
    name: 'a unit that there is not',
    changes: tracking({ CustomizedMetricSpecification: { ...QUEUE, Unit: 'Messages' } }),
    says: 'Messages',
  },
  {
    name: 'a negative cooldown',
    changes: tracking({ PredefinedMetricSpecification: CPU, ScaleInCooldown: -1 }),
    says: 'Cooldown',
  },
  {
    name: 'a metric of another service',
    changes: tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'DynamoDBReadCapacityUtilization' } }),
    says: 'not supported',
  },
  {
    name: 'requests of no target group',
    changes: tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' } }),
    says: 'resource label',
  },
  {
    name: 'requests of a target group that is not there',
    changes: tracking({
      PredefinedMetricSpecification: {
        PredefinedMetricType: 'ALBRequestCountPerTarget',
        ResourceLabel: 'app/a/1/targetgroup/b/2',
      },
    }),
    says: 'Invalid resource label',
  },
  {
    name: 'a metric of which half is missing',
    changes: tracking({ CustomizedMetricSpecification: { MetricName: 'Depth' } }),
    says: 'must be specified for a customized metric',
  },
  { name: 'metric math without a result', changes: metricMath(M1), says: 'the last, must return data' },
  { name: 'an id with a capital', changes: metricMath({ ...M1, Id: 'M1' }), says: 'lowercase' },
  { name: 'an id twice', changes: metricMath(M1, { ...M1, ReturnData: true }), says: 'unique' },
  {
    name: 'an expression that is none',
    changes: metricMath(M1, { Id: 'e1', Expression: 'm1 /', ReturnData: true }),
    says: 'ends too early',
  },
  {
    name: 'an expression of an id that there is not',
    changes: metricMath(M1, { Id: 'e1', Expression: 'm1 / m2', ReturnData: true }),
    says: 'm2',
  },
  {
    name: 'a number as the result',
    changes: metricMath(M1, { Id: 'e1', Expression: 'AVG(m1)', ReturnData: true }),
    says: 'comes to a number',
  },
  { name: 'an empty part', changes: metricMath({ Id: 'e1' }), says: 'Exactly one of Expression and MetricStat' },
  {
    name: 'steps with a gap',
    changes: steps({ MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 1 }, { MetricIntervalLowerBound: 2 }),
    says: 'gaps',
  },
  {
    name: 'steps that end',
    changes: steps({ MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 1 }),
    says: 'null upper bound',
  },
  {
    name: 'a second policy on one metric',
    changes: { PolicyName: 'again' },
    says: 'Only one TargetTrackingScaling policy',
  },
])('AWS refuses a policy with $name', ({ changes, says, error = 'ValidationException' }) => {
  const emulator = anAccountWithTarget();
  put(emulator, { PolicyName: 'first' });
  expect(() => put(emulator, changes)).toThrow(
    expect.objectContaining({ name: error, message: expect.stringContaining(says) }),
  );
  expect(policies(emulator)).toHaveLength(1);
});

const schedule = (emulator: Emulator, changes: Partial<PutScheduledActionRequest> = {}): unknown =>
  emulator.call('application-autoscaling:PutScheduledAction', {
    ...RESOURCE,
    ScheduledActionName: 'night',
    Schedule: 'cron(0 20 ? * MON-FRI *)',
    Timezone: 'Europe/Berlin',
    ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 0 },
    ...changes,
  });

const actions = (emulator: Emulator) =>
  (emulator.call('application-autoscaling:DescribeScheduledActions', RESOURCE) as DescribeScheduledActionsResponse)
    .ScheduledActions;

test('a scheduled action that is changed keeps its schedule and loses its start, unless they are given', () => {
  const emulator = anAccountWithTarget();
  schedule(emulator, { StartTime: new Date('2026-12-01T00:00:00Z') });
  schedule(emulator, { Schedule: undefined, Timezone: undefined, ScalableTargetAction: { MaxCapacity: 3 } });
  const [action] = actions(emulator) ?? [];
  expect(action).toMatchObject({ Schedule: 'cron(0 20 ? * MON-FRI *)', Timezone: 'Europe/Berlin' });
  expect(action).not.toHaveProperty('StartTime');
  expect(action?.ScalableTargetAction).toEqual({ MaxCapacity: 3 });
});

test.each<{ name: string; changes: Partial<PutScheduledActionRequest>; says: string }>([
  { name: 'a colon in its name', changes: { ScheduledActionName: 'a:b' }, says: 'name' },
  { name: 'five fields', changes: { Schedule: 'cron(0 20 * * 1-5)' }, says: 'Schedule expression' },
  ...['Europe/Berln', 'europe/berlin', '+02:00', 'utc'].map((Timezone) => ({
    name: `the zone ${Timezone}`,
    changes: { Timezone },
    says: 'timezone',
  })),
  { name: 'a day that there is not', changes: { Schedule: 'at(2027-02-30T00:00:00)' }, says: 'Schedule expression' },
  { name: 'a moment that is past', changes: { Schedule: 'at(2026-01-01T00:00:00)' }, says: 'in the past' },
  { name: 'a negative capacity', changes: { ScalableTargetAction: { MinCapacity: -3 } }, says: 'less than 0' },
  { name: 'no capacity', changes: { ScalableTargetAction: {} }, says: 'MinCapacity or MaxCapacity' },
  {
    name: 'a maximum below the minimum',
    changes: { ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 1 } },
    says: 'Maximum',
  },
])('AWS refuses a scheduled action with $name', ({ changes, says }) => {
  const emulator = anAccountWithTarget();
  expect(() => schedule(emulator, changes)).toThrow(
    expect.objectContaining({ name: 'ValidationException', message: expect.stringContaining(says) }),
  );
  expect(actions(emulator)).toEqual([]);
});

test.each(['UTC', 'Etc/GMT+9', 'Asia/Kolkata', 'America/Port-au-Prince'])(
  'a scheduled action may be in the zone %s',
  (Timezone) => {
    const emulator = anAccountWithTarget();
    schedule(emulator, { Timezone });
    expect(actions(emulator)).toMatchObject([{ Timezone }]);
  },
);

test('tags of a target are added to those it has', () => {
  const emulator = anAccountWithTarget();
  const found = emulator.call('application-autoscaling:DescribeScalableTargets', RESOURCE);
  const ResourceARN = (found as DescribeScalableTargetsResponse).ScalableTargets?.[0]?.ScalableTargetARN;
  emulator.call('application-autoscaling:TagResource', { ResourceARN, Tags: { stage: 'prod' } });
  const { Tags } = emulator.call('application-autoscaling:ListTagsForResource', {
    ResourceARN,
  }) as ListTagsForResourceResponse;
  expect(Tags).toEqual({ team: 'shop', stage: 'prod' });
});

test('a target has at most 50 policies, and a page at most ten of them', () => {
  const emulator = anAccountWithTarget();
  const putOne = (number: number) => {
    const metric = { ...QUEUE, MetricName: `Depth ${String(number)}` };
    return put(emulator, { PolicyName: `p${String(number)}`, ...tracking({ CustomizedMetricSpecification: metric }) });
  };
  for (let number = 0; number < 50; number++) putOne(number);
  expect(() => putOne(50)).toThrow(expect.objectContaining({ name: 'LimitExceededException' }));
  expect(policies(emulator)).toHaveLength(10);
});

test.each([
  { input: { MaxResults: 11 }, says: "'maxResults'" },
  { input: { ScalableDimension: RESOURCE.ScalableDimension }, says: 'Resource ID must be specified' },
])('policies can not be asked for by $input alone', ({ input, says }) => {
  const ask = () =>
    anAccountWithTarget().call('application-autoscaling:DescribeScalingPolicies', {
      ServiceNamespace: 'ecs',
      ...input,
    });
  expect(ask).toThrow(expect.objectContaining({ name: 'ValidationException', message: expect.stringContaining(says) }));
});
