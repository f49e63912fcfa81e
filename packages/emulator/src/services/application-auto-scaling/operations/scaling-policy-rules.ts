import type {
  CustomizedMetricSpecification,
  PredictiveScalingPolicyConfiguration,
  PutScalingPolicyRequest,
  StepScalingPolicyConfiguration,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';

import { Fault } from '../../../fault.ts';
import type { ScalingPolicy } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { oneOf } from '../../cloudwatch/operations/checks.ts';
import { checkExpression, checkOutcomes, STATISTICS } from '../../cloudwatch/operations/query-rules.ts';
import { UNIT_NAMES } from '../../cloudwatch/operations/units.ts';
import { invalid } from './scaled-resource.ts';

/** A scalable target has at most this many policies. Source: AWS's quotas for Application Auto Scaling. */
const MOST_POLICIES = 50;
const MOST_STEPS = 20;

/**
 * Refuses what Application Auto Scaling refuses of a policy.
 *
 * Source: reference/ecs-facts.md, "Application Auto Scaling"; API reference, StepAdjustment and
 * PredictiveScalingPolicyConfiguration.
 */
export function checkPolicy(
  world: World,
  input: PutScalingPolicyRequest,
  resourceId: string,
  known: ScalingPolicy | undefined,
): void {
  const type = input.PolicyType ?? known?.type;
  if (type === undefined) throw invalid('PolicyType is required to create a scaling policy.');
  if (known && known.type !== type) throw invalid(`The policy type of ${known.name} cannot be changed to ${type}.`);
  const siblings = world.scalingPolicies.filter((policy) => policy.resourceId === resourceId && policy !== known);
  if (!known && siblings.length >= MOST_POLICIES)
    throw new Fault('LimitExceededException', 'The maximum number of scaling policies is reached.');
  const configurations: Readonly<Record<string, object | undefined>> = {
    TargetTrackingScaling: input.TargetTrackingScalingPolicyConfiguration,
    StepScaling: input.StepScalingPolicyConfiguration,
    PredictiveScaling: input.PredictiveScalingPolicyConfiguration,
  };
  for (const [ofType, configuration] of Object.entries(configurations)) {
    if (ofType === type && !configuration) throw invalid(`${ofType}PolicyConfiguration is required for ${type}.`);
    if (ofType !== type && configuration) throw invalid(`${ofType}PolicyConfiguration is not allowed for ${type}.`);
  }
  if (input.TargetTrackingScalingPolicyConfiguration) {
    checkTargetTracking(world, input.TargetTrackingScalingPolicyConfiguration, siblings);
  }
  if (input.StepScalingPolicyConfiguration) checkSteps(input.StepScalingPolicyConfiguration);
  if (input.PredictiveScalingPolicyConfiguration) checkPredictive(input.PredictiveScalingPolicyConfiguration);
}

// Source: the SDK's model, MetricType.
const PREDEFINED = /^(?:ECSServiceAverage(?:CPU|Memory)Utilization(?:HighResolution)?|ALBRequestCountPerTarget)$/;

function checkTargetTracking(
  world: World,
  configuration: TargetTrackingScalingPolicyConfiguration,
  siblings: readonly ScalingPolicy[],
): void {
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = configuration;
  if (configuration.TargetValue === undefined) throw invalid('TargetValue must be specified.');
  // Source: reference/ecs-facts.md; the words are not documented.
  if (!(configuration.TargetValue > 0)) throw invalid('TargetValue must be greater than 0.');
  for (const seconds of [configuration.ScaleInCooldown, configuration.ScaleOutCooldown]) {
    if (seconds !== undefined && seconds < 0) throw invalid('Cooldown must be greater than or equal to 0.');
  }
  if (Boolean(predefined) === Boolean(customized)) {
    throw invalid('Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified.');
  }
  if (predefined) {
    const type = String(predefined.PredefinedMetricType);
    if (!PREDEFINED.test(type)) {
      throw invalid(`Predefined metric type ${type} is not supported for ecs:service:DesiredCount.`);
    }
    checkResourceLabel(world, type, predefined.ResourceLabel);
  }
  if (customized) checkCustomized(world, customized);
  const metric = metricOf(configuration);
  const hasRival = siblings.some(
    ({ configuration: { targetTracking } }) => targetTracking && metricOf(targetTracking) === metric,
  );
  if (hasRival) throw invalid('Only one TargetTrackingScaling policy for a given metric specification is allowed.');
}

function metricOf({
  PredefinedMetricSpecification,
  CustomizedMetricSpecification,
}: TargetTrackingScalingPolicyConfiguration): string {
  return JSON.stringify(PredefinedMetricSpecification ?? CustomizedMetricSpecification);
}

function checkResourceLabel(world: World, type: string, label: string | undefined): void {
  if (type !== 'ALBRequestCountPerTarget') {
    if (label !== undefined) throw invalid(`Resource label is not allowed for ${type}.`);
    return;
  }
  if (label === undefined) throw invalid('You must specify a resource label for ALBRequestCountPerTarget.');
  const group = world.targetGroups.find(({ arn }) => label.endsWith(`/${arn.split(':').at(-1) ?? ''}`));
  const isBehind = group?.loadBalancerArns.some((arn) =>
    label.startsWith(`${arn.split('loadbalancer/').at(-1) ?? ''}/`),
  );
  if (!isBehind || !label.startsWith('app/')) throw invalid(`Invalid resource label: ${label}`);
}

function checkCustomized(world: World, specification: CustomizedMetricSpecification): void {
  const { MetricName, Namespace, Statistic, Dimensions, Unit, Metrics } = specification;
  if (!Metrics) {
    if (MetricName === undefined || Namespace === undefined || Statistic === undefined) {
      throw invalid('MetricName, Namespace and Statistic must be specified for a customized metric.');
    }
    oneOf(Statistic, 'customizedMetricSpecification.statistic', STATISTICS);
    oneOf(Unit, 'customizedMetricSpecification.unit', UNIT_NAMES);
    return;
  }
  if ([MetricName, Namespace, Statistic, Dimensions].some((member) => member !== undefined)) {
    throw invalid('Metrics cannot be specified together with MetricName, Namespace, Dimensions or Statistic.');
  }
  checkQueries(Metrics);
  // Their units and statistics are strings here, and any of CloudWatch's.
  checkOutcomes(world, Metrics as readonly MetricDataQuery[]);
}

interface Query {
  readonly Id?: string | undefined;
  readonly Expression?: string | undefined;
  readonly MetricStat?: object | undefined;
  readonly ReturnData?: boolean | undefined;
}

function checkQueries(queries: readonly Query[]): void {
  const ids = queries.map(({ Id = '' }) => Id);
  if (queries.length === 0) throw invalid('At least one metric must be specified.');
  if (new Set(ids).size < ids.length) throw invalid('Metric ids must be unique.');
  queries.forEach(({ Id = '', Expression, MetricStat, ReturnData = true }, index) => {
    if (!/^[a-z]\w*$/.test(Id)) throw invalid(`The metric id ${Id} must start with a lowercase letter.`);
    if ((Expression === undefined) === (MetricStat === undefined)) {
      throw invalid(`Exactly one of Expression and MetricStat must be specified for ${Id}.`);
    }
    if (ReturnData !== (index === queries.length - 1)) throw invalid('Exactly one metric, the last, must return data.');
    // Of the expression CloudWatch makes alarms, and takes it or not.
    if (Expression !== undefined) checkExpression(Expression, Id, ids);
  });
}

function checkSteps({
  AdjustmentType,
  StepAdjustments = [],
  Cooldown,
  MinAdjustmentMagnitude,
}: StepScalingPolicyConfiguration): void {
  if (AdjustmentType === undefined) throw invalid('AdjustmentType must be specified.');
  if (Cooldown !== undefined && Cooldown < 0) throw invalid('Cooldown must be greater than or equal to 0.');
  if (MinAdjustmentMagnitude !== undefined && AdjustmentType !== 'PercentChangeInCapacity') {
    throw invalid('MinAdjustmentMagnitude is only supported for PercentChangeInCapacity.');
  }
  if (StepAdjustments.length === 0) throw invalid('StepAdjustments must be specified.');
  if (StepAdjustments.length > MOST_STEPS) throw invalid(`At most ${String(MOST_STEPS)} step adjustments are allowed.`);
  const steps = StepAdjustments.map((step) => ({
    from: step.MetricIntervalLowerBound ?? -Infinity,
    to: step.MetricIntervalUpperBound ?? Infinity,
  })).toSorted((a, b) => a.from - b.from);
  for (const [index, { from, to }] of steps.entries()) {
    if (from === -Infinity && to === Infinity) throw invalid('A step adjustment must have at least one bound.');
    if (from >= to) throw invalid('The lower bound of a step adjustment must be less than its upper bound.');
    const before = steps[index - 1];
    if (before && before.to !== from) throw invalid('Step adjustments must not overlap or have gaps.');
  }
  const [first, last] = [steps[0], steps.at(-1)];
  if (first && first.from < 0 && first.from !== -Infinity) throw invalid('A step with a null lower bound is missing.');
  if (last && last.to > 0 && last.to !== Infinity) throw invalid('A step with a null upper bound is missing.');
}

function checkPredictive(configuration: PredictiveScalingPolicyConfiguration): void {
  const { MetricSpecifications = [], MaxCapacityBreachBehavior, MaxCapacityBuffer } = configuration;
  if (MetricSpecifications.length !== 1) throw invalid('Exactly one metric specification must be specified.');
  if ((MaxCapacityBreachBehavior === 'IncreaseMaxCapacity') !== (MaxCapacityBuffer !== undefined)) {
    throw invalid('MaxCapacityBuffer must be specified with IncreaseMaxCapacity, and only with it.');
  }
  for (const specification of MetricSpecifications) {
    const pair = specification.PredefinedMetricPairSpecification;
    const scaling =
      specification.PredefinedScalingMetricSpecification ?? specification.CustomizedScalingMetricSpecification;
    const load = specification.PredefinedLoadMetricSpecification ?? specification.CustomizedLoadMetricSpecification;
    const isPair = pair && !scaling && !load;
    const isTwo = !pair && scaling && load;
    if (!isPair && !isTwo) throw invalid('Specify either a metric pair, or a scaling and a load metric.');
  }
}
