import { describe, expect, test } from '@jest/globals';
import { anAlarm, CPU_PART, many, metricMath, placedIn, readAlarms } from '../../../test/alarm-files.ts';

const M1 = '{ id: m1, returnData: false, metricStat: { metric: { metricName: CPUUtilization } } }';

describe('metric math', () => {
  test.each([
    {
      name: 'no metrics',
      text: anAlarm('evaluationPeriods: 1', 'comparisonOperator: GreaterThanThreshold', 'metrics: []'),
      found: ['error alarms/metric 1:3'],
    },
    {
      name: 'a period beside it',
      text: anAlarm(
        'evaluationPeriods: 1',
        'comparisonOperator: GreaterThanThreshold',
        'period: 60',
        'metrics:',
        '  - { id: m1, metricStat: { metric: { metricName: CPUUtilization } } }',
      ),
      found: ['error alarms/metric-or-math 5:11'],
    },
    {
      name: 'no comparison',
      text: anAlarm('metrics:', '  - { id: m1, metricStat: { metric: { metricName: CPUUtilization } } }'),
      found: ['error alarms/evaluation-periods 1:3', 'error alarms/comparison-operator 1:3'],
    },
    {
      name: 'a part without an id',
      text: metricMath('{ metricStat: { metric: { metricName: CPUUtilization } } }'),
      found: ['error alarms/metric-id 6:7'],
    },
    {
      name: 'an id in capitals',
      text: metricMath('{ id: M1, metricStat: { metric: { metricName: CPUUtilization } } }'),
      found: ['error alarms/metric-id 6:13'],
    },
    {
      name: 'an id that stands twice',
      text: metricMath(CPU_PART, '{ id: m1, returnData: false, expression: m1 }'),
      found: ['error alarms/metric-id 7:13'],
    },
    {
      name: 'a part with both',
      text: metricMath(
        '{ id: m1, expression: TIME_SERIES(1), metricStat: { metric: { metricName: CPUUtilization } } }',
      ),
      found: ['error alarms/expression-or-metric 6:7'],
    },
    {
      name: 'a part with neither',
      text: metricMath('{ id: m1 }'),
      found: ['error alarms/expression-or-metric 6:7'],
    },
    {
      name: 'a metric without a name',
      text: metricMath('{ id: m1, metricStat: { stat: Sum, period: 60, metric: { namespace: Shop } } }'),
      found: ['error alarms/metric 6:29'],
    },
    {
      name: "another namespace's metric without statistic",
      text: metricMath('{ id: m1, metricStat: { metric: { namespace: Shop, metricName: Orders } } }'),
      found: ['error alarms/metric 6:29', 'error alarms/metric 6:29'],
    },
    {
      name: 'a statistic that is misspelt',
      text: metricMath('{ id: m1, metricStat: { stat: Averge, metric: { metricName: CPUUtilization } } }'),
      found: ['error alarms/statistic 6:37'],
    },
    {
      name: 'a metric that is misspelt',
      text: metricMath('{ id: m1, metricStat: { metric: { namespace: AWS/ECS, metricName: CPUUtilisation } } }'),
      found: ['error alarms/metric-name 6:73'],
    },
    {
      name: 'a period of 45 seconds',
      text: metricMath('{ id: m1, metricStat: { period: 45, metric: { metricName: CPUUtilization } } }'),
      found: ['error alarms/period 6:39'],
    },
    {
      name: 'an unknown id',
      text: metricMath(
        '{ id: m1, returnData: false, metricStat: { metric: { metricName: CPUUtilization } } }',
        '{ id: e1, expression: m1 / m2 }',
      ),
      found: ['error alarms/metric-math-unknown-id 7:29'],
    },
    {
      name: 'an expression that is none',
      text: metricMath(M1, '{ id: e1, expression: "100 * (m1 / 2" }'),
      found: ['error alarms/metric-math-syntax 7:29'],
    },
    {
      name: 'a function in small letters',
      text: metricMath(M1, '{ id: e1, expression: "sum([m1])" }'),
      found: ['error alarms/metric-math-syntax 7:29'],
    },
    {
      name: 'a function that is misspelt, or that AWS has added',
      text: metricMath(M1, '{ id: e1, expression: STDEV(m1) }'),
      found: ['warning alarms/metric-math-function 7:29'],
    },
    {
      name: 'a number as the result',
      text: metricMath(M1, '{ id: e1, expression: MAX(m1) }'),
      found: ['error alarms/metric-math-result 7:29'],
    },
    {
      name: 'several series as the result',
      text: metricMath(M1, '{ id: e1, expression: METRICS() }'),
      found: ['error alarms/metric-math-result 7:29'],
    },
    {
      name: 'metrics of two periods',
      text: metricMath(
        '{ id: m1, returnData: false, metricStat: { period: 60, metric: { metricName: CPUUtilization } } }',
        '{ id: m2, returnData: false, metricStat: { period: 300, metric: { metricName: MemoryUtilization } } }',
        '{ id: e1, expression: m1 / m2 }',
      ),
      found: ['warning alarms/metric-math-period 7:58'],
    },
    {
      name: 'a search',
      text: metricMath("{ id: e1, expression: \"SEARCH('CPUUtilization', 'Average')\" }"),
      found: ['error alarms/search 6:29'],
    },
    {
      name: 'two results',
      text: metricMath(CPU_PART, '{ id: e1, expression: m1 / 2 }'),
      found: ['error alarms/return-data 7:7'],
    },
    {
      name: 'no result',
      text: metricMath('{ id: m1, returnData: false, metricStat: { metric: { metricName: CPUUtilization } } }'),
      found: ['error alarms/return-data 6:5'],
    },
    {
      name: 'eleven expressions',
      text: metricMath(CPU_PART, ...many(11, (n) => `{ id: e${n}, returnData: false, expression: m1 }`)),
      found: ['error alarms/metric-math 6:5'],
    },
  ])('$name', ({ text, found }) => {
    expect(placedIn(readAlarms(text).diagnostics)).toEqual(found);
  });
});

describe('anomalies', () => {
  test.each([
    {
      name: 'a threshold as well',
      text: anAlarm(
        'evaluationPeriods: 1',
        'comparisonOperator: GreaterThanUpperThreshold',
        'thresholdMetricId: ad',
        'metrics:',
        '  - { id: m1, metricStat: { metric: { metricName: CPUUtilization } } }',
        '  - { id: ad, expression: ANOMALY_DETECTION_BAND(m1) }',
      ),
      found: ['error alarms/anomaly 2:14'],
    },
    {
      name: 'a comparison with thresholds',
      text: [
        '- alarmName: shop-api-cpu',
        '  evaluationPeriods: 1',
        '  comparisonOperator: GreaterThanThreshold',
        '  thresholdMetricId: ad',
        '  metrics:',
        '    - { id: m1, metricStat: { metric: { metricName: CPUUtilization } } }',
        '    - { id: ad, expression: ANOMALY_DETECTION_BAND(m1) }',
      ].join('\n'),
      found: ['error alarms/anomaly 3:23'],
    },
    {
      name: 'a band that is not there',
      text: [
        '- alarmName: shop-api-cpu',
        '  evaluationPeriods: 1',
        '  comparisonOperator: GreaterThanUpperThreshold',
        '  thresholdMetricId: ad',
        '  metrics:',
        '    - { id: m1, metricStat: { metric: { metricName: CPUUtilization } } }',
      ].join('\n'),
      found: ['error alarms/anomaly 4:22'],
    },
    {
      name: 'a band that is none',
      text: [
        '- alarmName: shop-api-cpu',
        '  evaluationPeriods: 1',
        '  comparisonOperator: GreaterThanUpperThreshold',
        '  thresholdMetricId: ad',
        '  metrics:',
        '    - { id: m1, metricStat: { metric: { metricName: CPUUtilization } } }',
        '    - { id: ad, expression: m1 * 2 }',
      ].join('\n'),
      found: ['error alarms/anomaly 4:22'],
    },
    {
      name: 'an action that scales',
      text: [
        '- alarmName: shop-api-cpu',
        '  evaluationPeriods: 1',
        '  comparisonOperator: GreaterThanUpperThreshold',
        '  thresholdMetricId: ad',
        '  metrics:',
        '    - { id: m1, metricStat: { metric: { metricName: CPUUtilization } } }',
        '    - { id: ad, expression: ANOMALY_DETECTION_BAND(m1) }',
        '  alarmActions: ["arn:aws:autoscaling:eu-central-1:123456789012:scalingPolicy:1"]',
      ].join('\n'),
      found: ['error alarms/actions 8:18'],
    },
  ])('$name', ({ text, found }) => {
    expect(placedIn(readAlarms(text).diagnostics)).toEqual(found);
  });
});

describe('queries', () => {
  test.each([
    {
      name: 'a threshold beside it',
      text: anAlarm('evaluationInterval: 60', 'evaluationCriteria: { promQLCriteria: { query: up } }'),
      found: ['error alarms/not-beside 2:14'],
    },
    {
      name: 'no interval',
      text: ['- alarmName: shop-api-up', '  evaluationCriteria: { promQLCriteria: { query: up } }'].join('\n'),
      found: ['error alarms/evaluation-interval 1:3'],
    },
  ])('$name', ({ text, found }) => {
    expect(placedIn(readAlarms(text).diagnostics)).toEqual(found);
  });
});
