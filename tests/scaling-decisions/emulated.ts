import { Emulator, seedSurroundings } from '@fargate-actions/emulator';
import type { LimitChange, SimulatedPolicy, Simulation, SimulationInput, StepPolicy } from '@fargate-actions/scaling';

/** Everything takes no time: only decisions are compared, and none of what a task takes to start or to stop. */
const AT_ONCE = {
  provisioningSeconds: 0,
  pendingSeconds: 0,
  pullSeconds: 0,
  startSeconds: 0,
  steadySeconds: 0,
  deprovisioningSeconds: 0,
  placementSeconds: 0,
  reactionSeconds: 0,
  exitSeconds: 0,
  jitter: 0,
} as const;

const SERVICE = { cluster: 'amply-prod', service: 'shop-worker' } as const;
const RESOURCE = {
  ServiceNamespace: 'ecs',
  ScalableDimension: 'ecs:service:DesiredCount',
  ResourceId: `service/${SERVICE.cluster}/${SERVICE.service}`,
} as const;
const NAMESPACE = 'Shop';

/**
 * What the emulator's Application Auto Scaling does with the same series, pushed minute by minute as metrics of CloudWatch
 * and evaluated by its alarms.
 *
 * A metric that tasks share is pushed as it is measured with the tasks that run then.
 */
export function emulated({
  series,
  startTasks,
  minTasks,
  maxTasks,
  scheduled = [],
  tasksThen = [],
}: SimulationInput): Simulation['changes'] {
  const emulator = anAccount(startTasks);
  emulator.call('application-autoscaling:RegisterScalableTarget', {
    ...RESOURCE,
    MinCapacity: minTasks,
    MaxCapacity: maxTasks,
  });
  series.forEach(({ policy }, index) => {
    putPolicy(emulator, policy, index);
  });
  emulator.advance(30);
  scheduled.forEach((change, index) => {
    putAction(emulator, change, index);
  });
  const desiredCount = (): number => emulator.world.services[0]?.desiredCount ?? 0;
  const minutes = Math.max(0, ...series.map(({ values }) => values.length));
  const changes: { minute: number; from: number; to: number }[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    const from = desiredCount();
    const then = tasksThen[minute] ?? startTasks;
    series.forEach(({ policy, values }, index) => {
      const value = values[minute];
      const isShared = policy.isPerTask && then > 0;
      const sharedBy = policy.hasValueAtZero ? Math.max(1, from) : from;
      // Of no task nothing is measured.
      if (value === undefined || (isShared && sharedBy === 0)) return;
      pushValue(emulator, index, isShared ? (value * then) / sharedBy : value);
    });
    // From the middle of this minute to that of the next: alarms look at it some seconds after its end.
    emulator.advance(60);
    const to = desiredCount();
    if (to !== from) changes.push({ minute, from, to });
  }
  return changes;
}

/** An account in which so many tasks of the service run, and no deployment goes on. */
function anAccount(desiredCount: number): Emulator {
  const emulator = new Emulator({ scenario: { timings: AT_ONCE, limits: false } });
  seedSurroundings(emulator.world);
  emulator.call('ecs:RegisterTaskDefinition', {
    family: SERVICE.service,
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [{ name: 'worker', image: 'shop/worker:1' }],
  });
  const { subnets, securityGroups } = emulator.world;
  emulator.call('ecs:CreateService', {
    cluster: SERVICE.cluster,
    serviceName: SERVICE.service,
    taskDefinition: SERVICE.service,
    desiredCount,
    launchType: 'FARGATE',
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: subnets.slice(0, 1).map(({ id }) => id),
        securityGroups: securityGroups.slice(0, 1).map(({ id }) => id),
      },
    },
  });
  emulator.advance(120);
  return emulator;
}

const metricOf = (index: number): string => `Load ${index}`;

function pushValue(emulator: Emulator, index: number, value: number): void {
  emulator.call('cloudwatch:PutMetricData', {
    Namespace: NAMESPACE,
    MetricData: [{ MetricName: metricOf(index), Value: value }],
  });
}

function putPolicy(emulator: Emulator, policy: SimulatedPolicy, index: number): void {
  const put = (configuration: object): unknown =>
    emulator.call('application-autoscaling:PutScalingPolicy', {
      ...RESOURCE,
      PolicyName: `policy ${index}`,
      ...configuration,
    });
  if (policy.kind === 'target tracking') {
    put({
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: policy.targetValue,
        ScaleOutCooldown: policy.scaleOutCooldownSeconds,
        ScaleInCooldown: policy.scaleInCooldownSeconds,
        DisableScaleIn: !policy.scalesIn,
        CustomizedMetricSpecification: { Namespace: NAMESPACE, MetricName: metricOf(index), Statistic: 'Average' },
      },
    });
    return;
  }
  put({
    PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: {
      AdjustmentType: policy.adjustmentType,
      Cooldown: policy.cooldownSeconds,
      StepAdjustments: policy.steps.map(({ from, to, adjustment }) => ({
        MetricIntervalLowerBound: from,
        MetricIntervalUpperBound: to,
        ScalingAdjustment: adjustment,
      })),
      ...(policy.leastChange !== undefined && { MinAdjustmentMagnitude: policy.leastChange }),
    },
  });
  putAlarm(emulator, policy, index);
}

/** Puts an action that acts once, as the minute begins; the world is in the middle of the first one. */
function putAction(emulator: Emulator, { minute, minTasks, maxTasks }: LimitChange, index: number): void {
  const at = Math.floor(emulator.world.now / 60_000 + minute) * 60_000;
  emulator.call('application-autoscaling:PutScheduledAction', {
    ...RESOURCE,
    ScheduledActionName: `action ${index}`,
    Schedule: `at(${new Date(at).toISOString().slice(0, 19)})`,
    ScalableTargetAction: {
      ...(minTasks !== undefined && { MinCapacity: minTasks }),
      ...(maxTasks !== undefined && { MaxCapacity: maxTasks }),
    },
  });
}

const COMPARISONS = {
  above: 'GreaterThanThreshold',
  'at least': 'GreaterThanOrEqualToThreshold',
  below: 'LessThanThreshold',
  'at most': 'LessThanOrEqualToThreshold',
} as const;

/** The alarm that sets a step policy off: people make it by themselves. */
function putAlarm(emulator: Emulator, { alarm }: StepPolicy, index: number): void {
  emulator.call('cloudwatch:PutMetricAlarm', {
    AlarmName: `alarm ${index}`,
    AlarmActions: [emulator.world.scalingPolicies[index]?.arn],
    Namespace: NAMESPACE,
    MetricName: metricOf(index),
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: alarm.periods,
    DatapointsToAlarm: alarm.datapoints,
    Threshold: alarm.threshold,
    ComparisonOperator: COMPARISONS[alarm.comparison],
    TreatMissingData: alarm.missing,
  });
}
