import { describe, expect, test } from '@jest/globals';

import { Emulator } from '../../../emulator.ts';
import { typedCall } from '../../../../test/world/typed-call.ts';

const ResourceTypeFilters = ['cloudwatch:alarm'];
const arnOf = (name: string): string => `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${name}`;

/** An account with alarms that have these tags. */
function anEmulator(alarms: Readonly<Record<string, Readonly<Record<string, string>>>>, scenario = {}) {
  const emulator = new Emulator({ scenario: { limits: false, ...scenario } });
  const call = typedCall(emulator);
  for (const [AlarmName, tags] of Object.entries(alarms))
    call('cloudwatch:PutMetricAlarm', {
      AlarmName,
      Namespace: 'shop',
      MetricName: 'orders',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    });
  return { emulator, call };
}

describe('the index of tags', () => {
  const { call } = anEmulator({
    one: { team: 'shop', tier: '1' },
    two: { team: 'shop' },
    three: { team: 'ops' },
    none: {},
  });
  const named = (...TagFilters: readonly { Key: string; Values?: string[] }[]) =>
    call('tag:GetResources', { ResourceTypeFilters, TagFilters: [...TagFilters] }).ResourceTagMappingList?.map(
      ({ ResourceARN = '' }) => ResourceARN.split(':').at(-1),
    );

  test.each([
    { name: 'all that has tags', filters: [], found: ['one', 'two', 'three'] },
    { name: 'what has a value', filters: [{ Key: 'team', Values: ['shop'] }], found: ['one', 'two'] },
    {
      name: 'what has one of two',
      filters: [{ Key: 'team', Values: ['ops', 'shop'] }],
      found: ['one', 'two', 'three'],
    },
    { name: 'what has a key', filters: [{ Key: 'tier' }], found: ['one'] },
    {
      name: 'what has all of them',
      filters: [
        { Key: 'tier', Values: ['1'] },
        { Key: 'team', Values: ['ops'] },
      ],
      found: [],
    },
  ])('gives $name', ({ filters, found }) => {
    expect(named(...filters)).toEqual(found);
  });

  test('gives all tags of each, in pages, the last with an empty token', () => {
    const first = call('tag:GetResources', { ResourceTypeFilters, ResourcesPerPage: 2 });
    expect(first.ResourceTagMappingList?.[0]).toEqual({
      ResourceARN: arnOf('one'),
      Tags: [
        { Key: 'team', Value: 'shop' },
        { Key: 'tier', Value: '1' },
      ],
    });
    const { PaginationToken = '' } = first;
    const last = call('tag:GetResources', { ResourceTypeFilters, ResourcesPerPage: 2, PaginationToken });
    expect(last).toMatchObject({ PaginationToken: '', ResourceTagMappingList: [{ ResourceARN: arnOf('three') }] });
  });

  test.each([
    { name: 'a token that is none', input: { PaginationToken: 'x' }, error: 'PaginationTokenExpiredException' },
    { name: 'more on a page than there can be', input: { ResourcesPerPage: 101 }, error: 'InvalidParameterException' },
    { name: 'a filter without a key', input: { TagFilters: [{ Key: '' }] }, error: 'InvalidParameterException' },
  ])('refuses $name', ({ input, error }) => {
    expect(() => call('tag:GetResources', { ResourceTypeFilters, ...input })).toThrow(
      expect.objectContaining({ name: error }),
    );
  });
});

test('the index of tags knows late what was tagged', () => {
  const { emulator, call } = anEmulator({}, { staleReadsSeconds: 60 });
  emulator.advance(600);
  call('cloudwatch:PutMetricAlarm', {
    AlarmName: 'new',
    Namespace: 'shop',
    MetricName: 'orders',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    Tags: [{ Key: 'team', Value: 'shop' }],
  });
  const found = () => call('tag:GetResources', { ResourceTypeFilters }).ResourceTagMappingList?.length;
  expect(found()).toBe(0);
  emulator.advance(61);
  expect(found()).toBe(1);
});
