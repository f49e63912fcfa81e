import { describe, expect, test } from '@jest/globals';
import { anAlarm, many, ORDERS, placedIn, readAlarms } from '../../../test/alarm-files.ts';

describe('metrics', () => {
  test.each([
    {
      name: 'nothing to watch',
      text: anAlarm(),
      found: ['error alarms/metric 1:3'],
    },
    {
      name: 'a metric and metric math',
      text: anAlarm(
        'metricName: CPUUtilization',
        'evaluationPeriods: 1',
        'comparisonOperator: GreaterThanThreshold',
        'metrics: [{ id: m1, metricStat: { metric: { metricName: CPUUtilization } } }]',
      ),
      found: ['error alarms/metric-or-math 6:12'],
    },
    {
      name: 'a metric that differs in case only',
      text: anAlarm('metricName: cpuUtilization'),
      found: ['warning alarms/metric-name 3:15'],
    },
    {
      name: 'a metric that is misspelt',
      text: anAlarm('namespace: AWS/ECS', 'metricName: CPUUtilisation'),
      found: ['error alarms/metric-name 4:15'],
    },
    {
      name: 'a metric of another namespace',
      text: anAlarm('namespace: AWS/ECS', 'metricName: RunningTaskCount'),
      found: ['error alarms/metric-name 4:15'],
    },
    {
      name: 'a metric that nobody knows',
      text: anAlarm('metricName: Orders'),
      found: ['error alarms/namespace 3:15'],
    },
    {
      name: 'a metric whose namespace has other dimensions',
      text: anAlarm('metricName: CPUUtilization', 'dimensions: [{ name: Cluster, value: a }]'),
      found: ['error alarms/namespace 4:15'],
    },
    {
      name: 'a metric of two namespaces, of which one has what the stack knows',
      text: anAlarm('metricName: RequestCount', 'dimensions: []'),
      found: [],
    },
    {
      name: 'a namespace that differs in case only',
      text: anAlarm('namespace: AWS/ecs', 'metricName: CPUUtilization'),
      found: ['warning alarms/namespace 3:14'],
    },
    {
      name: 'a namespace that differs in case only, without such a metric',
      text: anAlarm('namespace: aws/ecs', 'metricName: CPUUtilisation'),
      found: ['warning alarms/namespace 3:14', 'error alarms/metric-name 4:15'],
    },
    {
      name: 'a namespace that begins with a colon',
      text: anAlarm(
        'namespace: ":Shop"',
        'metricName: Orders',
        'statistic: Sum',
        'period: 60',
        'evaluationPeriods: 1',
        'comparisonOperator: LessThanThreshold',
      ),
      found: ['error alarms/namespace 3:14'],
    },
    {
      name: "another namespace's metric without the rest",
      text: anAlarm('namespace: Shop', 'metricName: Orders'),
      found: [
        'error alarms/statistic 1:3',
        'error alarms/period 1:3',
        'error alarms/evaluation-periods 1:3',
        'error alarms/comparison-operator 1:3',
      ],
    },
    {
      name: 'Service Connect without dimensions',
      text: anAlarm('namespace: AWS/ECS', 'metricName: TargetResponseTime'),
      found: ['error alarms/dimensions 4:15'],
    },
    {
      name: 'a load balancer that the service does not have',
      text: ['- alarmName: shop-worker-errors', '  metricName: HTTPCode_Target_5XX_Count', '  threshold: 1'].join('\n'),
      found: ['error alarms/target-group 2:15'],
    },
    {
      name: 'a queue that the service does not have',
      text: anAlarm('metricName: ApproximateAgeOfOldestMessage'),
      found: ['error alarms/queue 3:15'],
    },
  ])('$name', ({ text, found }) => {
    expect(placedIn(readAlarms(text).diagnostics)).toEqual(found);
  });
});

describe('dimensions', () => {
  test.each([
    {
      name: 'a dimension without a value',
      text: anAlarm('metricName: CPUUtilization', 'dimensions: [{ name: ClusterName }]'),
      found: ['error alarms/dimensions 4:16'],
    },
    {
      name: 'a dimension that stands twice',
      text: anAlarm(
        'metricName: CPUUtilization',
        'dimensions: [{ name: ClusterName, value: shop-prod }, { name: ClusterName, value: shop-prod }]',
      ),
      found: ['error alarms/dimensions 4:65'],
    },
    {
      name: 'a dimension that is misspelt',
      text: anAlarm(
        'namespace: AWS/ECS',
        'metricName: CPUUtilization',
        'dimensions: [{ name: CLusterNam, value: shop-prod }]',
      ),
      found: ['error alarms/dimensions 5:24'],
    },
    {
      name: "another environment's cluster",
      text: anAlarm(
        'metricName: CPUUtilization',
        'dimensions:',
        '  - { name: ClusterName, value: shop-staging }',
        '  - { name: ServiceName, value: shop-api }',
      ),
      found: ['error alarms/other-cluster 5:35'],
    },
    {
      name: 'a service of nobody',
      text: anAlarm('metricName: CPUUtilization', 'dimensions: [{ name: ServiceName, value: shop-apj }]'),
      found: ['warning alarms/other-service 4:15'],
    },
    {
      name: '31 dimensions',
      text: anAlarm(...ORDERS, `dimensions: [${many(31, (n) => `{ name: d${n}, value: v }`).join(', ')}]`),
      found: ['error alarms/dimensions 9:15'],
    },
  ])('$name', ({ text, found }) => {
    expect(placedIn(readAlarms(text).diagnostics)).toEqual(found);
  });
});

describe('statistics', () => {
  test.each([
    {
      name: 'both kinds',
      text: anAlarm('metricName: CPUUtilization', 'statistic: Average', 'extendedStatistic: p95'),
      found: ['error alarms/statistic 5:22'],
    },
    {
      name: 'a percentile as a statistic',
      text: anAlarm('metricName: CPUUtilization', 'statistic: p95'),
      found: ['error alarms/statistic 4:14'],
    },
    {
      name: 'a statistic that is misspelt',
      text: anAlarm('metricName: CPUUtilization', 'statistic: Averge'),
      found: ['error alarms/statistic 4:14'],
    },
    {
      name: 'a statistic as an extended one',
      text: anAlarm('metricName: CPUUtilization', 'extendedStatistic: Average'),
      found: ['error alarms/extended-statistic 4:22'],
    },
    {
      name: 'a percentile in capitals',
      text: anAlarm('metricName: CPUUtilization', 'extendedStatistic: P95'),
      found: ['error alarms/extended-statistic 4:22'],
    },
    {
      name: 'a percentile above 100',
      text: anAlarm('metricName: CPUUtilization', 'extendedStatistic: p101'),
      found: ['error alarms/extended-statistic 4:22'],
    },
    {
      name: 'a range without ends',
      text: anAlarm('metricName: CPUUtilization', 'extendedStatistic: "TM(:)"'),
      found: ['error alarms/extended-statistic 4:22'],
    },
    {
      name: 'low samples of an average',
      text: anAlarm('metricName: CPUUtilization', 'evaluateLowSampleCountPercentile: ignore'),
      found: ['error alarms/low-sample-count 4:37'],
    },
    {
      name: 'low samples of a trimmed mean',
      text: anAlarm(
        'metricName: CPUUtilization',
        'extendedStatistic: tm95',
        'evaluateLowSampleCountPercentile: ignore',
      ),
      found: ['error alarms/low-sample-count 5:37'],
    },
    {
      name: 'low samples that are ignored otherwise',
      text: anAlarm('metricName: CPUUtilization', 'extendedStatistic: p95', 'evaluateLowSampleCountPercentile: skip'),
      found: ['error alarms/low-sample-count 5:37'],
    },
  ])('$name', ({ text, found }) => {
    expect(placedIn(readAlarms(text).diagnostics)).toEqual(found);
  });
});

describe('periods', () => {
  test.each([
    {
      name: '45 seconds',
      text: anAlarm('metricName: CPUUtilization', 'period: 45'),
      found: ['error alarms/period 4:11'],
    },
    {
      name: 'no seconds',
      text: anAlarm('metricName: CPUUtilization', 'period: 0'),
      found: ['error alarms/period 4:11'],
    },
    {
      name: 'ten seconds of a load balancer',
      text: anAlarm('metricName: HTTPCode_Target_5XX_Count', 'period: 10'),
      found: ['warning alarms/resolution 4:11'],
    },
    {
      name: 'more than a day of minutes',
      text: anAlarm('metricName: CPUUtilization', 'evaluationPeriods: 1441'),
      found: ['error alarms/evaluation-range 4:22'],
    },
    {
      name: 'more than seven days of hours',
      text: anAlarm('metricName: CPUUtilization', 'period: 3600', 'evaluationPeriods: 169'),
      found: ['error alarms/evaluation-range 5:22'],
    },
    {
      name: 'no periods',
      text: anAlarm('metricName: CPUUtilization', 'evaluationPeriods: 0'),
      found: ['error alarms/bounds 4:22'],
    },
    {
      name: 'more datapoints than periods',
      text: anAlarm('metricName: CPUUtilization', 'evaluationPeriods: 3', 'datapointsToAlarm: 4'),
      found: ['error alarms/datapoints 5:22'],
    },
    {
      name: 'a wall clock window of two minutes',
      text: anAlarm('metricName: CPUUtilization', 'period: 120', 'evaluationWindow: { wallClockWindow: {} }'),
      found: ['error alarms/evaluation-window 4:11'],
    },
  ])('$name', ({ text, found }) => {
    expect(placedIn(readAlarms(text).diagnostics)).toEqual(found);
  });
});

describe('thresholds', () => {
  test.each([
    {
      name: 'no threshold',
      text: ['- alarmName: shop-api-cpu', '  metricName: CPUUtilization'].join('\n'),
      found: ['error alarms/threshold 1:3'],
    },
    {
      name: 'a sign for a word',
      text: anAlarm('metricName: CPUUtilization', 'comparisonOperator: ">="'),
      found: ['error alarms/comparison-operator 4:23'],
    },
    {
      name: 'a comparison that is misspelt',
      text: anAlarm('metricName: CPUUtilization', 'comparisonOperator: GreaterThanTreshold'),
      found: ['error alarms/comparison-operator 4:23'],
    },
    {
      name: 'a band without a detector',
      text: anAlarm('metricName: CPUUtilization', 'comparisonOperator: GreaterThanUpperThreshold'),
      found: ['error alarms/comparison-operator 4:23'],
    },
    {
      name: 'missing data in other case',
      text: anAlarm('metricName: CPUUtilization', 'treatMissingData: notbreaching'),
      found: ['error alarms/missing-data 4:21'],
    },
    {
      name: 'missing data of another kind',
      text: anAlarm('metricName: CPUUtilization', 'treatMissingData: alarm'),
      found: ['error alarms/missing-data 4:21'],
    },
    {
      name: 'a share for a percentage',
      text: ['- alarmName: shop-api-cpu', '  metricName: CPUUtilization', '  threshold: 0.8'].join('\n'),
      found: ['warning alarms/unit 3:14'],
    },
    {
      name: 'a percentage above 100',
      text: ['- alarmName: shop-api-cpu', '  metricName: CPUUtilization', '  threshold: 800'].join('\n'),
      found: ['warning alarms/unit 3:14'],
    },
    {
      name: 'milliseconds for seconds',
      text: ['- alarmName: shop-api-slow', '  metricName: TargetResponseTime', '  threshold: 500'].join('\n'),
      found: ['warning alarms/unit 3:14'],
    },
  ])('$name', ({ text, found }) => {
    expect(placedIn(readAlarms(text).diagnostics)).toEqual(found);
  });
});
