import { expect, test } from '@jest/globals';

import { anAccount } from '../../../../test/world/an-account.ts';
import { typedCall } from '../../../../test/world/typed-call.ts';

const query = { name: 'shop/errors', queryString: 'fields @message' };

test('a query without an id is a new one, even of a name that is taken', () => {
  const call = typedCall(anAccount());
  const [first, second] = [call('logs:PutQueryDefinition', query), call('logs:PutQueryDefinition', query)];
  expect(first.queryDefinitionId).not.toBe(second.queryDefinitionId);
  expect(call('logs:DescribeQueryDefinitions', { queryDefinitionNamePrefix: 'shop/' }).queryDefinitions).toHaveLength(
    2,
  );
  expect(call('logs:DescribeQueryDefinitions', { queryDefinitionNamePrefix: 'other' }).queryDefinitions).toEqual([]);
});

test('a query with an id is replaced whole, and deleted', () => {
  const call = typedCall(anAccount());
  const { queryDefinitionId } = call('logs:PutQueryDefinition', { ...query, logGroupNames: ['/ecs/web'] });
  const renamed = { name: 'shop/all errors', queryString: 'fields @timestamp' };
  expect(call('logs:PutQueryDefinition', { ...renamed, queryDefinitionId })).toEqual({ queryDefinitionId });
  expect(call('logs:DescribeQueryDefinitions', {}).queryDefinitions).toEqual([
    { ...renamed, queryDefinitionId, logGroupNames: [], lastModified: expect.any(Number) },
  ]);
  expect(call('logs:DeleteQueryDefinition', { queryDefinitionId })).toEqual({ success: true });
  expect(call('logs:DescribeQueryDefinitions', {}).queryDefinitions).toEqual([]);
});

test.each([
  { what: 'an id of nothing', input: { ...query, queryDefinitionId: 'nope' }, error: 'ResourceNotFoundException' },
  { what: 'no name', input: { ...query, name: '' } },
  { what: 'no query', input: { ...query, queryString: undefined } },
  { what: 'a query too long', input: { ...query, queryString: 'x'.repeat(10_001) } },
  { what: 'too many groups', input: { ...query, logGroupNames: Array.from({ length: 51 }, String) } },
])('PutQueryDefinition refuses $what', ({ input, error = 'InvalidParameterException' }) => {
  const emulator = anAccount();
  expect(() => emulator.call('logs:PutQueryDefinition', input)).toThrow(expect.objectContaining({ name: error }));
  expect(emulator.world.queryDefinitions).toEqual([]);
});
