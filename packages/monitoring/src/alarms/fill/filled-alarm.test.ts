import { describe, expect, test } from '@jest/globals';
import { aShop, placedIn, readAlarms } from '../../../test/alarm-files.ts';
import { managedPrefix } from '../../monitored-stack.ts';
import { NAMESPACES } from '../metrics/find-metric.ts';

function filled(...lines: readonly string[]) {
  const text = ['- alarmName: shop-worker-x', '  threshold: 1', ...lines.map((line) => `  ${line}`)].join('\n');
  const { alarms, diagnostics } = readAlarms(text);
  return { fields: alarms[0]?.fields, found: placedIn(diagnostics) };
}

describe('what an alarm on a metric usually is', () => {
  test.each([
    {
      metric: 'CPUUtilization',
      usual: {
        namespace: 'AWS/ECS',
        statistic: 'Average',
        period: 60,
        evaluationPeriods: 3,
        comparisonOperator: 'GreaterThanThreshold',
      },
    },
    {
      metric: 'RunningTaskCount',
      usual: {
        namespace: 'ECS/ContainerInsights',
        statistic: 'Minimum',
        comparisonOperator: 'LessThanThreshold',
        treatMissingData: 'breaching',
      },
    },
    {
      metric: 'ApproximateAgeOfOldestMessage',
      usual: {
        namespace: 'AWS/SQS',
        statistic: 'Maximum',
        comparisonOperator: 'GreaterThanThreshold',
        treatMissingData: 'notBreaching',
        dimensions: [{ name: 'QueueName', value: 'shop-jobs' }],
      },
    },
  ])('$metric', ({ metric, usual }) => {
    const { fields, found } = filled(`metricName: ${metric}`);
    expect(found).toEqual([]);
    expect(fields).toMatchObject(usual);
  });

  test.each([
    {
      metric: 'HTTPCode_Target_5XX_Count',
      usual: {
        statistic: 'Sum',
        comparisonOperator: 'GreaterThanOrEqualToThreshold',
        treatMissingData: 'notBreaching',
        evaluationPeriods: 1,
      },
    },
    { metric: 'TargetResponseTime', usual: { extendedStatistic: 'p95', comparisonOperator: 'GreaterThanThreshold' } },
    {
      metric: 'HealthyHostCount',
      usual: { statistic: 'Minimum', comparisonOperator: 'LessThanThreshold', treatMissingData: 'breaching' },
    },
    {
      metric: 'UnHealthyHostCount',
      usual: {
        statistic: 'Maximum',
        period: 60,
        comparisonOperator: 'GreaterThanOrEqualToThreshold',
        evaluationPeriods: 1,
      },
    },
  ])('$metric of a load balancer', ({ metric, usual }) => {
    const { fields, found } = filled(`metricName: ${metric}`, 'service: shop-api');
    expect(found).toEqual([]);
    expect(fields).toMatchObject({ namespace: 'AWS/ApplicationELB', ...usual });
  });

  test.each(['shop-api-admin', 'api-admin'])('the service may be called as in ECS or in stack.yml: %s', (service) => {
    const { fields, found } = filled('metricName: CPUUtilization', `service: ${service}`);
    expect(found).toEqual([]);
    expect(fields).toMatchObject({ dimensions: [{}, { name: 'ServiceName', value: 'shop-api-admin' }] });
  });

  test('what the file gives stays as it is', () => {
    const given = {
      statistic: 'Minimum',
      period: 300,
      evaluationPeriods: 2,
      comparisonOperator: 'LessThanThreshold',
      treatMissingData: 'ignore',
    };
    const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}`);
    expect(filled('metricName: HealthyHostCount', 'service: shop-api', ...lines).fields).toMatchObject(given);
  });

  test('a metric of another namespace gets nothing', () => {
    const { fields } = filled('namespace: Shop', 'metricName: Orders');
    expect(fields).toEqual({ alarmName: 'shop-worker-x', threshold: 1, namespace: 'Shop', metricName: 'Orders' });
  });
});

test.each(NAMESPACES)(
  'the metrics of $name have names of their own, which are not alike but for case',
  ({ metrics }) => {
    const names = metrics.map(({ name }) => name.toLowerCase());
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  },
);

describe('the service of an alarm', () => {
  test.each([
    { alarmName: 'shop-api-cpu', service: 'shop-api' },
    { alarmName: 'shop-api', service: 'shop-api' },
    { alarmName: 'shop-api-admin-cpu', service: 'shop-api-admin' },
    { alarmName: 'shop-api_cpu', service: 'shop-api' },
    { alarmName: 'shop-apis-cpu', service: undefined },
    { alarmName: 'shop', service: undefined },
    { alarmName: `${managedPrefix(aShop())}shop-worker-gone`, service: 'shop-worker' },
  ])('$alarmName: $service', ({ alarmName, service }) => {
    const { alarms } = readAlarms(`- { alarmName: ${alarmName}, metricName: CPUUtilization, threshold: 1 }`);
    expect(alarms[0]?.service?.name).toBe(service);
  });

  test('is the one that it names, whatever it is called', () => {
    const { alarms } = readAlarms(
      '- { alarmName: shop-api-cpu, service: shop-worker, metricName: CPUUtilization, threshold: 1 }',
    );
    expect(alarms[0]?.fields['dimensions']).toEqual([
      { name: 'ClusterName', value: 'shop-prod' },
      { name: 'ServiceName', value: 'shop-worker' },
    ]);
    expect(alarms[0]?.fields).not.toHaveProperty('service');
  });
});
