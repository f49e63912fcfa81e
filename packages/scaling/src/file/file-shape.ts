import type {
  AdjustmentType,
  CustomizedMetricSpecification,
  MetricAggregationType,
  MetricDimension,
  MetricStatistic,
  PolicyType,
  PredefinedMetricSpecification,
  PredictiveScalingCustomizedMetricSpecification,
  PredictiveScalingMetricDataQuery,
  PredictiveScalingMetricSpecification,
  PredictiveScalingMetricStat,
  PredictiveScalingPolicyConfiguration,
  PutScalingPolicyRequest,
  PutScheduledActionRequest,
  RegisterScalableTargetRequest,
  ScalableTargetAction,
  StepAdjustment,
  StepScalingPolicyConfiguration,
  SuspendedState,
  TargetTrackingMetric,
  TargetTrackingMetricDataQuery,
  TargetTrackingMetricStat,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import type { Fields, FieldsOf, Shape } from '@fargate-actions/documents';

const choice = <Value extends string>(members: Record<Value, true>): Shape => ({ choice: Object.keys(members) });

const dimensions = { items: { fields: { name: 'text', value: 'text' } satisfies FieldsOf<MetricDimension> } } as const;

const metric = {
  fields: { dimensions, metricName: 'text', namespace: 'text' } satisfies FieldsOf<TargetTrackingMetric>,
} as const;

const query = {
  id: 'text',
  expression: 'text',
  label: 'text',
  metricStat: {
    fields: {
      metric,
      stat: 'text',
      unit: 'text',
    } satisfies FieldsOf<TargetTrackingMetricStat> satisfies FieldsOf<PredictiveScalingMetricStat>,
  },
  returnData: 'flag',
} as const satisfies FieldsOf<TargetTrackingMetricDataQuery> satisfies FieldsOf<PredictiveScalingMetricDataQuery>;

/** The predefined metrics of ECS services. Source: reference/ecs-facts.md, "Application Auto Scaling". */
export const PREDEFINED_METRICS = [
  'ECSServiceAverageCPUUtilization',
  'ECSServiceAverageMemoryUtilization',
  'ECSServiceAverageCPUUtilizationHighResolution',
  'ECSServiceAverageMemoryUtilizationHighResolution',
  'ALBRequestCountPerTarget',
];

const targetTracking: FieldsOf<TargetTrackingScalingPolicyConfiguration> = {
  targetValue: 'number',
  predefinedMetricSpecification: {
    fields: {
      predefinedMetricType: { choice: PREDEFINED_METRICS },
      resourceLabel: 'text',
    } satisfies FieldsOf<PredefinedMetricSpecification>,
  },
  customizedMetricSpecification: {
    fields: {
      metricName: 'text',
      namespace: 'text',
      dimensions,
      statistic: choice<MetricStatistic>({ Average: true, Maximum: true, Minimum: true, SampleCount: true, Sum: true }),
      unit: 'text',
      metrics: { items: { fields: query } },
    } satisfies FieldsOf<CustomizedMetricSpecification>,
  },
  scaleOutCooldown: 'whole number',
  scaleInCooldown: 'whole number',
  disableScaleIn: 'flag',
};

const stepScaling: FieldsOf<StepScalingPolicyConfiguration> = {
  adjustmentType: choice<AdjustmentType>({
    ChangeInCapacity: true,
    ExactCapacity: true,
    PercentChangeInCapacity: true,
  }),
  stepAdjustments: {
    items: {
      fields: {
        metricIntervalLowerBound: 'number',
        metricIntervalUpperBound: 'number',
        scalingAdjustment: 'whole number',
      } satisfies FieldsOf<StepAdjustment>,
    },
  },
  minAdjustmentMagnitude: 'whole number',
  cooldown: 'whole number',
  metricAggregationType: choice<MetricAggregationType>({ Average: true, Maximum: true, Minimum: true }),
};

/** The predefined metrics of a predictive policy, by the field that takes them. */
const PREDICTIVE_METRICS = {
  predefinedMetricPairSpecification: ['ECSServiceCPUUtilization', 'ECSServiceMemoryUtilization', 'ALBRequestCount'],
  predefinedScalingMetricSpecification: [
    'ECSServiceAverageCPUUtilization',
    'ECSServiceAverageMemoryUtilization',
    'ALBRequestCountPerTarget',
  ],
  predefinedLoadMetricSpecification: [
    'ECSServiceTotalCPUUtilization',
    'ECSServiceTotalMemoryUtilization',
    'TotalALBRequestCount',
  ],
} as const;

const predefined = (types: readonly string[]): Shape => ({
  fields: { predefinedMetricType: { choice: types }, resourceLabel: 'text' },
});

const customized: Shape = {
  fields: {
    metricDataQueries: { items: { fields: query } },
  } satisfies FieldsOf<PredictiveScalingCustomizedMetricSpecification>,
};

const predictive: FieldsOf<PredictiveScalingPolicyConfiguration> = {
  metricSpecifications: {
    items: {
      fields: {
        targetValue: 'number',
        predefinedMetricPairSpecification: predefined(PREDICTIVE_METRICS.predefinedMetricPairSpecification),
        predefinedScalingMetricSpecification: predefined(PREDICTIVE_METRICS.predefinedScalingMetricSpecification),
        predefinedLoadMetricSpecification: predefined(PREDICTIVE_METRICS.predefinedLoadMetricSpecification),
        customizedScalingMetricSpecification: customized,
        customizedLoadMetricSpecification: customized,
        customizedCapacityMetricSpecification: customized,
      } satisfies FieldsOf<PredictiveScalingMetricSpecification>,
    },
  },
  mode: { choice: ['ForecastAndScale', 'ForecastOnly'] },
  schedulingBufferTime: 'whole number',
  maxCapacityBreachBehavior: { choice: ['HonorMaxCapacity', 'IncreaseMaxCapacity'] },
  maxCapacityBuffer: 'whole number',
};

/** What names a service's scaling: given by the stack, checked where a file gives it as well. */
const identity = { serviceNamespace: 'text', resourceId: 'text', scalableDimension: 'text' } as const;

/** The configuration that each type of policy takes. */
export const CONFIGURATIONS: Readonly<Record<PolicyType, { readonly field: string; readonly fields: Fields }>> = {
  TargetTrackingScaling: { field: 'targetTrackingScalingPolicyConfiguration', fields: targetTracking },
  StepScaling: { field: 'stepScalingPolicyConfiguration', fields: stepScaling },
  PredictiveScaling: { field: 'predictiveScalingPolicyConfiguration', fields: predictive },
};

/** Every field that a scaling policy may have, in camelCase. */
export const POLICY: FieldsOf<PutScalingPolicyRequest> = {
  ...identity,
  policyName: 'text',
  policyType: choice<PolicyType>({ PredictiveScaling: true, StepScaling: true, TargetTrackingScaling: true }),
  targetTrackingScalingPolicyConfiguration: { fields: targetTracking },
  stepScalingPolicyConfiguration: { fields: stepScaling },
  predictiveScalingPolicyConfiguration: { fields: predictive },
};

/** Every field that a scalable target may have, in camelCase. */
export const TARGET: FieldsOf<RegisterScalableTargetRequest> = {
  ...identity,
  minCapacity: 'whole number',
  maxCapacity: 'whole number',
  roleARN: 'text',
  suspendedState: {
    fields: {
      dynamicScalingInSuspended: 'flag',
      dynamicScalingOutSuspended: 'flag',
      scheduledScalingSuspended: 'flag',
    } satisfies FieldsOf<SuspendedState>,
  },
  tags: 'object',
};

/** Every field that a scheduled action may have, in camelCase. */
export const ACTION: FieldsOf<PutScheduledActionRequest> = {
  ...identity,
  scheduledActionName: 'text',
  schedule: 'text',
  timezone: 'text',
  startTime: 'text',
  endTime: 'text',
  scalableTargetAction: {
    fields: {
      minCapacity: 'whole number',
      maxCapacity: 'whole number',
    } satisfies FieldsOf<ScalableTargetAction>,
  },
};

/** What DescribeScaling... adds, and what people leave in a file that was described. */
export const READ_ONLY: ReadonlySet<string> = new Set([
  'policyARN',
  'alarms',
  'creationTime',
  'scalableTargetARN',
  'scheduledActionARN',
  'predictedCapacity',
]);

/** The sugar `backlogPerTask`. */
export const BACKLOG_PER_TASK: Fields = {
  policyName: 'text',
  queue: 'text',
  acceptableLatencySeconds: 'number',
  secondsPerMessage: 'number',
  scaleOutCooldown: 'whole number',
  scaleInCooldown: 'whole number',
  disableScaleIn: 'flag',
};
