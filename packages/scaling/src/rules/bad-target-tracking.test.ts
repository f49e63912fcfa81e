import { describe, expect, test } from '@jest/globals';
import { CPU, metricMath, targetTracking, wrongIn } from '../../test/files.ts';

const M1 = '{ id: m1, metricStat: { stat: Sum, metric: { metricName: A, namespace: B } }, returnData: false }';

describe('target tracking', () => {
  test.each([
    {
      name: 'a field of a policy that AWS may have added',
      text: targetTracking('targetValue: 70', CPU, 'newThing: 1'),
      found: ['notice scaling/unknown-field 6:5'],
    },
    { name: 'no target value', text: targetTracking(CPU), found: ['error scaling/target-value 4:5'] },
    {
      name: 'a target value of 0',
      text: targetTracking('targetValue: 0', CPU),
      found: ['error scaling/target-value 4:18'],
    },
    {
      name: 'a target value that is text',
      text: targetTracking('targetValue: high', CPU),
      found: ['error scaling/type 4:18'],
    },
    {
      name: 'a percentage that is never reached',
      text: targetTracking('targetValue: 700', CPU),
      found: ['warning scaling/never-reached 5:36'],
    },
    {
      name: 'no metric',
      text: targetTracking('targetValue: 70'),
      found: ['error scaling/predefined-or-customized 4:5'],
    },
    {
      name: 'a predefined and a customized metric',
      text: targetTracking(
        'targetValue: 70',
        CPU,
        'customizedMetricSpecification: { metricName: A, namespace: B, statistic: Sum }',
      ),
      found: ['error scaling/predefined-or-customized 6:36'],
    },
    {
      name: 'a predefined metric that is misspelt',
      text: targetTracking(
        'targetValue: 70',
        'predefinedMetricSpecification:',
        '  predefinedMetricType: ECSServiceAverageCpuUtilisation',
      ),
      found: ['error scaling/value 6:29'],
    },
    {
      name: 'a predefined metric of another service',
      text: targetTracking(
        'targetValue: 70',
        'predefinedMetricSpecification:',
        '  predefinedMetricType: DynamoDBReadCapacityUtilization',
      ),
      found: ['notice scaling/value 6:29'],
    },
    {
      name: 'no type of a predefined metric',
      text: targetTracking(
        'targetValue: 70',
        'predefinedMetricSpecification: { resourceLabel: app/a/1/targetgroup/b/2 }',
      ),
      found: ['error scaling/predefined-metric 5:36'],
    },
    {
      name: 'a resource label for CPU',
      text: targetTracking(
        'targetValue: 70',
        'predefinedMetricSpecification:',
        '  predefinedMetricType: ECSServiceAverageCPUUtilization',
        '  resourceLabel: app/a/1/targetgroup/b/2',
      ),
      found: ['error scaling/resource-label 7:22'],
    },
    {
      name: 'a resource label of another form',
      text: targetTracking(
        'targetValue: 70',
        'predefinedMetricSpecification:',
        '  predefinedMetricType: ALBRequestCountPerTarget',
        '  resourceLabel: shop-api-tg',
      ),
      found: ['error scaling/resource-label 7:22'],
    },
    {
      name: 'a negative cooldown',
      text: targetTracking('targetValue: 70', CPU, 'scaleOutCooldown: -1'),
      found: ['error scaling/bounds 6:23'],
    },
    {
      name: 'a cooldown that is text',
      text: targetTracking('targetValue: 70', CPU, 'scaleInCooldown: 5m'),
      found: ['error scaling/type 6:22'],
    },
    {
      name: 'a customized metric without a namespace',
      text: targetTracking('targetValue: 1', 'customizedMetricSpecification: { metricName: A, statistic: Sum }'),
      found: ['error scaling/metric 5:36'],
    },
    {
      name: 'a statistic that is misspelt',
      text: targetTracking(
        'targetValue: 1',
        'customizedMetricSpecification:',
        '  { metricName: A, namespace: B, statistic: avarage }',
      ),
      found: ['error scaling/value 6:49'],
    },
    {
      name: 'a dimension without a value',
      text: targetTracking(
        'targetValue: 1',
        'customizedMetricSpecification:',
        '  { metricName: A, namespace: B, statistic: Sum, dimensions: [{ name: Q }] }',
      ),
      found: ['error scaling/dimension 6:67'],
    },
    {
      name: 'a metric beside metric math',
      text: targetTracking(
        'targetValue: 1',
        'customizedMetricSpecification:',
        '  metricName: A',
        '  metrics: [{ id: m1, metricStat: { stat: Sum, metric: { metricName: A, namespace: B } } }]',
      ),
      found: ['error scaling/metric-or-math 6:19'],
    },
    {
      name: 'metric math of nothing',
      text: targetTracking('targetValue: 1', 'customizedMetricSpecification: { metrics: [] }'),
      found: ['error scaling/metric-math 5:47'],
    },
  ])('$name', ({ text, found }) => {
    expect(wrongIn(text)).toEqual(found);
  });
});

describe('metric math', () => {
  test.each([
    {
      name: 'an id with a capital',
      text: metricMath(
        '{ id: M1, metricStat: { stat: Sum, metric: { metricName: A, namespace: B } }, returnData: false }',
        '{ id: e1, expression: TIME_SERIES(6) }',
      ),
      found: ['error scaling/metric-id 7:17'],
    },
    {
      name: 'an id twice',
      text: metricMath(M1, M1, '{ id: e1, expression: m1 }'),
      found: ['error scaling/metric-id 8:17'],
    },
    { name: 'no id', text: metricMath('{ expression: TIME_SERIES(6) }'), found: ['error scaling/metric-id 7:11'] },
    {
      name: 'an expression and a metric',
      text: metricMath(
        M1,
        '{ id: e1, expression: m1, metricStat: { stat: Sum, metric: { metricName: A, namespace: B } } }',
      ),
      found: ['error scaling/expression-or-metric 8:11'],
    },
    {
      name: 'neither expression nor metric',
      text: metricMath(M1, '{ id: e1 }'),
      found: ['error scaling/expression-or-metric 8:11'],
    },
    {
      name: 'a metric without a statistic',
      text: metricMath('{ id: m1, metricStat: { metric: { metricName: A, namespace: B } } }'),
      found: ['error scaling/metric 7:33'],
    },
    {
      name: 'data returned before the end',
      text: metricMath(
        '{ id: m1, metricStat: { stat: Sum, metric: { metricName: A, namespace: B } } }',
        '{ id: e1, expression: m1 }',
      ),
      found: ['error scaling/return-data 7:11'],
    },
    { name: 'no data returned at the end', text: metricMath(M1), found: ['error scaling/return-data 7:101'] },
    {
      name: 'an expression with an unknown id',
      text: metricMath(M1, '{ id: e1, expression: m1 / m2 }'),
      found: ['error scaling/metric-math-unknown-id 8:33'],
    },
    {
      name: 'an expression that ends too early',
      text: metricMath(M1, '{ id: e1, expression: m1 / }'),
      found: ['error scaling/metric-math-syntax 8:33'],
    },
    {
      name: 'a function in small letters',
      text: metricMath(M1, '{ id: e1, expression: "fill(m1, 0)" }'),
      found: ['error scaling/metric-math-syntax 8:33'],
    },
    {
      name: 'a function that AWS may have added',
      text: metricMath(M1, '{ id: e1, expression: AVERAGE(m1) }'),
      found: ['warning scaling/metric-math-function 8:33'],
    },
    {
      name: 'a number as the result',
      text: metricMath(M1, '{ id: e1, expression: AVG(m1) }'),
      found: ['error scaling/metric-math-result 8:33'],
    },
    {
      name: 'several results',
      text: metricMath(M1, '{ id: e1, expression: METRICS(), returnData: false }', '{ id: e2, expression: e1 * 2 }'),
      found: ['error scaling/metric-math-result 9:33'],
    },
    {
      name: 'a number on the way to the result',
      text: metricMath(M1, '{ id: e1, expression: AVG(m1), returnData: false }', '{ id: e2, expression: m1 - e1 }'),
      found: [],
    },
  ])('$name', ({ text, found }) => {
    expect(wrongIn(text)).toEqual(found);
  });
});
