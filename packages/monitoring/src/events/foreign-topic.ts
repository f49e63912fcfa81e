import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics, Position } from '@fargate-actions/documents';

const TOPIC_ARN = /^arn:[\w-]+:sns:[\w-]+:(?<account>\d{12}):[\w.-]+$/;

/** Whether a topic is given by its ARN and belongs to another account: a company's central one, for example. */
export async function isForeignTopic(topic: string, aws: Aws): Promise<boolean> {
  const account = TOPIC_ARN.exec(topic)?.groups?.['account'];
  return account !== undefined && account !== (await aws.identity()).account;
}

/** Says what nobody can check from here. Source: Amazon SNS developer guide, "Example cases for Amazon SNS access control". */
export function noticeForeignTopic(
  topic: string,
  publisher: 'events' | 'cloudwatch',
  at: Position | undefined,
  diagnostics: Diagnostics,
): void {
  diagnostics.notice(
    at,
    'monitoring/foreign-topic',
    `The topic ${topic} belongs to another account. Its policy can't be checked from this one.`,
    `Make sure that it allows ${publisher}.amazonaws.com to publish (sns:Publish) for this account.`,
  );
}
