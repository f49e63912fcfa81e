import { describe, expect, test } from '@jest/globals';
import { aMonitoredService, aMonitoredStack } from '../../test/a-stack.ts';
import { someLogSettings } from '../../test/log-settings.ts';
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

describe('a log group that two services share', () => {
  const shared = aMonitoredStack({
    services: ['api', 'worker', 'beat', 'mails', 'jobs'].map((name) =>
      aMonitoredService({
        name: `amply-${name}`,
        logGroups: name === 'api' ? ['/ecs/amply', '/ecs/amply-api'] : ['/ecs/amply'],
      }),
    ),
  });
  const settings = someLogSettings({ errorLogs: { threshold: 5 } });

  test('has one alarm, which tells of the group, and what is their own another', () => {
    expect(errorAlarms(shared, settings).map(({ fields }) => fields)).toMatchObject([
      {
        alarmName: 'fargate-actions-amply.amply-prod.amply-api-errors',
        metricName: 'amply-api-errors',
        service: 'amply-api',
      },
      {
        alarmName: 'fargate-actions-amply.amply-prod./ecs/amply.errors',
        alarmDescription:
          'In the log group /ecs/amply were 5 or more errors within five minutes. What writes to it: amply-api, amply-worker, amply-beat and 2 more.',
        metricName: '/ecs/amply.errors',
        service: 'amply-api',
      },
    ]);
  });

  test('is watched in a run for any of them', () => {
    const [entry] = errorAlarms(shared, { ...settings, services: ['amply-beat'] }).slice(1);
    expect(entry?.fields).toMatchObject({ service: 'amply-beat' });
  });
});

test.each([undefined, false, true, {}, { filterPattern: 'ERROR' }])('%p has no threshold: no alarm', (errorLogs) => {
  expect(errorAlarms(stack, someLogSettings({ errorLogs }))).toEqual([]);
});
