import type { TargetTrackingScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';

import { defineMetricAlarm, removeAlarms } from '../../cloudwatch/behaviour/alarms.ts';
import { uuid } from '../../../world/random.ts';
import type { ScalingPolicy } from '../model.ts';
import type { World } from '../../../world/world.ts';

/** An alarm of target tracking asks for more capacity, or lets some of it go. */
export type Side = 'High' | 'Low';

/** Of which side an alarm of target tracking is. */
export const sideOf = (alarmName: string): Side => (/-AlarmLow-[0-9a-f-]{36}$/.test(alarmName) ? 'Low' : 'High');

/**
 * Makes the alarms that target tracking keeps for itself, or brings them up to date: two, or one where it never scales in.
 * Other policies have none of their own.
 *
 * Three minutes above the target, fifteen below nine tenths of it: AWS documents that it scales in only when the metric is
 * "usually more than 10% lower", and the numbers of periods show in every account.
 */
export function keepAlarms(world: World, policy: ScalingPolicy): void {
  const { targetTracking } = policy.configuration;
  const sides: Side[] = targetTracking ? (targetTracking.DisableScaleIn ? ['High'] : ['High', 'Low']) : [];
  const names = sides.map(
    (side) => policy.alarmNames.find((name) => sideOf(name) === side) ?? newName(world, policy, side),
  );
  removeAlarms(
    world,
    policy.alarmNames.filter((name) => !names.includes(name)),
  );
  policy.alarmNames = names;
  if (targetTracking) for (const name of names) defineMetricAlarm(world, alarmOf(policy, targetTracking, name));
}

function newName(world: World, { resourceId }: ScalingPolicy, side: Side): string {
  return `TargetTracking-${resourceId}-Alarm${side}-${uuid(world, 'calls')}`;
}

function alarmOf(
  { arn, resourceId }: ScalingPolicy,
  configuration: TargetTrackingScalingPolicyConfiguration,
  name: string,
): PutMetricAlarmInput {
  const { TargetValue = 0 } = configuration;
  const isHigh = sideOf(name) === 'High';
  const { periodSeconds, ...metric } = metricOf(configuration, resourceId);
  return {
    AlarmName: name,
    AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${arn}.`,
    ActionsEnabled: true,
    AlarmActions: [arn],
    EvaluationPeriods: isHigh ? 3 : (15 * 60) / periodSeconds,
    ComparisonOperator: isHigh ? 'GreaterThanThreshold' : 'LessThanThreshold',
    Threshold: isHigh ? TargetValue : Number((TargetValue * 0.9).toPrecision(12)),
    ...metric,
  };
}

type MetricOfAlarm = Pick<
  PutMetricAlarmInput,
  'Namespace' | 'MetricName' | 'Dimensions' | 'Statistic' | 'Unit' | 'Period' | 'Metrics'
> & { readonly periodSeconds: number };

function metricOf(
  { PredefinedMetricSpecification, CustomizedMetricSpecification: own }: TargetTrackingScalingPolicyConfiguration,
  resourceId: string,
): MetricOfAlarm {
  if (PredefinedMetricSpecification) {
    const { PredefinedMetricType = '', ResourceLabel = '' } = PredefinedMetricSpecification;
    return predefined(PredefinedMetricType, ResourceLabel, resourceId);
  }
  if (own?.Metrics) {
    const queries = own.Metrics.map(({ MetricStat, ...query }) => ({
      ...query,
      ...(MetricStat && { MetricStat: { ...MetricStat, Period: 60 } }),
    }));
    // Its statistics and units are any of CloudWatch's, as strings: what else comes in was refused.
    return { Metrics: queries as NonNullable<PutMetricAlarmInput['Metrics']>, periodSeconds: 60 };
  }
  const { Namespace, MetricName, Dimensions = [], Statistic, Unit } = own ?? {};
  return {
    Namespace,
    MetricName,
    Dimensions,
    Statistic,
    ...(Unit !== undefined && { Unit: Unit as PutMetricAlarmInput['Unit'] }),
    Period: 60,
    periodSeconds: 60,
  };
}

/** The metrics that AWS names by a word. Source: Application Auto Scaling API reference, PredefinedMetricSpecification. */
function predefined(type: string, label: string, resourceId: string): MetricOfAlarm {
  if (type === 'ALBRequestCountPerTarget') {
    const [loadBalancer = '', targetGroup = ''] = label.split('/targetgroup/');
    return {
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'RequestCountPerTarget',
      Dimensions: [
        { Name: 'TargetGroup', Value: `targetgroup/${targetGroup}` },
        { Name: 'LoadBalancer', Value: loadBalancer },
      ],
      Statistic: 'Sum',
      Period: 60,
      periodSeconds: 60,
    };
  }
  const [, clusterName = '', serviceName = ''] = resourceId.split('/');
  // Source: ECS developer guide, "Faster auto scaling with high-resolution metrics".
  const periodSeconds = type.endsWith('HighResolution') ? 20 : 60;
  return {
    Namespace: 'AWS/ECS',
    MetricName: type.includes('Memory') ? 'MemoryUtilization' : 'CPUUtilization',
    Dimensions: [
      { Name: 'ClusterName', Value: clusterName },
      { Name: 'ServiceName', Value: serviceName },
    ],
    Statistic: 'Average',
    Period: periodSeconds,
    periodSeconds,
  };
}
