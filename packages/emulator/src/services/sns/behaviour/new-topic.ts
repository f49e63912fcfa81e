import type { Topic } from '../model.ts';
import { arn, type World } from '../../../world/world.ts';
import { TOPIC_ACTIONS } from './topic-actions.ts';

/** A topic as it is where nobody set anything. */
export function newTopic(world: World, name: string): Topic {
  const topicArn = arn(world, 'sns', name);
  return { arn: topicArn, name, policy: defaultPolicy(world, topicArn), displayName: '', tags: {} };
}

/**
 * The policy that SNS gives a new topic: whoever belongs to the owner's account may do everything. AWS services do not
 * belong to it.
 */
function defaultPolicy({ account }: World, topicArn: string): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: TOPIC_ACTIONS.map((action) => `SNS:${action}`),
        Resource: topicArn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  });
}
