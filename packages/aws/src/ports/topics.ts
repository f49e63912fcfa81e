import type { Wire } from '../wire.ts';

/** What decides who may publish to a topic. */
export interface Topic {
  /** Its access policy, JSON. */
  readonly policy: string | undefined;
  /** Id, alias or ARN of the key that it is encrypted with; absent: it is not. */
  readonly kmsKey: string | undefined;
}

/** SNS topics. */
export function topics(wire: Wire) {
  return {
    async read(arn: string): Promise<Topic> {
      const { Attributes = {} } = await wire.call('sns:GetTopicAttributes', { TopicArn: arn });
      return { policy: Attributes['Policy'], kmsKey: Attributes['KmsMasterKeyId'] };
    },
    async setPolicy(arn: string, policy: string): Promise<void> {
      await wire.call('sns:SetTopicAttributes', { TopicArn: arn, AttributeName: 'Policy', AttributeValue: policy });
    },
  };
}
