import { expect, test } from '@jest/globals';

import { newTopic } from '../behaviour/new-topic.ts';
import { anAccount } from '../../../../test/world/an-account.ts';
import { typedCall } from '../../../../test/world/typed-call.ts';
import type { Emulator } from '../../../emulator.ts';

const TopicArn = 'arn:aws:sns:eu-central-1:123456789012:alerts';

function anAccountWithTopic(): Emulator {
  const emulator = anAccount();
  emulator.world.topics.push(newTopic(emulator.world, 'alerts'));
  return emulator;
}

const statement = {
  Sid: 'events',
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: TopicArn,
};
const policyOf = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

test('a new topic lets its owner in, and nobody else', () => {
  const { Attributes = {} } = typedCall(anAccountWithTopic())('sns:GetTopicAttributes', { TopicArn });
  expect(Attributes).toMatchObject({ TopicArn, Owner: '123456789012', SubscriptionsConfirmed: '0' });
  expect(JSON.parse(String(Attributes['Policy']))).toMatchObject({
    Statement: [{ Principal: { AWS: '*' }, Condition: { StringEquals: { 'AWS:SourceOwner': '123456789012' } } }],
  });
});

test.each([
  { name: 'Policy', value: policyOf(statement) },
  { name: 'DisplayName', value: 'Alerts' },
  { name: 'KmsMasterKeyId', value: 'alias/alerts' },
])('$name is kept as it was given', ({ name, value }) => {
  const call = typedCall(anAccountWithTopic());
  call('sns:SetTopicAttributes', { TopicArn, AttributeName: name, AttributeValue: value });
  expect(call('sns:GetTopicAttributes', { TopicArn }).Attributes).toMatchObject({ [name]: value });
});

test.each([
  { what: 'no JSON', policy: '{' },
  { what: 'no object', policy: '"allow"' },
  { what: 'nothing', policy: '' },
  { what: 'no version', policy: JSON.stringify({ Statement: [statement] }) },
  { what: 'a version that is none', policy: JSON.stringify({ Version: '2026-01-01', Statement: [statement] }) },
  { what: 'no statement', policy: policyOf() },
  { what: 'no effect', policy: policyOf({ ...statement, Effect: undefined }) },
  { what: 'no principal', policy: policyOf({ ...statement, Principal: undefined }) },
  { what: 'an action of another service', policy: policyOf({ ...statement, Action: 'sqs:SendMessage' }) },
  { what: 'a wildcard of actions', policy: policyOf({ ...statement, Action: 'sns:*' }) },
  { what: 'another topic', policy: policyOf({ ...statement, Resource: `${TopicArn}-2` }) },
  { what: 'a Sid twice', policy: policyOf(statement, statement) },
])('a policy is refused: $what', ({ policy }) => {
  const emulator = anAccountWithTopic();
  expect(() =>
    emulator.call('sns:SetTopicAttributes', { TopicArn, AttributeName: 'Policy', AttributeValue: policy }),
  ).toThrow(expect.objectContaining({ name: 'InvalidParameterException' }));
  expect(emulator.world.topics).toEqual([newTopic(emulator.world, 'alerts')]);
});

test.each([
  { what: 'a topic that is not there', arn: `${TopicArn}-2`, error: 'NotFoundException' },
  { what: 'what is no ARN', arn: 'alerts', error: 'InvalidParameterException' },
])('refused: $what', ({ arn, error }) => {
  expect(() => anAccountWithTopic().call('sns:GetTopicAttributes', { TopicArn: arn })).toThrow(
    expect.objectContaining({ name: error }),
  );
});
