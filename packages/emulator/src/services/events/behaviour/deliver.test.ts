import type { Target } from '@aws-sdk/client-eventbridge';
import { expect, test } from '@jest/globals';

import type { Emulator } from '../../../emulator.ts';
import { newTopic } from '../../sns/behaviour/new-topic.ts';
import { aService, anAccount, register } from '../../../../test/world/an-account.ts';

const topicArn = 'arn:aws:sns:eu-central-1:123456789012:alerts';
const serviceArn = 'arn:aws:ecs:eu-central-1:123456789012:service/prod/web';

const letsEventsIn = {
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: topicArn,
};

interface Listening {
  readonly pattern?: object;
  readonly statements?: readonly object[];
  readonly target?: Partial<Target>;
  readonly state?: 'ENABLED' | 'DISABLED';
}

/** An account whose topic listens to ECS, with a service whose tasks crash. */
function anAccountThatListens({
  pattern,
  statements = [letsEventsIn],
  target,
  state = 'ENABLED',
}: Listening): Emulator {
  const emulator = anAccount({ scenario: { images: { '*:bad': { behaviour: 'crash' } } } });
  emulator.world.topics.push(newTopic(emulator.world, 'alerts'));
  if (statements.length > 0) {
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    emulator.call('sns:SetTopicAttributes', {
      TopicArn: topicArn,
      AttributeName: 'Policy',
      AttributeValue: policy,
    });
  }
  const EventPattern = JSON.stringify(pattern ?? { source: ['aws.ecs'] });
  emulator.call('events:PutRule', { Name: 'ecs', EventPattern, State: state });
  emulator.call('events:PutTargets', { Rule: 'ecs', Targets: [{ Id: 'topic', Arn: topicArn, ...target }] });
  return emulator;
}

/** Deploys what works, then what does not. */
function deployTwice(emulator: Emulator): void {
  const deploymentCircuitBreaker = { enable: true, rollback: true };
  emulator.call(
    'ecs:CreateService',
    aService(register(emulator, 'web:good'), { deploymentConfiguration: { deploymentCircuitBreaker } }),
  );
  emulator.advance(600);
  emulator.call('ecs:UpdateService', {
    cluster: 'prod',
    service: 'web',
    taskDefinition: register(emulator, 'web:bad'),
  });
  emulator.advance(3600);
}

const messages = (emulator: Emulator): unknown[] =>
  emulator.world.published.map(({ message }) => JSON.parse(message) as unknown);

test('a topic hears how deployments begin, end, fail and are rolled back', () => {
  const emulator = anAccountThatListens({});
  deployTwice(emulator);
  expect(messages(emulator)).toMatchObject([
    { detail: { eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS', eventType: 'INFO' } },
    { detail: { eventName: 'SERVICE_DEPLOYMENT_COMPLETED' } },
    { detail: { eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS' } },
    { detail: { eventName: 'SERVICE_DEPLOYMENT_FAILED', eventType: 'ERROR' } },
    {
      detail: {
        eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS',
        reason: expect.stringContaining('circuit breaker: rolling back to deploymentId'),
      },
    },
    { detail: { eventName: 'SERVICE_DEPLOYMENT_COMPLETED' } },
  ]);
});

test('an event is as ECS documents it', () => {
  const emulator = anAccountThatListens({ pattern: { detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] } } });
  deployTwice(emulator);
  expect(messages(emulator)).toEqual([
    {
      version: '0',
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      'detail-type': 'ECS Deployment State Change',
      source: 'aws.ecs',
      account: '123456789012',
      time: expect.stringMatching(/^2026-11-23T\d\d:\d\d:\d\dZ$/),
      region: 'eu-central-1',
      resources: [serviceArn],
      detail: {
        eventType: 'ERROR',
        eventName: 'SERVICE_DEPLOYMENT_FAILED',
        deploymentId: expect.stringMatching(/^ecs-svc\/\d+$/),
        updatedAt: expect.stringMatching(/Z$/),
        reason: 'ECS deployment circuit breaker: tasks failed to start.',
      },
    },
  ]);
  expect(emulator.world.published).toMatchObject([{ topicArn, at: expect.any(Number) }]);
});

test.each<Listening & { what: string }>([
  { what: 'the topic’s policy is the one of a new topic', statements: [] },
  { what: 'the policy lets others in', statements: [{ ...letsEventsIn, Principal: { Service: 's3.amazonaws.com' } }] },
  { what: 'the policy lets it do something else', statements: [{ ...letsEventsIn, Action: 'sns:Subscribe' }] },
  {
    // "You can't use Condition blocks in Amazon SNS topic policies for EventBridge."
    what: 'the policy lets it in on a condition',
    statements: [{ ...letsEventsIn, Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } } }],
  },
  {
    what: 'a statement denies it',
    statements: [letsEventsIn, { ...letsEventsIn, Effect: 'Deny', Principal: '*' }],
  },
  { what: 'the rule is disabled', state: 'DISABLED' },
  { what: 'the pattern is about another service', pattern: { resources: [`${serviceArn}-2`] } },
  { what: 'the target is another topic', target: { Arn: `${topicArn}-2` } },
])('nobody hears of it where $what', (listening) => {
  const emulator = anAccountThatListens(listening);
  deployTwice(emulator);
  expect(emulator.world.published).toEqual([]);
});

test('a topic encrypted with AWS’s own key hears nothing', () => {
  const emulator = anAccountThatListens({});
  emulator.call('sns:SetTopicAttributes', {
    TopicArn: topicArn,
    AttributeName: 'KmsMasterKeyId',
    AttributeValue: 'alias/aws/sns',
  });
  deployTwice(emulator);
  expect(emulator.world.published).toEqual([]);
});

const InputPathsMap = { service: '$.resources[0]', reason: '$.detail.reason', none: '$.detail.nope' };
test.each<{ what: string; target: Partial<Target>; message: string }>([
  { what: 'a constant', target: { Input: '"Oh"' }, message: '"Oh"' },
  { what: 'a part', target: { InputPath: '$.detail.eventName' }, message: '"SERVICE_DEPLOYMENT_FAILED"' },
  {
    what: 'a template',
    target: { InputTransformer: { InputPathsMap, InputTemplate: '"<service>: <reason><none>"' } },
    message: `"${serviceArn}: ECS deployment circuit breaker: tasks failed to start."`,
  },
  {
    what: 'a template of JSON, in which a text is one',
    target: { InputTransformer: { InputPathsMap, InputTemplate: '{"of": <service>, "why": "since <reason>"}' } },
    message: `{"of": "${serviceArn}", "why": "since ECS deployment circuit breaker: tasks failed to start."}`,
  },
])('a target gets $what of the event', ({ target, message }) => {
  const emulator = anAccountThatListens({
    target,
    pattern: { detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] } },
  });
  deployTwice(emulator);
  expect(emulator.world.published).toMatchObject([{ message }]);
});

test('who listens changes nothing in what happens', () => {
  const [listened, unheard] = [anAccountThatListens({}), anAccountThatListens({ state: 'DISABLED' })];
  for (const emulator of [listened, unheard]) deployTwice(emulator);
  expect(listened.timeline).toEqual(unheard.timeline);
});
