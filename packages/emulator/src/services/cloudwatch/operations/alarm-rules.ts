import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';

import { Fault } from '../../../fault.ts';
import { text } from '../behaviour/queries.ts';
import type { World } from '../../../world/world.ts';
import { required, within } from '../../required.ts';
import { badCombination, invalid, lengthWithin, oneOf } from './checks.ts';
import { checkDimensions, checkOutcomes, checkQueries, EXTENDED_STATISTIC, STATISTICS } from './query-rules.ts';
import { UNIT_NAMES } from './units.ts';

/** What metric and composite alarms have in common. */
export interface AlarmCommons {
  readonly AlarmName?: string | undefined;
  readonly AlarmDescription?: string | undefined;
  readonly AlarmActions?: readonly string[] | undefined;
  readonly OKActions?: readonly string[] | undefined;
  readonly InsufficientDataActions?: readonly string[] | undefined;
}

/** @throws Fault for what no alarm may have. Source: API reference, PutMetricAlarm. */
export function checkCommons(world: World, input: AlarmCommons): string {
  const name = required(input.AlarmName, 'alarmName');
  lengthWithin(name, 'alarmName', [1, 255]);
  if (Array.from(name).some((character) => character < ' ' || character === '\u007f'))
    throw invalid('The alarm name must not contain ASCII control characters.');
  lengthWithin(input.AlarmDescription, 'alarmDescription', [0, 1024]);
  const lists = {
    alarmActions: input.AlarmActions,
    oKActions: input.OKActions,
    insufficientDataActions: input.InsufficientDataActions,
  };
  for (const [member, actions] of Object.entries(lists)) {
    lengthWithin(actions, member, [0, 5]);
    for (const action of actions ?? []) checkAction(world, action, member);
  }
  return name;
}

/** An action is an ARN, and SNS's topics are of the alarm's own region. */
function checkAction(world: World, action: string, member: string): void {
  lengthWithin(action, `${member}.member`, [1, 1024]);
  const [prefix, , service, region = ''] = action.split(':');
  if (prefix !== 'arn' || service === undefined) throw invalid(`Invalid arn syntax: ${action}`);
  if (service === 'sns' && region !== world.region)
    throw invalid(`Invalid region ${region} specified. Only ${world.region} is supported.`);
}

// Source: the SDK's model.
const COMPARISONS = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
];
const BAND_COMPARISONS = [
  'LessThanLowerOrGreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'GreaterThanUpperThreshold',
];
const TREATMENTS = ['breaching', 'notBreaching', 'ignore', 'missing'];

/**
 * @throws Fault where CloudWatch would refuse the alarm.
 *
 * Source: API reference, PutMetricAlarm; reference/ecs-facts.md, "CloudWatch, load balancer". The words of the less common
 * refusals are not documented.
 */
export function checkMetricAlarm(world: World, input: PutMetricAlarmInput): void {
  checkCommons(world, input);
  const evaluationPeriods = required(input.EvaluationPeriods, 'evaluationPeriods');
  within(evaluationPeriods, 'evaluationPeriods', [1, Infinity]);
  for (const count of [evaluationPeriods, input.DatapointsToAlarm ?? 1])
    if (!Number.isInteger(count)) throw invalid(`${count} is no whole number.`);
  oneOf(required(input.ComparisonOperator, 'comparisonOperator'), 'comparisonOperator', [
    ...COMPARISONS,
    ...BAND_COMPARISONS,
  ]);
  within(input.DatapointsToAlarm, 'datapointsToAlarm', [1, Infinity]);
  if ((input.DatapointsToAlarm ?? 1) > evaluationPeriods)
    throw invalid('DatapointsToAlarm must be less than or equal to EvaluationPeriods.');
  if (input.TreatMissingData !== undefined && !TREATMENTS.includes(input.TreatMissingData))
    throw invalid(`Option ${input.TreatMissingData} is not supported for parameter TreatMissingData.`);
  oneOf(input.EvaluateLowSampleCountPercentile, 'evaluateLowSampleCountPercentile', ['evaluate', 'ignore']);
  if (input.EvaluationCriteria) throw invalid('Alarms with EvaluationCriteria are not emulated.');
  checkThreshold(input);
  if (input.Metrics) checkMetrics(world, input);
  else checkSingleMetric(input);
  for (const period of periodsOf(input)) checkSpan(period, evaluationPeriods);
}

function checkThreshold({ ComparisonOperator, Threshold, ThresholdMetricId, Metrics }: PutMetricAlarmInput): void {
  const needsBand = BAND_COMPARISONS.includes(text(ComparisonOperator));
  if (needsBand !== (ThresholdMetricId !== undefined))
    throw invalid(
      needsBand
        ? `The comparison operator ${text(ComparisonOperator)} needs a ThresholdMetricId.`
        : 'A ThresholdMetricId needs a comparison operator of anomaly detection.',
    );
  if (ThresholdMetricId === undefined) {
    if (Threshold === undefined) throw invalid('The parameter Threshold is required.');
    if (!Number.isFinite(Threshold)) throw invalid('The parameter Threshold must be a finite number.');
  } else if (Threshold !== undefined) {
    throw badCombination('Threshold and ThresholdMetricId are mutually exclusive.');
  } else if (!(Metrics ?? []).some(({ Id }) => Id === ThresholdMetricId)) {
    throw invalid(`ThresholdMetricId ${ThresholdMetricId} is the id of none of the metrics.`);
  }
}

/** Source: API reference, PutMetricAlarm, "Metrics". */
const MOST_OF_A_KIND = 10;

function checkMetrics(world: World, input: PutMetricAlarmInput): void {
  const { Metrics = [], MetricName, Namespace, Dimensions, Period, Unit, Statistic, ExtendedStatistic } = input;
  if ([MetricName, Namespace, Dimensions, Period, Unit, Statistic, ExtendedStatistic].some((one) => one !== undefined))
    throw badCombination(
      'Metrics list cannot be used with MetricName, Namespace, Dimensions, Period, Unit, Statistic or ExtendedStatistic.',
    );
  checkQueries(Metrics, 20);
  const metrics = Metrics.filter(({ MetricStat }) => MetricStat).length;
  if (metrics > MOST_OF_A_KIND || Metrics.length - metrics > MOST_OF_A_KIND)
    throw invalid(`At most ${MOST_OF_A_KIND} metrics and ${MOST_OF_A_KIND} expressions are allowed.`);
  for (const period of periodsOf(input)) checkAlarmPeriod(period);
  // Not documented, and nothing that is documented has several.
  if (new Set(periodsOf(input)).size > 1) throw invalid('All metrics of an alarm must have the same period.');
  const returning = Metrics.filter(({ ReturnData = true, Id }) => ReturnData && Id !== input.ThresholdMetricId);
  if (returning.length !== 1) throw invalid('Exactly one element of the metrics list should return data.');
  if (input.ThresholdMetricId === undefined) checkOutcomes(world, Metrics);
}

function checkSingleMetric(input: PutMetricAlarmInput): void {
  const { MetricName, Namespace, Period, Statistic, ExtendedStatistic } = input;
  if (MetricName === undefined || MetricName === '')
    throw badCombination('At least one of the parameters MetricName, Metrics must be specified.');
  lengthWithin(MetricName, 'metricName', [1, 255]);
  if (Namespace === undefined || Namespace === '') throw missing('Namespace');
  lengthWithin(Namespace, 'namespace', [1, 255]);
  if (Statistic === undefined && ExtendedStatistic === undefined)
    throw badCombination('At least one of the parameters Statistic, ExtendedStatistic must be specified.');
  if (Statistic !== undefined && ExtendedStatistic !== undefined)
    throw badCombination('Only one of the parameters Statistic, ExtendedStatistic must be specified.');
  oneOf(Statistic, 'statistic', STATISTICS);
  if (ExtendedStatistic !== undefined && !EXTENDED_STATISTIC.test(ExtendedStatistic))
    throw invalid(`The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`);
  oneOf(input.Unit, 'unit', UNIT_NAMES);
  checkDimensions(input.Dimensions);
  if (Period === undefined) throw missing('Period');
  checkAlarmPeriod(Period);
}

const missing = (parameter: string): Fault =>
  new Fault('MissingRequiredParameterException', `The parameter ${parameter} is required.`);

/** Source: reference/ecs-facts.md, "CloudWatch, load balancer". */
function checkAlarmPeriod(period: number): void {
  if (period === 10 || period === 20 || period === 30 || (period >= 60 && period % 60 === 0)) return;
  throw invalid(`Period must be 10, 20, 30 or a multiple of 60, and not ${period}.`);
}

/** Source: reference/ecs-facts.md, "CloudWatch, load balancer". */
function checkSpan(period: number, evaluationPeriods: number): void {
  const most = period >= 3600 ? 604_800 : 86_400;
  if (period * evaluationPeriods > most)
    throw invalid(
      `Metrics cannot be checked across more than ${most === 86_400 ? 'a day' : 'a week'} (EvaluationPeriods * Period must be <= ${most}).`,
    );
}

/** The periods that an alarm looks at. */
const periodsOf = ({ Period, Metrics = [] }: PutMetricAlarmInput): number[] =>
  [Period, ...Metrics.map(({ MetricStat, Period: own }) => MetricStat?.Period ?? own)].filter(
    (period) => period !== undefined,
  );
