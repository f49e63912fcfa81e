import type { JsonObject, Subject } from '@fargate-actions/documents';
import { metricsOf } from '../fill/alarm.ts';
import { isUnknownMetric } from '../metrics/find-metric.ts';
import { checkDimensions } from './dimensions.ts';

/** What an alarm may watch: one of these. Source: the SDK's documentation of PutMetricAlarm. */
const SOURCES = ['metricName', 'metrics', 'evaluationCriteria'] as const;

/** What stands in metric math itself, and not beside it. */
const OF_A_METRIC = ['namespace', 'dimensions', 'period', 'unit', 'statistic', 'extendedStatistic'];

const NOT_BESIDE: Readonly<Record<(typeof SOURCES)[number], readonly string[]>> = {
  metricName: ['evaluationInterval'],
  metrics: [...OF_A_METRIC, 'evaluationInterval'],
  evaluationCriteria: [
    ...OF_A_METRIC,
    'threshold',
    'comparisonOperator',
    'thresholdMetricId',
    'evaluationPeriods',
    'datapointsToAlarm',
    'evaluationWindow',
  ],
};

/** An alarm watches a metric, metric math or a query, and has what that needs. */
export function checkSource(subject: Subject): void {
  const [source, second] = SOURCES.filter((name) => subject.has([name]));
  if (source === undefined) {
    const other = subject.has(['namespace']) ? ' of the namespace' : '';
    subject.error(
      [],
      'alarms/metric',
      `This alarm watches nothing: it needs the metricName${other} of one metric, or \`metrics\` for metric math.`,
      'Add `metricName: CPUUtilization`, for example.',
    );
    return;
  }
  if (second !== undefined) {
    subject.error(
      [second],
      'alarms/metric-or-math',
      `An alarm watches ${source} or ${second}, and here are both.`,
      'Keep one of the two.',
    );
    return;
  }
  for (const name of NOT_BESIDE[source].filter((name) => subject.has([name]))) {
    subject.error(
      [name],
      source === 'metrics' ? 'alarms/metric-or-math' : 'alarms/not-beside',
      `${name} can't stand beside ${source}.`,
      source === 'metrics' ? 'Put it into the `metricStat` of a metric.' : 'Take it out.',
    );
  }
  checkNeeded(subject, source);
}

/** What is needed beside each, with the rule's name and an example. What a known metric lacks has been filled in. */
const NEEDED: Readonly<Record<(typeof SOURCES)[number], readonly (readonly [string, string, string])[]>> = {
  metricName: [
    ['statistic', 'alarms/statistic', 'Average'],
    ['period', 'alarms/period', '60'],
    ['evaluationPeriods', 'alarms/evaluation-periods', '3'],
    ['comparisonOperator', 'alarms/comparison-operator', 'GreaterThanThreshold'],
  ],
  metrics: [
    ['evaluationPeriods', 'alarms/evaluation-periods', '3'],
    ['comparisonOperator', 'alarms/comparison-operator', 'GreaterThanThreshold'],
  ],
  evaluationCriteria: [['evaluationInterval', 'alarms/evaluation-interval', '60']],
};

function checkNeeded(subject: Subject, source: (typeof SOURCES)[number]): void {
  if (source === 'metricName' && isReported(subject)) return;
  for (const [field, rule, example] of NEEDED[source]) {
    if (subject.has([field]) || (field === 'statistic' && subject.has(['extendedStatistic']))) continue;
    subject.error(
      [],
      rule,
      source === 'evaluationCriteria'
        ? `An alarm with evaluationCriteria needs \`${field}\`.`
        : `This alarm needs \`${field}\`: what is usual is known only of single metrics of ECS, its load balancers and queues.`,
      `Add \`${field}: ${example}\`, for example.`,
    );
  }
}

/** Whether the metric's name or namespace is wrong: it has been reported, and nothing could be filled in. */
function isReported(subject: Subject): boolean {
  const namespace = subject.text(['namespace']);
  return namespace === undefined || isUnknownMetric(namespace, subject.text(['metricName']));
}

/** Source: botocore's model of CloudWatch, Namespace. */
const NAMESPACE = /^[^:]/;

/** The dimensions of every metric of an alarm, and the names of its namespaces. */
export function checkMetrics(subject: Subject, fields: JsonObject): void {
  for (const { path } of metricsOf(fields)) {
    const namespace = subject.text([...path, 'namespace']);
    if (namespace !== undefined && !NAMESPACE.test(namespace)) {
      subject.error([...path, 'namespace'], 'alarms/namespace', 'A namespace does not begin with a colon.');
    }
    checkDimensions(subject, path);
  }
}
