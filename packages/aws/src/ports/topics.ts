import type { Wire } from '../wire.ts';

/** SNS topics. */
export function topics(wire: Wire) {
  return {
    /** The topic's access policy, JSON. */
    async policy(arn: string): Promise<string | undefined> {
      return (await wire.call('sns:GetTopicAttributes', { TopicArn: arn })).Attributes?.['Policy'];
    },
    async setPolicy(arn: string, policy: string): Promise<void> {
      await wire.call('sns:SetTopicAttributes', { TopicArn: arn, AttributeName: 'Policy', AttributeValue: policy });
    },
  };
}
