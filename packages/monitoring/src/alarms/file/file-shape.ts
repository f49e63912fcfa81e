import type {
  CompositeAlarm,
  Dimension,
  Metric,
  MetricAlarm,
  MetricDataQuery,
  MetricStat,
  PutCompositeAlarmInput,
  PutMetricAlarmInput,
  StandardUnit,
} from '@aws-sdk/client-cloudwatch';
import type { Fields, FieldsOf, Shape } from '@fargate-actions/documents';

const choice = <Value extends string>(members: Record<Value, true>): Shape => ({ choice: Object.keys(members) });

/** `OKActions` is `okActions` in files. */
type AlarmFields<T> = Omit<FieldsOf<T>, 'oKActions'> & { readonly okActions: Shape };

const unit = choice<StandardUnit>({
  Bits: true,
  'Bits/Second': true,
  Bytes: true,
  'Bytes/Second': true,
  Count: true,
  'Count/Second': true,
  Gigabits: true,
  'Gigabits/Second': true,
  Gigabytes: true,
  'Gigabytes/Second': true,
  Kilobits: true,
  'Kilobits/Second': true,
  Kilobytes: true,
  'Kilobytes/Second': true,
  Megabits: true,
  'Megabits/Second': true,
  Megabytes: true,
  'Megabytes/Second': true,
  Microseconds: true,
  Milliseconds: true,
  None: true,
  Percent: true,
  Seconds: true,
  Terabits: true,
  'Terabits/Second': true,
  Terabytes: true,
  'Terabytes/Second': true,
});

const dimensions = { items: { fields: { name: 'text', value: 'text' } satisfies FieldsOf<Dimension> } } as const;

const metric: FieldsOf<Metric> = { dimensions, metricName: 'text', namespace: 'text' };

const metricStat: FieldsOf<MetricStat> = { metric: { fields: metric }, period: 'whole number', stat: 'text', unit };

const query: FieldsOf<MetricDataQuery> = {
  id: 'text',
  expression: 'text',
  label: 'text',
  metricStat: { fields: metricStat },
  returnData: 'flag',
  period: 'whole number',
  accountId: 'text',
};

const topics = { items: 'text' } as const;

/** Fields that metric alarms and composite alarms have in common. Their tags are read apart: a list or a mapping. */
const shared = {
  alarmName: 'text',
  alarmDescription: 'text',
  actionsEnabled: 'flag',
  okActions: topics,
  alarmActions: topics,
  insufficientDataActions: topics,
  actionConfiguration: 'object',
} as const;

/** Every field that a metric alarm may have, in camelCase. */
export const METRIC_ALARM: Omit<AlarmFields<PutMetricAlarmInput>, 'tags'> = {
  ...shared,
  metricName: 'text',
  namespace: 'text',
  // The rules know these words, and what is meant by others.
  statistic: 'text',
  extendedStatistic: 'text',
  treatMissingData: 'text',
  evaluateLowSampleCountPercentile: 'text',
  dimensions,
  period: 'whole number',
  unit,
  evaluationPeriods: 'whole number',
  datapointsToAlarm: 'whole number',
  threshold: 'number',
  comparisonOperator: 'text',
  metrics: { items: { fields: query } },
  thresholdMetricId: 'text',
  evaluationWindow: 'object',
  warmUpConfiguration: 'object',
  evaluationCriteria: 'object',
  evaluationInterval: 'whole number',
};

/** Every field that a composite alarm may have, in camelCase. */
export const COMPOSITE_ALARM: Omit<AlarmFields<PutCompositeAlarmInput>, 'tags'> = {
  ...shared,
  alarmRule: 'text',
  actionsSuppressor: 'text',
  actionsSuppressorWaitPeriod: 'whole number',
  actionsSuppressorExtensionPeriod: 'whole number',
};

/** What we add to an alarm; nothing of it is sent. `notify` is a text or false, and read apart. */
export const OWN: Fields = { service: 'text', guardsDeployment: 'flag' };

type ReadOnly = Exclude<
  keyof MetricAlarm | keyof CompositeAlarm,
  keyof PutMetricAlarmInput | keyof PutCompositeAlarmInput
>;

const readOnly: Record<Uncapitalize<ReadOnly>, true> = {
  alarmArn: true,
  alarmConfigurationUpdatedTimestamp: true,
  stateValue: true,
  stateReason: true,
  stateReasonData: true,
  stateUpdatedTimestamp: true,
  stateTransitionedTimestamp: true,
  evaluationState: true,
  actionsSuppressedBy: true,
  actionsSuppressedReason: true,
};

/** What DescribeAlarms answers besides, and no request takes. */
export const READ_ONLY: ReadonlySet<string> = new Set(Object.keys(readOnly));
