import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from '@jest/globals';

import { Emulator } from '../../../emulator.ts';
import { typedCall } from '../../../../test/world/typed-call.ts';

const topic = 'arn:aws:sns:eu-central-1:123456789012:alerts';
const arnOf = (name: string): string => `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${name}`;

/** Not a second passes here, in which AWS takes three calls of some of these. */
const anEmulator = (): Emulator => new Emulator({ scenario: { limits: false } });

const cpu: PutMetricAlarmInput = {
  AlarmName: 'cpu',
  Namespace: 'AWS/ECS',
  MetricName: 'CPUUtilization',
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 80,
  ComparisonOperator: 'GreaterThanThreshold',
};

const math: PutMetricAlarmInput = {
  AlarmName: 'rate',
  Metrics: [
    { Id: 'rate', Expression: 'errors * 100' },
    {
      Id: 'errors',
      MetricStat: { Metric: { Namespace: 'shop', MetricName: 'errors' }, Period: 60, Stat: 'Sum' },
      ReturnData: false,
    },
  ],
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanThreshold',
};

describe('an alarm', () => {
  test('is described with what CloudWatch fills in, and the state of an alarm that has just been made', () => {
    const call = typedCall(anEmulator());
    call('cloudwatch:PutMetricAlarm', cpu);
    expect(call('cloudwatch:DescribeAlarms', {}).MetricAlarms).toEqual([
      {
        ...cpu,
        AlarmArn: arnOf('cpu'),
        ActionsEnabled: true,
        OKActions: [],
        AlarmActions: [],
        InsufficientDataActions: [],
        Dimensions: [],
        StateValue: 'INSUFFICIENT_DATA',
        StateReason: 'Unchecked: Initial alarm creation',
        StateUpdatedTimestamp: expect.any(Date),
        StateTransitionedTimestamp: expect.any(Date),
        AlarmConfigurationUpdatedTimestamp: expect.any(Date),
      },
    ]);
  });

  test('that is put again has the new configuration only, and keeps its state and its tags', () => {
    const emulator = anEmulator();
    const call = typedCall(emulator);
    call('cloudwatch:PutMetricAlarm', { ...cpu, AlarmDescription: 'old', Tags: [{ Key: 'stack', Value: 'shop' }] });
    emulator.call('cloudwatch:SetAlarmState', { AlarmName: 'cpu', StateValue: 'ALARM', StateReason: 'a drill' });
    call('cloudwatch:PutMetricAlarm', { ...cpu, Threshold: 90, Tags: [{ Key: 'stack', Value: 'other' }] });
    const [found] = call('cloudwatch:DescribeAlarms', {}).MetricAlarms ?? [];
    expect(found).toMatchObject({ Threshold: 90, StateValue: 'ALARM', StateReason: 'a drill' });
    expect(found?.AlarmDescription).toBeUndefined();
    const tags = () => call('cloudwatch:ListTagsForResource', { ResourceARN: arnOf('cpu') }).Tags;
    expect(tags()).toEqual([{ Key: 'stack', Value: 'shop' }]);
    call('cloudwatch:TagResource', { ResourceARN: arnOf('cpu'), Tags: [{ Key: 'team', Value: 'a' }] });
    emulator.call('cloudwatch:UntagResource', { ResourceARN: arnOf('cpu'), TagKeys: ['stack'] });
    expect(tags()).toEqual([{ Key: 'team', Value: 'a' }]);
  });

  test.each<{ what: string; changes: Partial<PutMetricAlarmInput>; error?: string }>([
    { what: 'no name', changes: { AlarmName: '' } },
    { what: 'a name too long', changes: { AlarmName: 'x'.repeat(256) } },
    { what: 'a control character in its name', changes: { AlarmName: 'a\tb' } },
    { what: 'six actions', changes: { AlarmActions: Array.from({ length: 6 }, (_, i) => `${topic}-${String(i)}`) } },
    { what: 'a topic by its name', changes: { AlarmActions: ['alerts'] } },
    { what: 'a topic of another region', changes: { OKActions: [topic.replace('central', 'west')] } },
    { what: 'no threshold', changes: { Threshold: undefined } },
    { what: 'no statistic', changes: { Statistic: undefined }, error: 'InvalidParameterCombinationException' },
    { what: 'two statistics', changes: { ExtendedStatistic: 'p90' }, error: 'InvalidParameterCombinationException' },
    { what: 'no percentile', changes: { Statistic: undefined, ExtendedStatistic: 'p101' } },
    { what: 'a period of 45 s', changes: { Period: 45 } },
    { what: 'a period of 90 s', changes: { Period: 90 } },
    { what: 'no period', changes: { Period: undefined }, error: 'MissingRequiredParameterException' },
    { what: 'no evaluation periods', changes: { EvaluationPeriods: 0 } },
    { what: 'one and a half evaluation periods', changes: { EvaluationPeriods: 1.5 } },
    // What a client of an older model, or none, may send.
    { what: 'a unit that there is not', changes: { Unit: 'Tasks' as never } },
    { what: 'more than a day of minutes', changes: { EvaluationPeriods: 1441 } },
    { what: 'more than a week of hours', changes: { Period: 3600, EvaluationPeriods: 169 } },
    { what: 'more data points than periods', changes: { DatapointsToAlarm: 4 } },
    { what: 'an unknown treatment', changes: { TreatMissingData: 'nonBreaching' } },
    { what: '31 dimensions', changes: { Dimensions: dimensions(31) } },
    { what: 'a metric and metrics', changes: { Metrics: math.Metrics }, error: 'InvalidParameterCombinationException' },
    { what: 'no metric', changes: { MetricName: undefined }, error: 'InvalidParameterCombinationException' },
    { what: 'a key that is AWS’s', changes: { Tags: [{ Key: 'aws:stack', Value: '' }] } },
  ])('with $what is refused', ({ changes, error = 'ValidationException' }) => {
    const emulator = anEmulator();
    expect(() => emulator.call('cloudwatch:PutMetricAlarm', { ...cpu, ...changes })).toThrow(
      expect.objectContaining({ name: error }),
    );
    expect(emulator.world.alarms).toEqual([]);
  });

  const [rate, errors] = math.Metrics ?? [];

  test.each<{ what: string; Metrics: PutMetricAlarmInput['Metrics']; why: string }>([
    {
      what: 'two results',
      Metrics: [
        { Id: 'a', ...rate },
        { ...errors, Id: 'errors', ReturnData: true },
      ],
      why: 'Exactly one',
    },
    {
      what: 'one id twice',
      Metrics: [
        { ...rate, Id: 'errors' },
        { Id: 'errors', ...errors },
      ],
      why: 'unique',
    },
    {
      what: 'an id with a capital',
      Metrics: [
        { ...rate, Id: 'Rate' },
        { Id: 'errors', ...errors },
      ],
      why: 'Invalid id',
    },
    {
      what: 'an id of nobody',
      Metrics: [{ Id: 'rate', Expression: 'nobody * 2' }],
      why: 'no query with the id nobody',
    },
    {
      what: 'an unknown function',
      Metrics: [{ Id: 'rate', Expression: 'TIMES(errors)' }],
      why: 'TIMES is not emulated',
    },
    { what: 'neither metric nor expression', Metrics: [{ Id: 'rate' }], why: 'Exactly one of MetricStat' },
    {
      what: 'a number as the result',
      Metrics: [
        { Id: 'rate', Expression: 'AVG(errors)' },
        { Id: 'errors', ...errors },
      ],
      why: 'comes to a number',
    },
    {
      what: 'several series as the result',
      Metrics: [
        { Id: 'rate', Expression: 'METRICS()' },
        { Id: 'errors', ...errors },
      ],
      why: 'several time series',
    },
    {
      what: 'expressions that need each other',
      Metrics: [
        { Id: 'rate', Expression: 'errors + other' },
        { Id: 'other', Expression: 'rate * 2', ReturnData: false },
        { Id: 'errors', ...errors },
      ],
      why: 'round in a circle',
    },
    {
      what: 'two periods',
      Metrics: [{ Id: 'rate', Expression: 'errors + more' }, { Id: 'errors', ...errors }, ofPeriod('more', 300)],
      why: 'same period',
    },
    {
      what: 'eleven metrics',
      Metrics: [
        { Id: 'rate', Expression: 'SUM(METRICS())' },
        ...Array.from({ length: 11 }, (_, i) => ofPeriod(`m${i}`, 60)),
      ],
      why: '10 metrics',
    },
    {
      what: 'eleven expressions',
      Metrics: [
        { Id: 'errors', ...errors },
        ...Array.from({ length: 11 }, (_, i) => ({ Id: `e${i}`, Expression: 'errors * 2', ReturnData: i === 0 })),
      ],
      why: '10 expressions',
    },
  ])('of metrics with $what is refused', ({ Metrics, why }) => {
    expect(() => anEmulator().call('cloudwatch:PutMetricAlarm', { ...math, Metrics })).toThrow(why);
  });
});

function ofPeriod(Id: string, Period: number): NonNullable<PutMetricAlarmInput['Metrics']>[number] {
  const Metric = { Namespace: 'shop', MetricName: Id };
  return { Id, MetricStat: { Metric, Period, Stat: 'Sum' }, ReturnData: false };
}

function dimensions(count: number): { Name: string; Value: string }[] {
  return Array.from({ length: count }, (_, i) => ({ Name: `name-${String(i)}`, Value: 'value' }));
}

test('alarms are found by name, prefix, type, state and action, in pages', () => {
  const emulator = new Emulator({ scenario: { limits: false, pageSize: 2 } });
  const call = typedCall(emulator);
  for (const name of ['c', 'a-2', 'a-1', 'b']) call('cloudwatch:PutMetricAlarm', { ...cpu, AlarmName: name });
  call('cloudwatch:PutMetricAlarm', { ...cpu, AlarmName: 'b', AlarmActions: [topic] });
  call('cloudwatch:PutCompositeAlarm', { AlarmName: 'a-all', AlarmRule: 'ALARM(b) OR ALARM(c)' });
  emulator.call('cloudwatch:SetAlarmState', { AlarmName: 'c', StateValue: 'OK', StateReason: 'a drill' });
  const found = (input: object): unknown => {
    const names: unknown[] = [];
    for (let NextToken: string | undefined, isFirst = true; isFirst || NextToken !== undefined; isFirst = false) {
      const answer = call('cloudwatch:DescribeAlarms', { ...input, ...(NextToken !== undefined && { NextToken }) });
      for (const alarm of [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])])
        names.push(alarm.AlarmName);
      NextToken = answer.NextToken;
    }
    return names;
  };
  expect(found({})).toEqual(['a-1', 'a-2', 'b', 'c']);
  expect(found({ AlarmTypes: ['CompositeAlarm', 'MetricAlarm'], AlarmNamePrefix: 'a-' })).toEqual([
    'a-1',
    'a-2',
    'a-all',
  ]);
  expect(found({ AlarmNames: ['c', 'nobody', 'a-1'] })).toEqual(['a-1', 'c']);
  expect(found({ StateValue: 'OK' })).toEqual(['c']);
  expect(found({ ActionPrefix: topic })).toEqual(['b']);
  expect(found({ MaxRecords: 100 })).toHaveLength(4);
  expect(() => found({ AlarmNames: ['a'], AlarmNamePrefix: 'a' })).toThrow('can not be used together');
  expect(() => found({ MaxRecords: 101 })).toThrow("'maxRecords'");
});

describe('alarms are deleted', () => {
  const anAccount = () => {
    const emulator = anEmulator();
    const call = typedCall(emulator);
    for (const AlarmName of ['a', 'b', 'c']) call('cloudwatch:PutMetricAlarm', { ...cpu, AlarmName });
    call('cloudwatch:PutCompositeAlarm', { AlarmName: 'both', AlarmRule: 'ALARM(a) AND ALARM(b)' });
    call('cloudwatch:PutCompositeAlarm', { AlarmName: 'above', AlarmRule: 'ALARM(both)' });
    const remove = (...AlarmNames: string[]) => emulator.call('cloudwatch:DeleteAlarms', { AlarmNames });
    return { remove, left: () => emulator.world.alarms.map(({ name }) => name).join(' ') };
  };

  test('composite alarms one a call, from the top', () => {
    const { remove, left } = anAccount();
    expect(() => remove('both', 'above')).toThrow('No more than one composite alarm');
    expect(() => remove('both')).toThrow('[above]');
    expect(() => remove('a', 'c')).toThrow('[both]');
    expect(left()).toBe('a b c both above');
    remove('above');
    remove('both', 'a', 'b');
    expect(left()).toBe('c');
  });

  test('also those that are there when others are not, and the call fails', () => {
    const { remove, left } = anAccount();
    expect(() => remove('c', 'nobody')).toThrow(expect.objectContaining({ name: 'ResourceNotFound' }));
    expect(left()).toBe('a b both above');
  });
});

test.each([
  { AlarmRule: 'ALARM(nobody) OR ALARM(a)', why: 'as alarms [nobody] in the alarm rule do not exist' },
  { AlarmRule: 'ALARM(a', why: ') expected' },
  { AlarmRule: '', why: "'alarmRule'" },
  { AlarmRule: 'ALARM(a)\n', why: 'AlarmRule must not contain leading or trailing whitespace' },
])('a composite alarm with the rule "$AlarmRule" is refused', ({ AlarmRule, why }) => {
  const emulator = anEmulator();
  emulator.call('cloudwatch:PutMetricAlarm', { ...cpu, AlarmName: 'a' });
  expect(() => emulator.call('cloudwatch:PutCompositeAlarm', { AlarmName: 'b', AlarmRule })).toThrow(why);
  expect(() => emulator.call('cloudwatch:PutCompositeAlarm', { AlarmName: 'a', AlarmRule: 'TRUE' })).toThrow('metric');
});
