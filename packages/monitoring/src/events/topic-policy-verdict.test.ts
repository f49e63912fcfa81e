import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '@fargate-actions/documents';
import { parsedPolicy, publishStatement, statementsOf, withPublishStatement } from './topic-policy-statement.ts';
import { policyVerdict } from './topic-policy-verdict.ts';

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:amply-alerts';
const EVENTS = { Service: 'events.amazonaws.com' };
const allow: JsonObject = { Sid: 'some', Effect: 'Allow', Principal: EVENTS, Action: 'sns:Publish', Resource: TOPIC };
const deny: JsonObject = { ...allow, Sid: 'no', Effect: 'Deny' };

/** What SNS gives a new topic. */
const DEFAULT: JsonObject = {
  Sid: '__default_statement_ID',
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: ['SNS:GetTopicAttributes', 'SNS:Publish', 'SNS:Subscribe'],
  Resource: TOPIC,
  Condition: { StringEquals: { 'AWS:SourceOwner': '123456789012' } },
};

/** A statement about all but one principal or action. */
const unless = (statement: JsonObject, field: 'Principal' | 'Action', value: Json): JsonObject => ({
  ...Object.fromEntries(Object.entries(statement).filter(([name]) => name !== field)),
  [`Not${field}`]: value,
});

const policyOf = (...statements: JsonObject[]): string =>
  JSON.stringify({ Version: '2012-10-17', Id: 'ours', Statement: statements });

describe('EventBridge may publish', () => {
  test.each<{ name: string; statements: JsonObject[] }>([
    { name: 'by its name', statements: [allow] },
    {
      name: 'among other services',
      statements: [{ ...allow, Principal: { Service: ['s3.amazonaws.com', EVENTS.Service] } }],
    },
    { name: 'as everybody', statements: [{ ...allow, Principal: '*' }] },
    { name: 'as every account', statements: [{ ...allow, Principal: { AWS: ['*'] } }] },
    { name: 'by an action in capitals', statements: [{ ...allow, Action: ['SNS:Subscribe', 'SNS:Publish'] }] },
    { name: 'by all actions', statements: [{ ...allow, Action: 'sns:*' }] },
    { name: 'by the beginning of an action', statements: [{ ...allow, Action: 'sns:Pub*' }] },
    {
      name: 'by other actions being left out',
      statements: [unless(allow, 'Action', 'sns:DeleteTopic')],
    },
    { name: 'to all topics', statements: [{ ...allow, Resource: '*' }] },
    {
      name: 'to topics by pattern',
      statements: [{ ...allow, Resource: 'arn:aws:sns:eu-central-1:123456789012:amply-*' }],
    },
    { name: 'beside the statement of a new topic', statements: [DEFAULT, allow] },
    { name: 'with conditions that are none', statements: [{ ...allow, Condition: {} }] },
    {
      name: 'though what is not encrypted on its way is denied',
      statements: [allow, { ...deny, Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    },
    {
      name: 'though other accounts are denied, unless they are services',
      statements: [
        allow,
        {
          ...deny,
          Principal: '*',
          Condition: {
            StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' },
            BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
          },
        },
      ],
    },
    {
      name: 'though another service is denied',
      statements: [allow, { ...deny, Principal: { Service: 's3.amazonaws.com' } }],
    },
    { name: 'though another action is denied', statements: [allow, { ...deny, Action: 'sns:DeleteTopic' }] },
    {
      name: 'though all others are denied',
      statements: [allow, unless(deny, 'Principal', EVENTS)],
    },
  ])('$name', ({ statements }) => {
    expect(policyVerdict(policyOf(...statements), TOPIC)).toEqual({ allows: true });
  });

  test('by a statement that stands alone', () => {
    expect(policyVerdict(JSON.stringify({ Version: '2008-10-17', Statement: allow }), TOPIC)).toEqual({ allows: true });
  });
});

describe('EventBridge may not publish', () => {
  test.each<{ name: string; statements: JsonObject[]; reason: string }>([
    { name: 'by no statement', statements: [], reason: 'no statement of its policy allows it' },
    { name: 'by the statement of a new topic', statements: [DEFAULT], reason: 'AWS:SourceOwner' },
    {
      name: 'by a condition on the rule',
      statements: [
        { ...allow, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:eu-central-1:123456789012:rule/*' } } },
      ],
      reason: 'its statement "some" has a condition (aws:SourceArn), and EventBridge never meets one',
    },
    {
      name: 'by a condition on the account',
      statements: [{ ...allow, Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } } }],
      reason: 'aws:SourceAccount',
    },
    {
      name: 'by a condition that nobody here knows',
      statements: [{ ...allow, Condition: { StringEquals: { 'aws:Unheard': 'of' } } }],
      reason: 'aws:Unheard',
    },
    {
      name: 'as another service',
      statements: [{ ...allow, Principal: { Service: 'cloudwatch.amazonaws.com' } }],
      reason: 'no statement',
    },
    { name: 'as one account', statements: [{ ...allow, Principal: { AWS: '123456789012' } }], reason: 'no statement' },
    {
      name: 'by another action',
      statements: [{ ...allow, Action: ['sns:Subscribe', 'sqs:Publish'] }],
      reason: 'no statement',
    },
    {
      name: 'by an action that begins so',
      statements: [{ ...allow, Action: 'sns:PublishBatch' }],
      reason: 'no statement',
    },
    { name: 'to another topic', statements: [{ ...allow, Resource: `${TOPIC}-2` }], reason: 'no statement' },
    {
      name: 'to a topic that a dot would match',
      statements: [{ ...allow, Resource: TOPIC.replace('-', '.') }],
      reason: 'no statement',
    },
    {
      name: 'when it is left out',
      statements: [unless(allow, 'Principal', EVENTS)],
      reason: 'no statement',
    },
    {
      name: 'when publishing is left out',
      statements: [unless(allow, 'Action', 'sns:publish')],
      reason: 'no statement',
    },
    { name: 'when it is denied', statements: [allow, deny], reason: 'its statement "no" denies it' },
    {
      name: 'when everybody is denied',
      statements: [allow, { ...deny, Principal: '*', Action: '*', Resource: '*' }],
      reason: 'denies it',
    },
    {
      name: 'when all are denied that are not of the organization',
      statements: [allow, { ...deny, Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
      reason: 'denies it',
    },
    {
      name: 'when all but another service are denied',
      statements: [allow, unless(deny, 'Principal', { Service: 's3.amazonaws.com' })],
      reason: 'denies it',
    },
  ])('$name', ({ statements, reason }) => {
    const verdict = policyVerdict(policyOf(...statements), TOPIC);
    expect(verdict.allows ? undefined : verdict.reason).toContain(reason);
  });

  test.each([undefined, '', 'not JSON', '[]', '{"Statement":"?"}'])('by the policy %j', (policy) => {
    expect(policyVerdict(policy, TOPIC).allows).toBe(false);
  });
});

describe('our statement', () => {
  test.each<{ name: string; before: string | undefined; others: JsonObject[] }>([
    { name: 'in a policy', before: policyOf(DEFAULT, deny), others: [DEFAULT, deny] },
    { name: 'beside one that stands alone', before: JSON.stringify({ Statement: DEFAULT }), others: [DEFAULT] },
    { name: 'where there is no policy', before: undefined, others: [] },
    {
      name: 'in the place of an earlier one of ours',
      before: policyOf({ ...publishStatement(TOPIC), Condition: { StringEquals: { a: 'b' } } }, DEFAULT),
      others: [DEFAULT],
    },
  ])('$name leaves the others as they are, and is there once', ({ before, others }) => {
    const once = withPublishStatement(before, TOPIC);
    expect(statementsOf(parsedPolicy(once))).toEqual([...others, publishStatement(TOPIC)]);
    expect(withPublishStatement(once, TOPIC)).toBe(once);
  });

  test('keeps what the policy has besides', () => {
    expect(parsedPolicy(withPublishStatement(policyOf(DEFAULT), TOPIC))).toMatchObject({
      Version: '2012-10-17',
      Id: 'ours',
    });
  });
});
