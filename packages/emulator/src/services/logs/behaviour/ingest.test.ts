import type { PutMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from '@jest/globals';

import type { Emulator } from '../../../emulator.ts';
import { seriesOf } from '../../cloudwatch/behaviour/metrics.ts';
import { aService, anAccount, register } from '../../../../test/world/an-account.ts';
import { typedCall } from '../../../../test/world/typed-call.ts';

const logGroupName = '/ecs/web';
const logStreamName = 'web/web/1';
const metric = { namespace: 'shop', name: 'errors' };

const filter = (
  transformation: Partial<NonNullable<PutMetricFilterRequest['metricTransformations']>[number]> = {},
): PutMetricFilterRequest => ({
  logGroupName,
  filterName: 'errors',
  filterPattern: '{ $.level = "ERROR" }',
  metricTransformations: [{ metricNamespace: 'shop', metricName: 'errors', metricValue: '1', ...transformation }],
});

const ERROR = '{"level":"ERROR","path":"/v1","seconds":2.5}';
const INFO = '{"level":"INFO"}';

/** Writes lines, each at a second of the minute, as PutLogEvents does. */
function write(emulator: Emulator, ...messages: readonly string[]): void {
  const logEvents = messages.map((message, i) => ({ timestamp: emulator.world.now + i * 1000, message }));
  emulator.call('logs:PutLogEvents', { logGroupName, logStreamName, logEvents });
}

function anAccountWithFilter(...transformation: Parameters<typeof filter>): Emulator {
  const emulator = anAccount();
  emulator.call('logs:CreateLogStream', { logGroupName, logStreamName });
  emulator.call('logs:PutMetricFilter', filter(...transformation));
  return emulator;
}

const values = (emulator: Emulator, dimensions = {}): unknown =>
  seriesOf(emulator.world, { ...metric, dimensions })?.samples.map(({ sum }) => sum);

test('lines that match are counted, and no others', () => {
  const emulator = anAccountWithFilter();
  write(emulator, ERROR, INFO, 'no JSON', ERROR);
  expect(values(emulator)).toEqual([1, 1]);
});

test('a filter counts what comes in from then on', () => {
  const emulator = anAccount();
  emulator.call('logs:CreateLogStream', { logGroupName, logStreamName });
  write(emulator, ERROR);
  emulator.call('logs:PutMetricFilter', filter());
  expect(values(emulator)).toBeUndefined();
});

test('a minute with lines of which none matches has the default value, once', () => {
  const emulator = anAccountWithFilter({ defaultValue: 0 });
  write(emulator, INFO);
  write(emulator, INFO);
  emulator.advance(60);
  write(emulator, INFO, ERROR);
  write(emulator, INFO);
  expect(values(emulator)).toEqual([0, 1]);
});

test('the value and the dimensions come from the line; one that lacks them is not counted', () => {
  const emulator = anAccountWithFilter({ metricValue: '$.seconds', dimensions: { Path: '$.path' }, unit: 'Seconds' });
  write(emulator, ERROR, '{"level":"ERROR","seconds":7}', '{"level":"ERROR","path":"/v1"}');
  expect(values(emulator, { Path: '/v1' })).toEqual([2.5]);
  expect(Object.keys(emulator.world.metrics)).toHaveLength(1);
});

test('what containers write is counted, where an alarm can see it', () => {
  const emulator = anAccount({ scenario: { images: { '*': { behaviour: 'healthy', logs: [ERROR, INFO] } } } });
  emulator.call('logs:PutMetricFilter', filter());
  emulator.call('ecs:CreateService', aService(register(emulator, 'web:1')));
  emulator.advance(600);
  const { MetricDataResults } = typedCall(emulator)('cloudwatch:GetMetricData', {
    StartTime: new Date(emulator.world.startAt),
    EndTime: new Date(emulator.world.now),
    MetricDataQueries: [
      {
        Id: 'errors',
        MetricStat: { Metric: { Namespace: 'shop', MetricName: 'errors' }, Period: 3600, Stat: 'Sum' },
      },
    ],
  });
  expect(MetricDataResults?.[0]?.Values).toEqual([2]);
});
