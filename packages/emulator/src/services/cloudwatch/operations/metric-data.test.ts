import type { GetMetricDataInput, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { expect, test } from '@jest/globals';

import { Emulator } from '../../../emulator.ts';
import { typedCall } from '../../../../test/world/typed-call.ts';

const START = Date.UTC(2026, 10, 23, 9, 0, 0);
const minute = (count: number): Date => new Date(START + count * 60_000);

const query = (Stat: string, Period = 60, more: Partial<MetricDataQuery> = {}): MetricDataQuery => ({
  Id: 'm1',
  MetricStat: { Metric: { Namespace: 'shop', MetricName: 'seconds' }, Period, Stat },
  ...more,
});

/** A value at the beginning of each of so many minutes: 1, 2, 3, ... */
function anAccount(minutes = 10): Emulator {
  const emulator = new Emulator({ startAt: START });
  for (let i = 0; i < minutes; i++)
    emulator.pushMetrics({ namespace: 'shop', name: 'seconds', value: i + 1, at: START + i * 60_000 });
  return emulator;
}

function read(emulator: Emulator, queries: MetricDataQuery[], more: Partial<GetMetricDataInput> = {}) {
  const input = { MetricDataQueries: queries, StartTime: minute(0), EndTime: minute(10), ...more };
  return typedCall(emulator)('cloudwatch:GetMetricData', { ScanBy: 'TimestampAscending', ...input });
}

const valuesOf = (emulator: Emulator, one: MetricDataQuery, more: Partial<GetMetricDataInput> = {}): unknown =>
  read(emulator, [one], more).MetricDataResults?.[0]?.Values;

test.each([
  { Stat: 'Sum', expected: [15, 40] },
  { Stat: 'Average', expected: [3, 8] },
  { Stat: 'Minimum', expected: [1, 6] },
  { Stat: 'Maximum', expected: [5, 10] },
  { Stat: 'SampleCount', expected: [5, 5] },
  { Stat: 'p50', expected: [3, 8] },
  { Stat: 'p90', expected: [4.6, 9.6] },
  { Stat: 'p100', expected: [5, 10] },
])('$Stat of five minutes each', ({ Stat, expected }) => {
  expect(valuesOf(anAccount(), query(Stat, 300))).toEqual(expected);
});

test('times are the beginnings of periods, from the start rounded down and without the end', () => {
  const emulator = anAccount();
  const within = { StartTime: new Date(START + 90_000), EndTime: minute(4) };
  const [result] = read(emulator, [query('Sum')], within).MetricDataResults ?? [];
  expect(result).toMatchObject({ Timestamps: [minute(1), minute(2), minute(3)], Values: [2, 3, 4] });
  expect(valuesOf(emulator, query('Sum'), { ...within, ScanBy: 'TimestampDescending' })).toEqual([4, 3, 2]);
});

test('a period that had begun before the start is left out', () => {
  expect(valuesOf(anAccount(), query('Sum', 300), { StartTime: minute(2) })).toEqual([40]);
});

test.each([
  { Period: 20, hours: 3 },
  { Period: 60, hours: 15 * 24 },
  { Period: 300, hours: 63 * 24 },
  { Period: 3600, hours: 455 * 24 },
])('points of $Period s are there for $hours h', ({ Period, hours }) => {
  const emulator = new Emulator({ startAt: START });
  const keptFrom = START - hours * 3_600_000;
  for (const at of [keptFrom - 2 * 3_600_000, keptFrom + 2 * 3_600_000, START - 600_000])
    emulator.pushMetrics({ namespace: 'shop', name: 'seconds', value: 1, at, isHighResolution: true });
  const values = valuesOf(emulator, query('Sum', Period), { StartTime: new Date(keptFrom - 86_400_000) });
  expect(values).toEqual([1, 1]);
});

test('dimensions are all of a metric’s name, and units keep apart', () => {
  const emulator = anAccount(1);
  const metric = { namespace: 'shop', name: 'seconds' };
  emulator.pushMetrics({ ...metric, dimensions: { service: 'api', zone: 'a' }, value: 9, at: START });
  emulator.pushMetrics({ ...metric, unit: 'Milliseconds', value: 5, at: START });
  const named = (Dimensions: { Name: string; Value: string }[]): MetricDataQuery => ({
    Id: 'm1',
    MetricStat: { Metric: { Namespace: 'shop', MetricName: 'seconds', Dimensions }, Period: 60, Stat: 'Sum' },
  });
  const zone = { Name: 'zone', Value: 'a' };
  expect(valuesOf(emulator, named([zone, { Name: 'service', Value: 'api' }]))).toEqual([9]);
  expect(valuesOf(emulator, named([zone]))).toEqual([]);
  expect(valuesOf(emulator, query('Sum'))).toEqual([6]);
  const { MetricStat } = query('Sum');
  expect(
    valuesOf(emulator, { Id: 'm1', ...(MetricStat && { MetricStat: { ...MetricStat, Unit: 'Milliseconds' } }) }),
  ).toEqual([5]);
  expect(emulator.call('cloudwatch:ListMetrics', { Dimensions: [{ Name: 'zone' }] })).toMatchObject({
    Metrics: [{ Namespace: 'shop', MetricName: 'seconds' }],
  });
});

test('expressions see the other queries, and only what returns data is returned', () => {
  const { MetricDataResults } = read(anAccount(3), [
    { Id: 'double', Expression: 'm1 * 2' },
    query('Sum', 60, { ReturnData: false }),
  ]);
  expect(MetricDataResults).toMatchObject([{ Id: 'double', Values: [2, 4, 6], StatusCode: 'Complete' }]);
});

test('a lot of points comes in pages', () => {
  const emulator = anAccount();
  const first = read(emulator, [query('Sum')], { MaxDatapoints: 7 });
  expect(first.MetricDataResults).toMatchObject([{ Values: [1, 2, 3, 4, 5, 6, 7], StatusCode: 'PartialData' }]);
  const second = read(emulator, [query('Sum')], { MaxDatapoints: 7, NextToken: first.NextToken });
  expect(second.MetricDataResults).toMatchObject([{ Values: [8, 9, 10], StatusCode: 'Complete' }]);
  expect(second.NextToken).toBeUndefined();
});

test('values, counts and statistic sets come in, of which there is no percentile', () => {
  const emulator = new Emulator({ startAt: START });
  const put = (datum: object): unknown =>
    emulator.call('cloudwatch:PutMetricData', { Namespace: 'shop', MetricData: [{ MetricName: 'seconds', ...datum }] });
  put({ Values: [1, 5], Counts: [3, 1] });
  expect(valuesOf(emulator, query('p50'))).toEqual([1]);
  put({ StatisticValues: { SampleCount: 2, Sum: 12, Minimum: 4, Maximum: 8 } });
  expect(valuesOf(emulator, query('Average'))).toEqual([20 / 6]);
  expect(valuesOf(emulator, query('Maximum'))).toEqual([8]);
  expect(valuesOf(emulator, query('p50'))).toEqual([]);
});

test.each<{ what: string; datum: object; namespace?: string }>([
  { what: 'a namespace of AWS', datum: { Value: 1 }, namespace: 'AWS/ECS' },
  { what: 'no value', datum: {} },
  { what: 'two kinds of values', datum: { Value: 1, Values: [1] } },
  { what: 'counts of others', datum: { Values: [1, 2], Counts: [1] } },
  { what: 'a time three weeks ago', datum: { Value: 1, Timestamp: new Date(START - 21 * 86_400_000) } },
  { what: 'a time in three hours', datum: { Value: 1, Timestamp: new Date(START + 3 * 3_600_000) } },
])('data with $what is refused', ({ datum, namespace = 'shop' }) => {
  const emulator = new Emulator({ startAt: START });
  const MetricData = [{ MetricName: 'seconds', ...datum }];
  expect(() => emulator.call('cloudwatch:PutMetricData', { Namespace: namespace, MetricData })).toThrow();
  expect(emulator.world.metrics).toEqual({});
});

test.each<{ what: string; queries: MetricDataQuery[]; more?: Partial<GetMetricDataInput>; why: string }>([
  { what: 'no time', queries: [query('Sum')], more: { EndTime: minute(0) }, why: 'StartTime must be less' },
  { what: 'no queries', queries: [], why: 'must not be empty' },
  { what: 'a period of 45 s', queries: [query('Sum', 45)], why: 'Invalid period 45' },
  { what: 'an unknown statistic', queries: [query('Median')], why: 'not supported' },
  { what: 'a trimmed mean', queries: [query('tm90')], why: 'not emulated' },
  { what: 'a number for a series', queries: [{ Id: 'e', Expression: '1 + 1' }], why: 'comes to a number' },
])('a question with $what is refused', ({ queries, more, why }) => {
  expect(() => read(anAccount(1), queries, more)).toThrow(why);
});
