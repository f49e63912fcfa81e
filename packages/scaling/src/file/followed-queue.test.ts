import { expect, test } from '@jest/globals';
import { CPU, read, targetTracking } from '../../test/files.ts';
import { followedQueue } from './followed-queue.ts';

const OF_QUEUE =
  'customizedMetricSpecification: { namespace: AWS/SQS, metricName: ApproximateNumberOfMessagesVisible, statistic: Average, dimensions: [{ name: QueueName, value: jobs }] }';

test.each([
  { what: "a metric of it, in the seed's shape", text: targetTracking('targetValue: 100', OF_QUEUE), queue: 'jobs' },
  {
    what: 'the backlog per task',
    text: 'backlogPerTask: { queue: jobs, acceptableLatencySeconds: 60, secondsPerMessage: 1 }\n',
    queue: 'jobs',
  },
  {
    what: 'the backlog per task of an ARN',
    text: 'backlogPerTask: { queue: "arn:aws:sqs:eu-central-1:123456789012:jobs", acceptableLatencySeconds: 60, secondsPerMessage: 1 }\n',
    queue: 'jobs',
  },
  { what: 'nothing of a queue', text: targetTracking('targetValue: 70', CPU), queue: undefined },
])('the queue that scaling follows: $what', ({ text, queue }) => {
  const { scaling } = read(text);
  expect(scaling).toBeDefined();
  expect(scaling && followedQueue(scaling)).toBe(queue);
});
