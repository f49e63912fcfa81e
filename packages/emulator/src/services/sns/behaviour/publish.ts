import type { World } from '../../../world/world.ts';
import { mayPublish, type PublishContext } from './may-publish.ts';

/** A message that a topic has taken. */
export interface Publication {
  /** Milliseconds of AWS's clock. */
  readonly at: number;
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
}

export interface PublishRequest {
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  /** The AWS service that publishes: `events.amazonaws.com`. */
  readonly by: string;
  readonly context: PublishContext;
}

// With the key that AWS manages, no service may encrypt for a topic. Source: SNS's guide, "Key management".
const AWS_MANAGED_KEY = /(^|[:/])alias\/aws\/sns$/;

/** Lets an AWS service publish. What the topic does not let it is lost without a word, as on AWS. */
export function publish(world: World, { topicArn, subject, message, by, context }: PublishRequest): void {
  const topic = world.topics.find(({ arn }) => arn === topicArn);
  if (!topic || AWS_MANAGED_KEY.test(topic.kmsKey ?? '')) return;
  if (!mayPublish(topic, by, context)) return;
  world.published.push({ at: world.now, topicArn, ...(subject !== undefined && { subject }), message });
}
