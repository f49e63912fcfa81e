import type { Rules } from '@fargate-actions/engine';

const TRACKING = 'targetTrackingScalingPolicyConfiguration';
const STEPS = 'stepScalingPolicyConfiguration';
const PREDICTIVE = 'predictiveScalingPolicyConfiguration';
const MATH = `${TRACKING}.customizedMetricSpecification.metrics`;
const SPECIFICATION = `${PREDICTIVE}.metricSpecifications[]`;
const FORECAST = ['Scaling', 'Load', 'Capacity'].map(
  (kind) => `${SPECIFICATION}.customized${kind}MetricSpecification.metricDataQueries`,
);

/**
 * How two policies compare: an absent field is the default of ECS services, and dimensions have no order.
 *
 * Source: the type documentation of the SDK, TargetTrackingScalingPolicyConfiguration and the others.
 */
export const POLICY_RULES: Rules = {
  absent: 'default',
  defaults: {
    [`${TRACKING}.disableScaleIn`]: false,
    [`${TRACKING}.scaleInCooldown`]: 300,
    [`${TRACKING}.scaleOutCooldown`]: 300,
    [`${STEPS}.cooldown`]: 300,
    [`${STEPS}.metricAggregationType`]: 'Average',
    [`${PREDICTIVE}.mode`]: 'ForecastOnly',
    [`${PREDICTIVE}.schedulingBufferTime`]: 300,
    [`${PREDICTIVE}.maxCapacityBreachBehavior`]: 'HonorMaxCapacity',
    ...Object.fromEntries([MATH, ...FORECAST].map((queries) => [`${queries}[].returnData`, true])),
  },
  unordered: new Set([
    `${TRACKING}.customizedMetricSpecification.dimensions`,
    `${STEPS}.stepAdjustments`,
    ...[MATH, ...FORECAST].map((queries) => `${queries}[].metricStat.metric.dimensions`),
  ]),
};

/** How two scheduled actions compare. */
export const ACTION_RULES: Rules = { absent: 'default', defaults: { timezone: 'UTC' } };
