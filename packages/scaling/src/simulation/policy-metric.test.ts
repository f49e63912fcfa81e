import { describe, expect, test } from '@jest/globals';
import { CPU, metricMath, read, targetTracking } from '../../test/files.ts';
import { policyMetric, taskMetrics } from './policy-metric.ts';

const SERVICE = { name: 'web', cluster: 'shop' };
const OF_SERVICE = [
  { Name: 'ClusterName', Value: 'shop' },
  { Name: 'ServiceName', Value: 'web' },
];

/** The metric of the one policy in a file. */
function metricIn(text: string) {
  const [policy] = read(text).scaling?.policies ?? [];
  return policy && policyMetric(policy.fields, SERVICE, 's0p0');
}

const predefined = (type: string, more = '') =>
  targetTracking('targetValue: 70', `predefinedMetricSpecification: { predefinedMetricType: ${type}${more} }`);

describe('the metric of a policy', () => {
  test.each([
    { type: 'ECSServiceAverageCPUUtilization', name: 'CPUUtilization' },
    { type: 'ECSServiceAverageCPUUtilizationHighResolution', name: 'CPUUtilization' },
    { type: 'ECSServiceAverageMemoryUtilization', name: 'MemoryUtilization' },
  ])('$type is the average over its tasks', ({ type, name }) => {
    expect(metricIn(predefined(type))).toEqual({
      id: 's0p0',
      queries: [
        {
          Id: 's0p0',
          MetricStat: {
            Metric: { Namespace: 'AWS/ECS', MetricName: name, Dimensions: OF_SERVICE },
            Period: 60,
            Stat: 'Average',
          },
        },
      ],
    });
  });

  test('requests are those of its label', () => {
    const label = 'app/web/0123456789abcdef/targetgroup/web/fedcba9876543210';
    expect(metricIn(predefined('ALBRequestCountPerTarget', `, resourceLabel: ${label}`))?.queries).toEqual([
      {
        Id: 's0p0',
        MetricStat: {
          Metric: {
            Namespace: 'AWS/ApplicationELB',
            MetricName: 'RequestCountPerTarget',
            Dimensions: [
              { Name: 'LoadBalancer', Value: 'app/web/0123456789abcdef' },
              { Name: 'TargetGroup', Value: 'targetgroup/web/fedcba9876543210' },
            ],
          },
          Period: 60,
          Stat: 'Sum',
        },
      },
    ]);
    expect(metricIn(predefined('ALBRequestCountPerTarget'))).toBeUndefined();
  });

  test('a customized one is as the file says', () => {
    const metric = metricIn(
      targetTracking(
        'targetValue: 100',
        'customizedMetricSpecification: { metricName: Depth, namespace: Own, statistic: Maximum, unit: Count, dimensions: [{ name: Q, value: jobs }] }',
      ),
    );
    expect(metric?.queries).toEqual([
      {
        Id: 's0p0',
        MetricStat: {
          Metric: { Namespace: 'Own', MetricName: 'Depth', Dimensions: [{ Name: 'Q', Value: 'jobs' }] },
          Period: 60,
          Stat: 'Maximum',
          Unit: 'Count',
        },
      },
    ]);
  });

  test('metric math has ids of its own, in its expressions too, and not in their texts', () => {
    const metric = metricIn(
      metricMath(
        '{ id: m1, metricStat: { metric: { namespace: Own, metricName: Depth }, stat: Sum }, returnData: false }',
        `{ id: e1, expression: "m1 / SUM(SEARCH('m1', 'Sum', 60)) + m10" }`,
      ),
    );
    expect(metric).toEqual({
      id: 's0p0e1',
      queries: [
        {
          Id: 's0p0m1',
          MetricStat: { Metric: { Namespace: 'Own', MetricName: 'Depth' }, Period: 60, Stat: 'Sum' },
          ReturnData: false,
        },
        { Id: 's0p0e1', Expression: "s0p0m1 / SUM(SEARCH('m1', 'Sum', 60)) + m10", ReturnData: true },
      ],
    });
  });

  test('what tracks nothing has none', () => {
    expect(policyMetric({ policyType: 'StepScaling' }, SERVICE, 'p')).toBeUndefined();
    expect(metricIn(targetTracking('targetValue: 70', CPU))).toBeDefined();
  });
});

test('running tasks are told by Container Insights, and by the samples of CPU', () => {
  const { insights, samples } = taskMetrics(SERVICE, 's0');
  expect([insights, samples].flatMap(({ queries }) => queries)).toEqual([
    {
      Id: 's0insights',
      MetricStat: {
        Metric: { Namespace: 'ECS/ContainerInsights', MetricName: 'RunningTaskCount', Dimensions: OF_SERVICE },
        Period: 60,
        Stat: 'Average',
      },
    },
    {
      Id: 's0samples',
      MetricStat: {
        Metric: { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization', Dimensions: OF_SERVICE },
        Period: 60,
        Stat: 'SampleCount',
      },
    },
  ]);
});
