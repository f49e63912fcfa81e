import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from '@jest/globals';

import { anAccount } from '../../../../test/world/an-account.ts';
import { typedCall } from '../../../../test/world/typed-call.ts';

const logGroupName = '/ecs/web';
const arn = 'arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/web';
const key = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab';

const called = () => typedCall(anAccount());
const described = (call: ReturnType<typeof typedCall>): LogGroup | undefined =>
  call('logs:DescribeLogGroups', { logGroupNamePrefix: logGroupName }).logGroups?.[0];

test('a retention comes and goes', () => {
  const call = called();
  call('logs:PutRetentionPolicy', { logGroupName, retentionInDays: 30 });
  expect(described(call)).toMatchObject({ retentionInDays: 30 });
  call('logs:DeleteRetentionPolicy', { logGroupName });
  expect(described(call)).not.toHaveProperty('retentionInDays');
});

test('a group tells how much is in it', () => {
  const emulator = anAccount();
  expect(described(typedCall(emulator))).toMatchObject({ storedBytes: 0 });
  const stream = { logGroupName, logStreamName: 'web' };
  emulator.call('logs:CreateLogStream', stream);
  emulator.call('logs:PutLogEvents', { ...stream, logEvents: [{ timestamp: 1, message: 'größer' }] });
  expect(described(typedCall(emulator))).toMatchObject({ storedBytes: 34 });
});

test('a key is associated by the group’s name or its ARN, and taken away', () => {
  const call = called();
  call('logs:AssociateKmsKey', { logGroupName, kmsKeyId: key });
  expect(described(call)).toMatchObject({ kmsKeyId: key });
  call('logs:DisassociateKmsKey', { resourceIdentifier: arn });
  expect(described(call)).not.toHaveProperty('kmsKeyId');
});

test('tags are laid over those of the creation', () => {
  const call = called();
  call('logs:CreateLogGroup', { logGroupName: '/ecs/api', tags: { team: 'shop', stage: 'test' } });
  const resourceArn = 'arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/api';
  call('logs:TagResource', { resourceArn, tags: { stage: 'live' } });
  expect(call('logs:ListTagsForResource', { resourceArn })).toEqual({ tags: { team: 'shop', stage: 'live' } });
});

test('streams are found by the name of their group or its ARN', () => {
  const emulator = anAccount();
  const call = typedCall(emulator);
  emulator.call('logs:CreateLogStream', { logGroupName, logStreamName: 'web' });
  for (const logGroupIdentifier of [logGroupName, arn])
    expect(call('logs:DescribeLogStreams', { logGroupIdentifier }).logStreams).toMatchObject([
      { logStreamName: 'web' },
    ]);
});

/** Of some operations, what they need. */
const whole = {
  retentionInDays: 30,
  logStreamName: 'web',
  filterName: 'errors',
  filterPattern: 'ERROR',
  metricTransformations: [{ metricName: 'errors', metricNamespace: 'shop', metricValue: '1' }],
};

const tooMany = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`tag-${String(i)}`, '']));

test.each<{ what: string; operation: string; input: object; error?: string }>([
  { what: 'the id of a key', operation: 'AssociateKmsKey', input: { logGroupName, kmsKeyId: '1234abcd' } },
  {
    what: 'an alias',
    operation: 'AssociateKmsKey',
    input: { logGroupName, kmsKeyId: key.replace('key/', 'alias/') },
  },
  {
    what: 'a key of another region',
    operation: 'AssociateKmsKey',
    input: { logGroupName, kmsKeyId: key.replace('eu-central-1', 'us-east-1') },
  },
  {
    what: 'two names of one group',
    operation: 'DisassociateKmsKey',
    input: { logGroupName, resourceIdentifier: arn },
  },
  ...['DeleteRetentionPolicy', 'PutRetentionPolicy', 'PutMetricFilter', 'CreateLogStream', 'DeleteLogGroup'].map(
    (operation) => ({
      what: 'an ARN for the name of a group',
      operation,
      input: { ...whole, logGroupName: arn },
    }),
  ),
  {
    what: 'a group by name and ARN',
    operation: 'DescribeLogStreams',
    input: { logGroupName, logGroupIdentifier: arn },
  },
  {
    what: 'the ARN as DescribeLogGroups shows it',
    operation: 'DescribeLogStreams',
    input: { logGroupIdentifier: `${arn}:*` },
  },
  {
    what: 'a key for a group by its name',
    operation: 'AssociateKmsKey',
    input: { resourceIdentifier: logGroupName, kmsKeyId: key },
  },
  {
    what: 'no group',
    operation: 'DeleteRetentionPolicy',
    input: { logGroupName: '/nope' },
    error: 'ResourceNotFoundException',
  },
  {
    what: 'the ARN as DescribeLogGroups shows it',
    operation: 'ListTagsForResource',
    input: { resourceArn: `${arn}:*` },
    error: 'ValidationException',
  },
  {
    what: 'the ARN of no group',
    operation: 'TagResource',
    input: { resourceArn: `${arn}-2`, tags: { a: 'b' } },
    error: 'ResourceNotFoundException',
  },
  { what: 'a tag of AWS', operation: 'TagResource', input: { resourceArn: arn, tags: { 'aws:a': 'b' } } },
  {
    what: 'a tag too many',
    operation: 'TagResource',
    input: { resourceArn: arn, tags: tooMany },
    error: 'TooManyTagsException',
  },
])('$operation refuses $what', ({ operation, input, error = 'InvalidParameterException' }) => {
  expect(() => anAccount().call(`logs:${operation}`, input)).toThrow(expect.objectContaining({ name: error }));
});
