/**
 * The actions of which a topic's policy may speak; it refuses wildcards and all others.
 *
 * Source: SNS's guide, "Amazon SNS API permissions", and the policy of a new topic.
 */
export const TOPIC_ACTIONS = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
] as const;
