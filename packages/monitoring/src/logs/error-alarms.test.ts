import { expect, test } from '@jest/globals';
import { aMonitoredService, aMonitoredStack } from '../testing/a-stack.ts';
import { someLogSettings } from '../testing/log-settings.ts';
import { errorAlarms } from './error-alarms.ts';

const stack = aMonitoredStack({
  services: [aMonitoredService(), aMonitoredService({ name: 'amply-silent', logGroups: [] })],
});

test('with a threshold, there is a whole alarm for each service that has logs', () => {
  const [entry, ...others] = errorAlarms(stack, someLogSettings({ errorLogs: { threshold: 5 } }));
  expect(others).toEqual([]);
  expect(entry?.fields).toEqual({
    alarmName: 'fargate-actions-amply.amply-prod.amply-api-errors',
    alarmDescription: 'amply-api wrote 5 or more errors to its log within five minutes.',
    service: 'amply-api',
    namespace: 'fargate-actions/amply/amply-prod',
    metricName: 'amply-api-errors',
    statistic: 'Sum',
    period: 300,
    evaluationPeriods: 1,
    threshold: 5,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
  });
  expect(entry?.at('threshold')).toEqual({ file: 'stack.yml', line: 13, column: 3 });
});

test.each([undefined, false, true, {}, { filterPattern: 'ERROR' }])('%p has no threshold: no alarm', (errorLogs) => {
  expect(errorAlarms(stack, someLogSettings({ errorLogs }))).toEqual([]);
});
