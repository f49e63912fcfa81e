import { expect, test } from '@jest/globals';

import { emptyWorld } from '../../../world/world.ts';
import { mayPublish } from './may-publish.ts';
import { newTopic } from './new-topic.ts';

const topic = newTopic(emptyWorld(), 'alerts');
const service = 'cloudwatch.amazonaws.com';
const context = {
  'aws:sourceaccount': '123456789012',
  'aws:sourcearn': 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:cpu',
};

const statement = { Effect: 'Allow', Principal: { Service: service }, Action: 'SNS:Publish', Resource: topic.arn };
const on = (operator: string, condition: object): object => ({ ...statement, Condition: { [operator]: condition } });

test.each([
  { what: 'without a condition', statements: [statement], isLetIn: true },
  { what: 'among others', statements: [{ ...statement, Principal: { Service: ['a', service] } }], isLetIn: true },
  { what: 'as everybody', statements: [{ ...statement, Principal: '*' }], isLetIn: true },
  { what: 'as every account', statements: [{ ...statement, Principal: { AWS: '*' } }], isLetIn: true },
  { what: 'not as an account', statements: [{ ...statement, Principal: { AWS: '123456789012' } }], isLetIn: false },
  { what: 'by a wildcard of resources', statements: [{ ...statement, Resource: '*' }], isLetIn: true },
  { what: 'not for another topic', statements: [{ ...statement, Resource: `${topic.arn}-2` }], isLetIn: false },
  { what: 'for its account', statements: [on('StringEquals', { 'aws:SourceAccount': '123456789012' })], isLetIn: true },
  { what: 'not for another account', statements: [on('StringEquals', { 'aws:SourceAccount': '1' })], isLetIn: false },
  {
    what: 'for its ARN',
    statements: [on('ArnLike', { 'AWS:SourceArn': 'arn:aws:cloudwatch:*:alarm:*' })],
    isLetIn: true,
  },
  {
    what: 'for its ARN, exactly',
    statements: [on('ArnEquals', { 'aws:SourceArn': context['aws:sourcearn'] })],
    isLetIn: true,
  },
  { what: 'not for another ARN', statements: [on('ArnEquals', { 'aws:SourceArn': 'arn:aws:s3:*' })], isLetIn: false },
  {
    what: 'not like an equal text',
    statements: [on('StringEquals', { 'aws:SourceArn': 'arn:aws:*' })],
    isLetIn: false,
  },
  { what: 'like a text', statements: [on('StringLike', { 'aws:SourceArn': 'arn:aws:*' })], isLetIn: true },
  {
    what: 'for one of several',
    statements: [on('StringEquals', { 'aws:SourceAccount': ['1', '123456789012'] })],
    isLetIn: true,
  },
  { what: 'unless it is the other', statements: [on('StringNotEquals', { 'aws:SourceAccount': '1' })], isLetIn: true },
  {
    what: 'not for a key that is not sent',
    statements: [on('StringEquals', { 'aws:SourceOrgID': 'o-1' })],
    isLetIn: false,
  },
  {
    what: 'for a key that is not sent, if it need not be',
    statements: [on('StringEqualsIfExists', { 'aws:SourceOrgID': 'o-1' })],
    isLetIn: true,
  },
  { what: 'because a key is not sent', statements: [on('Null', { 'aws:SourceOrgID': 'true' })], isLetIn: true },
  {
    what: 'not by an operator of dates',
    statements: [on('DateLessThan', { 'aws:SourceAccount': '1' })],
    isLetIn: false,
  },
  { what: 'not against a denial', statements: [statement, { ...statement, Effect: 'Deny' }], isLetIn: false },
  {
    what: 'not against a denial on what nobody can look at here',
    statements: [
      statement,
      { ...on('DateGreaterThan', { 'aws:CurrentTime': '2020-01-01T00:00:00Z' }), Effect: 'Deny' },
    ],
    isLetIn: false,
  },
  {
    what: 'not against a denial on one of several that nobody can look at here',
    statements: [
      statement,
      {
        ...statement,
        Effect: 'Deny',
        Condition: {
          NumericLessThan: { 'aws:MultiFactorAuthAge': '1' },
          StringEquals: { 'aws:SourceAccount': '123456789012' },
        },
      },
    ],
    isLetIn: false,
  },
  {
    what: 'against a denial on another account as well',
    statements: [
      statement,
      {
        ...statement,
        Effect: 'Deny',
        Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '1' }, StringEquals: { 'aws:SourceAccount': '1' } },
      },
    ],
    isLetIn: true,
  },
  {
    what: 'against a denial of calls without TLS',
    statements: [statement, { ...on('Bool', { 'aws:SecureTransport': 'false' }), Effect: 'Deny' }],
    isLetIn: true,
  },
  {
    what: 'on TLS',
    statements: [on('BoolIfExists', { 'aws:SecureTransport': 'true' })],
    isLetIn: true,
  },
])('a service is let in $what: $isLetIn', ({ statements, isLetIn }) => {
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  expect(mayPublish({ ...topic, policy }, service, context)).toBe(isLetIn);
});
