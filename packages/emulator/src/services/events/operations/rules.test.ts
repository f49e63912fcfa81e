import { expect, test } from '@jest/globals';

import { anAccount } from '../../../../test/world/an-account.ts';
import { typedCall } from '../../../../test/world/typed-call.ts';

const EventPattern = '{"source":["aws.ecs"]}';
const Arn = 'arn:aws:sns:eu-central-1:123456789012:alerts';
const targets = (...ids: readonly string[]) => ids.map((Id) => ({ Id, Arn }));

test('a rule is replaced whole, but keeps its targets', () => {
  const call = typedCall(anAccount());
  call('events:PutRule', {
    Name: 'failed',
    EventPattern,
    Description: 'Tells of it',
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  call('events:PutTargets', { Rule: 'failed', Targets: targets('topic') });
  call('events:PutRule', { Name: 'failed', EventPattern: '{"source":["aws.ec2"]}', State: 'DISABLED' });
  expect(call('events:DescribeRule', { Name: 'failed' })).toEqual({
    Name: 'failed',
    Arn: 'arn:aws:events:eu-central-1:123456789012:rule/failed',
    EventPattern: '{"source":["aws.ec2"]}',
    State: 'DISABLED',
    EventBusName: 'default',
    CreatedBy: '123456789012',
  });
  expect(call('events:ListTargetsByRule', { Rule: 'failed' }).Targets).toEqual(targets('topic'));
});

test('tags are taken when a rule is created, and overlooked later', () => {
  const emulator = anAccount();
  const call = typedCall(emulator);
  call('events:PutRule', { Name: 'failed', EventPattern, Tags: [{ Key: 'team', Value: 'shop' }] });
  call('events:PutRule', { Name: 'failed', EventPattern, Tags: [{ Key: 'team', Value: 'other' }] });
  const { Arn: ResourceARN } = call('events:DescribeRule', { Name: 'failed' });
  expect(call('events:ListTagsForResource', { ResourceARN })).toEqual({ Tags: [{ Key: 'team', Value: 'shop' }] });
  expect(() => call('events:ListTagsForResource', { ResourceARN: `${String(ResourceARN)}-not` })).toThrow(
    expect.objectContaining({ name: 'ResourceNotFoundException' }),
  );
});

test('a rule with targets is not deleted; without, it is, and once more is as good', () => {
  const call = typedCall(anAccount());
  call('events:PutRule', { Name: 'failed', EventPattern });
  call('events:PutTargets', { Rule: 'failed', Targets: targets('topic') });
  expect(() => call('events:DeleteRule', { Name: 'failed' })).toThrow("Rule can't be deleted since it has targets.");
  expect(call('events:RemoveTargets', { Rule: 'failed', Ids: ['topic', 'nope'] })).toMatchObject({
    FailedEntryCount: 1,
    FailedEntries: [{ TargetId: 'nope', ErrorCode: 'ResourceNotFoundException' }],
  });
  call('events:DeleteRule', { Name: 'failed' });
  call('events:DeleteRule', { Name: 'failed' });
  expect(call('events:ListRules', {}).Rules).toEqual([]);
});

test('rules come in pages, by their prefix, in the order of their names', () => {
  const emulator = anAccount();
  const call = typedCall(emulator);
  for (let i = 0; i < 23; i++) call('events:PutRule', { Name: `rule-${String(99 - i)}`, EventPattern });
  call('events:PutRule', { Name: 'another', EventPattern });
  const first = call('events:ListRules', { NamePrefix: 'rule-', Limit: 20 });
  const second = call('events:ListRules', { NamePrefix: 'rule-', NextToken: first.NextToken });
  const names = [...(first.Rules ?? []), ...(second.Rules ?? [])].map(({ Name }) => Name);
  expect(names).toHaveLength(23);
  expect(names).toEqual([...names].sort());
  expect(second).not.toHaveProperty('NextToken');
});

test('a rule takes five targets; one of the same id is replaced', () => {
  const call = typedCall(anAccount());
  call('events:PutRule', { Name: 'failed', EventPattern });
  call('events:PutTargets', { Rule: 'failed', Targets: targets('1', '2', '3', '4', '5') });
  call('events:PutTargets', { Rule: 'failed', Targets: [{ Id: '3', Arn, Input: '{}' }] });
  expect(() => call('events:PutTargets', { Rule: 'failed', Targets: targets('6') })).toThrow(
    expect.objectContaining({ name: 'LimitExceededException' }),
  );
  expect(call('events:ListTargetsByRule', { Rule: 'failed' }).Targets).toMatchObject([
    { Id: '1' },
    { Id: '2' },
    { Id: '3', Input: '{}' },
    { Id: '4' },
    { Id: '5' },
  ]);
});

test.each([
  '"<reason>"',
  '"it is \\"<reason>\\""',
  '"one line <reason>"\n"and another"',
  '{"why": <reason>, "how": "<reason>"}',
  '[<reason>, 1]',
])('a target takes the template %s', (InputTemplate) => {
  const call = typedCall(anAccount());
  const InputTransformer = { InputPathsMap: { reason: '$.detail.reason' }, InputTemplate };
  call('events:PutRule', { Name: 'failed', ScheduleExpression: 'rate(5 minutes)' });
  call('events:PutTargets', { Rule: 'failed', Targets: [{ Id: 'topic', Arn, InputTransformer }] });
  expect(call('events:ListTargetsByRule', { Rule: 'failed' }).Targets).toMatchObject([{ InputTransformer }]);
});

test.each<{ operation: string; what: string; input: object; error?: string }>([
  { operation: 'PutRule', what: 'neither pattern nor schedule', input: { Name: 'x' }, error: 'ValidationException' },
  { operation: 'PutRule', what: 'a name with a space', input: { Name: 'a b', EventPattern } },
  { operation: 'PutRule', what: 'an unknown state', input: { Name: 'x', EventPattern, State: 'ON' } },
  { operation: 'PutRule', what: 'a schedule that is none', input: { Name: 'x', ScheduleExpression: 'daily' } },
  {
    operation: 'PutRule',
    what: 'a pattern that is no JSON',
    input: { Name: 'x', EventPattern: '{' },
    error: 'InvalidEventPatternException',
  },
  {
    operation: 'PutRule',
    what: 'a pattern without lists',
    input: { Name: 'x', EventPattern: '{"source":"aws.ecs"}' },
    error: 'InvalidEventPatternException',
  },
  {
    operation: 'PutRule',
    what: 'another bus',
    input: { Name: 'x', EventPattern, EventBusName: 'other' },
    error: 'ResourceNotFoundException',
  },
  { operation: 'DescribeRule', what: 'no rule', input: { Name: 'nope' }, error: 'ResourceNotFoundException' },
  {
    operation: 'PutTargets',
    what: 'no rule',
    input: { Rule: 'nope', Targets: targets('1') },
    error: 'ResourceNotFoundException',
  },
  { operation: 'PutTargets', what: 'no target', input: { Rule: 'known', Targets: [] } },
  {
    operation: 'PutTargets',
    what: 'an ARN that is none',
    input: { Rule: 'known', Targets: [{ Id: '1', Arn: 'sns' }] },
  },
  ...['rate(1 minutes)', 'rate(5 minute)', 'rate(0 days)', 'cron(0 12 * * ? *) ', 'cron(0 12 * *)'].map(
    (ScheduleExpression) => ({
      operation: 'PutRule',
      what: ScheduleExpression,
      input: { Name: 'x', ScheduleExpression },
    }),
  ),
  {
    operation: 'PutRule',
    what: 'a description that is too long',
    input: { Name: 'x', EventPattern, Description: 'x'.repeat(513) },
  },
  {
    operation: 'PutRule',
    what: 'a tag of AWS’s own',
    input: { Name: 'x', EventPattern, Tags: [{ Key: 'aws:stack', Value: 'a' }] },
  },
  {
    operation: 'PutRule',
    what: 'a pattern of more than 2048 characters',
    input: { Name: 'x', EventPattern: JSON.stringify({ source: ['x'.repeat(2048)] }) },
  },
  ...['it is <reason>', '"a" "b"', '{<reason>: 1}', '{"a": <reason>', ''].map((InputTemplate) => ({
    operation: 'PutTargets',
    what: `the template ${InputTemplate}`,
    input: {
      Rule: 'known',
      Targets: [{ Id: '1', Arn, InputTransformer: { InputPathsMap: { reason: '$.detail.reason' }, InputTemplate } }],
    },
  })),
  {
    operation: 'PutTargets',
    what: 'an input that is no JSON',
    input: { Rule: 'known', Targets: [{ Id: '1', Arn, Input: 'it failed' }] },
  },
  {
    operation: 'PutTargets',
    what: 'two inputs',
    input: { Rule: 'known', Targets: [{ Id: '1', Arn, Input: '{}', InputPath: '$.detail' }] },
  },
])('$operation refuses $what', ({ operation, input, error = 'ValidationException' }) => {
  const emulator = anAccount();
  emulator.call('events:PutRule', { Name: 'known', EventPattern });
  expect(() => emulator.call(`events:${operation}`, input)).toThrow(expect.objectContaining({ name: error }));
  expect(emulator.world.eventRules).toMatchObject([{ name: 'known', targets: [] }]);
});
