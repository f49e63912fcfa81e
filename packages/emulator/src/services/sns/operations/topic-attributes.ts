import type { GetTopicAttributesInput, GetTopicAttributesResponse, SetTopicAttributesInput } from '@aws-sdk/client-sns';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Topic } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { checkTopicPolicy } from './topic-policy-rules.ts';

/** What a topic says of itself. */
export const topicAttributeOperations: OperationTable = {
  'sns:GetTopicAttributes': getTopicAttributes,
  'sns:SetTopicAttributes': setTopicAttributes,
};

function getTopicAttributes(world: World, input: GetTopicAttributesInput): GetTopicAttributesResponse {
  const topic = findTopic(world, input.TopicArn);
  return {
    Attributes: {
      TopicArn: topic.arn,
      Owner: world.account,
      DisplayName: topic.displayName,
      Policy: topic.policy,
      EffectiveDeliveryPolicy: EFFECTIVE_DELIVERY_POLICY,
      SubscriptionsConfirmed: '0',
      SubscriptionsDeleted: '0',
      SubscriptionsPending: '0',
      ...(topic.kmsKey !== undefined && { KmsMasterKeyId: topic.kmsKey }),
    },
  };
}

function setTopicAttributes(world: World, input: SetTopicAttributesInput): object {
  const topic = findTopic(world, input.TopicArn);
  const value = input.AttributeValue ?? '';
  switch (input.AttributeName) {
    case 'Policy':
      checkTopicPolicy(value, topic.arn);
      topic.policy = value;
      return {};
    case 'DisplayName':
      topic.displayName = value;
      return {};
    case 'KmsMasterKeyId':
      if (value === '') delete topic.kmsKey;
      else topic.kmsKey = value;
      return {};
    default:
      throw new Fault('InvalidParameterException', 'Invalid parameter: AttributeName');
  }
}

function findTopic(world: World, wanted: string | undefined): Topic {
  if (!/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/.test(wanted ?? ''))
    throw new Fault('InvalidParameterException', 'Invalid parameter: TopicArn');
  const found = world.topics.find(({ arn }) => arn === wanted);
  if (!found) throw new Fault('NotFoundException', 'Topic does not exist', 404);
  return found;
}

// What SNS says of a topic that nobody gave a delivery policy. Source: SNS's guide, "message delivery retries".
const EFFECTIVE_DELIVERY_POLICY = JSON.stringify({
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
});
