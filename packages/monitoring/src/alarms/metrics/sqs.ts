import { alike, TRAFFIC, type KnownNamespace } from './known-metric.ts';

/** A queue that nobody used for hours has no data: that is no backlog. */
const DEPTH = { ...TRAFFIC, statistic: 'Average' } as const;
const AGE = { ...TRAFFIC, statistic: 'Maximum', unit: 'Seconds' } as const;

/** Source: Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS". */
export const SQS: KnownNamespace = {
  name: 'AWS/SQS',
  metrics: [
    ...alike(AGE, 'queue', 'ApproximateAgeOfOldestMessage', 'ApproximateAgeOfOldestMessageInQuietGroups'),
    ...alike(
      DEPTH,
      'queue',
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
      'ApproximateNumberOfMessagesVisibleInQuietGroups',
      'ApproximateNumberOfMessagesNotVisibleInQuietGroups',
      'ApproximateNumberOfMessagesDelayedInQuietGroups',
      'ApproximateNumberOfGroupsWithInflightMessages',
      'ApproximateNumberOfNoisyGroups',
    ),
    ...alike(
      TRAFFIC,
      'queue',
      'NumberOfMessagesSent',
      'NumberOfMessagesReceived',
      'NumberOfMessagesDeleted',
      'NumberOfEmptyReceives',
      'NumberOfDeduplicatedSentMessages',
    ),
    ...alike({ ...TRAFFIC, statistic: 'Average', unit: 'Bytes' }, 'queue', 'SentMessageSize'),
  ],
  dimensionNames: ['QueueName'],
};
