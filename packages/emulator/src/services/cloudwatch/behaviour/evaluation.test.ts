import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from '@jest/globals';

import { Emulator } from '../../../emulator.ts';
import { newTopic } from '../../sns/behaviour/new-topic.ts';
import { aService, anAccount, register } from '../../../../test/world/an-account.ts';
import { truth } from '../../../world/truth.ts';
import { findAlarm } from './alarms.ts';

const CPU = { namespace: 'AWS/ECS', name: 'CPUUtilization', dimensions: { ServiceName: 'api' } };
const CPU_STAT = {
  Metric: { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization', Dimensions: [{ Name: 'ServiceName', Value: 'api' }] },
  Period: 60,
  Stat: 'Average',
};
const topicArn = 'arn:aws:sns:eu-central-1:123456789012:alerts';

function anEmulator(): Emulator {
  const emulator = new Emulator();
  emulator.world.topics.push(newTopic(emulator.world, 'alerts'));
  return emulator;
}

function putAlarm(emulator: Emulator, settings: Partial<PutMetricAlarmInput> = {}): void {
  emulator.call('cloudwatch:PutMetricAlarm', {
    AlarmName: 'cpu',
    Namespace: 'AWS/ECS',
    MetricName: 'CPUUtilization',
    Dimensions: [{ Name: 'ServiceName', Value: 'api' }],
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 80,
    ComparisonOperator: 'GreaterThanThreshold',
    ...settings,
  });
}

const stateOf = (emulator: Emulator, name = 'cpu'): string => findAlarm(emulator.world, name)?.state ?? 'none';

/** A value a minute, undefined for a minute without; the states at the end of each. */
function played(emulator: Emulator, values: readonly (number | undefined)[], name = 'cpu'): string[] {
  return values.map((value) => {
    if (value !== undefined) emulator.pushMetrics({ ...CPU, value });
    emulator.advance(60);
    return stateOf(emulator, name);
  });
}

describe('an alarm on a metric', () => {
  test('goes to ALARM with the third minute over the threshold, and back with the first one under it', () => {
    const emulator = anEmulator();
    putAlarm(emulator);
    expect(stateOf(emulator)).toBe('INSUFFICIENT_DATA');
    emulator.advance(30);
    expect(played(emulator, [50, 90, 90, 90, 50, 50])).toEqual(['OK', 'OK', 'OK', 'ALARM', 'OK', 'OK']);
  });

  test('has no data again once its evaluation range is empty, and then costs nothing', () => {
    const emulator = anEmulator();
    putAlarm(emulator);
    emulator.advance(30);
    played(emulator, [50]);
    expect(played(emulator, [undefined, undefined, undefined, undefined, undefined]).at(-1)).toBe('INSUFFICIENT_DATA');
    emulator.advance(600);
    expect(emulator.world.agenda).toEqual([]);
    emulator.pushMetrics({ ...CPU, value: 95 });
    emulator.advance(600);
    expect(stateOf(emulator)).toBe('INSUFFICIENT_DATA');
    expect(emulator.world.agenda).toEqual([]);
  });

  test.each([
    { TreatMissingData: 'breaching', expected: 'ALARM' },
    { TreatMissingData: 'notBreaching', expected: 'OK' },
    { TreatMissingData: 'missing', expected: 'INSUFFICIENT_DATA' },
    { TreatMissingData: 'ignore', expected: 'INSUFFICIENT_DATA' },
  ])('that never had data and treats it as $TreatMissingData comes to $expected', ({ TreatMissingData, expected }) => {
    const emulator = anEmulator();
    putAlarm(emulator, { TreatMissingData });
    emulator.advance(120);
    expect(stateOf(emulator)).toBe(expected);
  });

  test('of five minutes is looked at every minute, over the last five', () => {
    const emulator = anEmulator();
    putAlarm(emulator, { Period: 300, EvaluationPeriods: 1, Statistic: 'Maximum' });
    emulator.advance(30);
    expect(played(emulator, [10, 90, 10, 10, 10, 10, 10])).toEqual([
      'OK',
      'ALARM',
      'ALARM',
      'ALARM',
      'ALARM',
      'ALARM',
      'OK',
    ]);
  });

  test('of ten seconds is looked at every ten seconds', () => {
    const emulator = anEmulator();
    putAlarm(emulator, { Period: 10, EvaluationPeriods: 1 });
    emulator.pushMetrics({ ...CPU, value: 90, isHighResolution: true });
    emulator.advance(16);
    expect(stateOf(emulator)).toBe('ALARM');
  });

  test('watches a percentile, or an expression', () => {
    const emulator = anEmulator();
    putAlarm(emulator, { AlarmName: 'p90', Statistic: undefined, ExtendedStatistic: 'p90', EvaluationPeriods: 1 });
    const stat = (MetricName: string) => ({
      Metric: { Namespace: 'AWS/ApplicationELB', MetricName },
      Period: 60,
      Stat: 'Sum',
    });
    emulator.call('cloudwatch:PutMetricAlarm', {
      AlarmName: 'errors',
      Metrics: [
        { Id: 'rate', Expression: '100 * FILL(errors, 0) / requests' },
        { Id: 'errors', MetricStat: stat('HTTPCode_Target_5XX_Count'), ReturnData: false },
        { Id: 'requests', MetricStat: stat('RequestCount'), ReturnData: false },
      ],
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
    const requests = { namespace: 'AWS/ApplicationELB', name: 'RequestCount', value: 200 };
    emulator.pushMetrics({ ...CPU, values: [1, 2, 3, 4, 5, 6, 7, 8, 100, 100] }, requests);
    emulator.advance(70);
    expect([stateOf(emulator, 'p90'), stateOf(emulator, 'errors')]).toEqual(['ALARM', 'OK']);
    emulator.pushMetrics(requests, { ...requests, name: 'HTTPCode_Target_5XX_Count', value: 10 });
    emulator.advance(60);
    expect(stateOf(emulator, 'errors')).toBe('ALARM');
  });

  test('on a band of what is usual, put before its metric, is not worked out, and the others are', () => {
    const emulator = anEmulator();
    emulator.call('cloudwatch:PutMetricAlarm', {
      AlarmName: 'odd',
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanUpperThreshold',
      ThresholdMetricId: 'band',
      Metrics: [
        { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(m1, 2)' },
        { Id: 'm1', MetricStat: CPU_STAT },
      ],
    });
    putAlarm(emulator, { EvaluationPeriods: 1 });
    emulator.advance(30);
    expect(played(emulator, [90, 90])).toEqual(['ALARM', 'ALARM']);
    expect(stateOf(emulator, 'odd')).toBe('INSUFFICIENT_DATA');
  });

  test('on a percentile waits for enough samples where it is told to', () => {
    const emulator = anEmulator();
    putAlarm(emulator, {
      Statistic: undefined,
      ExtendedStatistic: 'p90',
      EvaluateLowSampleCountPercentile: 'ignore',
      EvaluationPeriods: 1,
    });
    const push = (count: number): void => {
      emulator.pushMetrics({ ...CPU, values: Array<number>(count).fill(95) });
      emulator.advance(60);
    };
    emulator.advance(10);
    push(99);
    expect(stateOf(emulator)).toBe('INSUFFICIENT_DATA');
    push(100);
    expect(stateOf(emulator)).toBe('ALARM');
  });

  test('says why it has its state, and tells its topic once', () => {
    const emulator = anEmulator();
    putAlarm(emulator, { AlarmActions: [topicArn], OKActions: [topicArn], EvaluationPeriods: 1 });
    emulator.advance(30);
    played(emulator, [85, 85]);
    expect(findAlarm(emulator.world, 'cpu')).toMatchObject({
      stateReason:
        'Threshold Crossed: 1 out of the last 1 datapoints [85.0 (23/11/26 09:00:00)] was greater than the threshold (80.0) (minimum 1 datapoint for OK -> ALARM transition).',
      stateUpdatedAt: Date.UTC(2026, 10, 23, 9, 1, 5),
    });
    expect(emulator.world.published).toEqual([
      {
        at: Date.UTC(2026, 10, 23, 9, 1, 5),
        topicArn,
        subject: 'ALARM: "cpu" in eu-central-1',
        message: expect.stringContaining('"OldStateValue":"INSUFFICIENT_DATA"'),
      },
    ]);
    played(emulator, [10]);
    expect(emulator.world.published.map(({ subject }) => subject)).toEqual([
      'ALARM: "cpu" in eu-central-1',
      'OK: "cpu" in eu-central-1',
    ]);
  });

  test('does nothing while its actions are off', () => {
    const emulator = anEmulator();
    putAlarm(emulator, { AlarmActions: [topicArn], EvaluationPeriods: 1, ActionsEnabled: false });
    played(emulator, [85]);
    emulator.advance(10);
    expect([stateOf(emulator), emulator.world.published]).toEqual(['ALARM', []]);
  });

  test('that was set by hand comes back at its next look', () => {
    const emulator = anEmulator();
    putAlarm(emulator, { EvaluationPeriods: 1, TreatMissingData: 'notBreaching' });
    emulator.advance(600);
    emulator.call('cloudwatch:SetAlarmState', { AlarmName: 'cpu', StateValue: 'ALARM', StateReason: 'a drill' });
    expect(stateOf(emulator)).toBe('ALARM');
    emulator.advance(70);
    expect(stateOf(emulator)).toBe('OK');
  });

  test('that the scenario has in ALARM stays there', () => {
    const emulator = new Emulator({ scenario: { happenings: [{ happens: 'alarm', name: 'cpu', atSeconds: 100 }] } });
    putAlarm(emulator, { EvaluationPeriods: 1 });
    emulator.advance(30);
    expect(played(emulator, [10, 10, 10])).toEqual(['OK', 'ALARM', 'ALARM']);
  });
});

describe('a composite alarm', () => {
  const putComposite = (emulator: Emulator, AlarmName: string, AlarmRule: string): unknown =>
    emulator.call('cloudwatch:PutCompositeAlarm', { AlarmName, AlarmRule, AlarmActions: [topicArn] });

  test('follows its rule at once, also through another one', () => {
    const emulator = anEmulator();
    putAlarm(emulator, { EvaluationPeriods: 1 });
    putComposite(emulator, 'inner', 'ALARM("cpu") AND NOT FALSE');
    putComposite(emulator, 'outer', 'ALARM(inner) OR INSUFFICIENT_DATA(inner)');
    emulator.advance(30);
    played(emulator, [10]);
    expect([stateOf(emulator, 'inner'), stateOf(emulator, 'outer')]).toEqual(['OK', 'OK']);
    played(emulator, [90]);
    expect([stateOf(emulator, 'inner'), stateOf(emulator, 'outer')]).toEqual(['ALARM', 'ALARM']);
    expect(emulator.world.published.map(({ subject }) => subject)).toEqual([
      'ALARM: "inner" in eu-central-1',
      'ALARM: "outer" in eu-central-1',
    ]);
  });

  test('that goes round in a circle comes to an end', () => {
    const emulator = anEmulator();
    putAlarm(emulator, { EvaluationPeriods: 1 });
    putComposite(emulator, 'one', 'ALARM(cpu)');
    putComposite(emulator, 'other', 'ALARM(one)');
    putComposite(emulator, 'one', 'ALARM(cpu) OR OK(other)');
    emulator.advance(30);
    expect(() => played(emulator, [10, 90, 10])).not.toThrow();
  });
});

test('an alarm whose metric breaches rolls back the deployment that it guards', () => {
  const emulator = anAccount({ scenario: { images: { '*:slow': { behaviour: 'slow' } } } });
  putAlarm(emulator, { EvaluationPeriods: 1 });
  const alarms = { alarmNames: ['cpu'], enable: true, rollback: true };
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1'), { deploymentConfiguration: { alarms } }));
  emulator.advance(300);
  const taskDefinition = register(emulator, 'app:slow');
  emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', taskDefinition });
  emulator.pushMetrics({ ...CPU, value: 99 });
  emulator.advance(600);
  expect(truth(emulator.world).at(-1)).toMatchObject({ ended: 'rolledBack', cause: 'alarm' });
});
