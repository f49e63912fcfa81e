import type { PutMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from '@jest/globals';

import { anAccount } from '../../../../test/world/an-account.ts';
import { typedCall } from '../../../../test/world/typed-call.ts';

const logGroupName = '/ecs/web';
const transformation = { metricName: 'errors', metricNamespace: 'shop', metricValue: '1' };
const filter: PutMetricFilterRequest = {
  logGroupName,
  filterName: 'errors',
  filterPattern: 'ERROR',
  metricTransformations: [transformation],
};

test('a filter is created, replaced whole, and deleted', () => {
  const call = typedCall(anAccount());
  call('logs:PutMetricFilter', { ...filter, metricTransformations: [{ ...transformation, defaultValue: 0 }] });
  call('logs:PutMetricFilter', { ...filter, filterPattern: '' });
  const { metricFilters } = call('logs:DescribeMetricFilters', { logGroupName });
  expect(metricFilters).toEqual([
    {
      ...{ logGroupName, filterName: 'errors', filterPattern: '', applyOnTransformedLogs: false },
      creationTime: expect.any(Number),
      metricTransformations: [{ ...transformation, unit: 'None' }],
    },
  ]);
  expect(call('logs:DescribeLogGroups', {}).logGroups).toMatchObject([{ metricFilterCount: 1 }]);
  call('logs:DeleteMetricFilter', { logGroupName, filterName: 'errors' });
  expect(call('logs:DescribeMetricFilters', { logGroupName }).metricFilters).toEqual([]);
});

test('filters are found by their prefix and by their metric, in the order of their names', () => {
  const call = typedCall(anAccount());
  for (const [filterName, metricName] of [
    ['b', 'errors'],
    ['a-1', 'errors'],
    ['a-2', 'others'],
  ] as const)
    call('logs:PutMetricFilter', {
      ...filter,
      filterName,
      metricTransformations: [{ ...transformation, metricName }],
    });
  const names = (input: object): unknown =>
    call('logs:DescribeMetricFilters', input).metricFilters?.map(({ filterName }) => filterName);
  expect(names({})).toEqual(['a-1', 'a-2', 'b']);
  expect(names({ logGroupName, filterNamePrefix: 'a-' })).toEqual(['a-1', 'a-2']);
  // The API reference of DescribeMetricFilters: a prefix counts with a group only.
  expect(names({ filterNamePrefix: 'a-' })).toEqual(['a-1', 'a-2', 'b']);
  expect(names({ metricName: 'errors', metricNamespace: 'shop' })).toEqual(['a-1', 'b']);
});

test('a group takes a hundred filters and no more, but still replaces one', () => {
  const call = typedCall(anAccount({ scenario: { limits: false } }));
  for (let i = 0; i < 100; i++) call('logs:PutMetricFilter', { ...filter, filterName: `filter-${String(i)}` });
  call('logs:PutMetricFilter', { ...filter, filterName: 'filter-7' });
  expect(() => {
    call('logs:PutMetricFilter', filter);
  }).toThrow(expect.objectContaining({ name: 'LimitExceededException' }));
});

const transformed = (changes: object): object => ({ metricTransformations: [{ ...transformation, ...changes }] });

test.each([
  { what: 'no group', changes: { logGroupName: '/nope' }, error: 'ResourceNotFoundException' },
  { what: 'a name with a colon', changes: { filterName: 'a:b' } },
  { what: 'no pattern', changes: { filterPattern: undefined } },
  { what: 'a pattern too long', changes: { filterPattern: 'x'.repeat(1025) } },
  { what: 'no transformation', changes: { metricTransformations: [] } },
  { what: 'two transformations', changes: { metricTransformations: [transformation, transformation] } },
  { what: 'a metric with a dollar', changes: transformed({ metricName: '$errors' }) },
  { what: 'a namespace with an asterisk', changes: transformed({ metricNamespace: 'shop*' }) },
  { what: 'a value that is no number', changes: transformed({ metricValue: 'one' }) },
  { what: 'a value of no field', changes: transformed({ metricValue: '$.' }) },
  { what: 'a unit that there is not', changes: transformed({ unit: 'Errors' }) },
  { what: 'a dimension of no field', changes: transformed({ dimensions: { path: 'path' } }) },
  {
    what: 'dimensions with a default value',
    changes: transformed({ dimensions: { path: '$.path' }, defaultValue: 0 }),
  },
  { what: 'four dimensions', changes: transformed({ dimensions: { a: '$.a', b: '$.b', c: '$.c', d: '$.d' } }) },
])('PutMetricFilter refuses $what', ({ changes, error = 'InvalidParameterException' }) => {
  const emulator = anAccount();
  expect(() => emulator.call('logs:PutMetricFilter', { ...filter, ...changes })).toThrow(
    expect.objectContaining({ name: error }),
  );
  expect(emulator.world.logGroups[0]?.metricFilters).toEqual([]);
});
