import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import type { MonitoredStack } from '../monitored-stack.ts';

const TOPIC_ARN = /^arn:[\w-]+:sns:(?<region>[\w-]+):(?<account>\d{12}):[\w.-]+$/;

/**
 * The ARN of the topic that a stack tells; undefined without one, and where the name is not known, which is an error.
 *
 * A rule reaches only topics of its own region, and an environment none of another account. Source: "Targets" in the user guide of EventBridge.
 */
export async function notifyTopic(
  { notify, region }: Pick<MonitoredStack, 'notify' | 'region'>,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  if (!notify) return undefined;
  const parts = TOPIC_ARN.exec(notify.topic)?.groups;
  if (parts) return ownTopic(notify, parts, region, aws, diagnostics);
  const lookup = await aws.names.topic(notify.topic);
  if (lookup.kind === 'found') return lookup.value;
  const candidates = lookup.candidates.length > 0 ? ` The account has ${lookup.candidates.join(', ')}.` : '';
  diagnostics.error(
    notify.at,
    'monitoring/topic-unknown',
    `There is no topic ${notify.topic} in ${region}.${candidates}`,
    'Create it, or give the name or the ARN of one that is there as `notify`.',
  );
  return undefined;
}

async function ownTopic(
  { topic, at }: NonNullable<MonitoredStack['notify']>,
  parts: Readonly<Record<string, string | undefined>>,
  region: string,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  if (parts['region'] !== region) {
    diagnostics.error(
      at,
      'monitoring/topic-region',
      `The topic ${topic} is in ${parts['region'] ?? ''}, and what tells it is in ${region}: AWS lets neither alarms nor rules reach beyond their region.`,
      `Give a topic of ${region} as \`notify\`.`,
    );
    return undefined;
  }
  const { account } = await aws.identity();
  if (parts['account'] === account) return topic;
  diagnostics.error(
    at,
    'monitoring/topic-account',
    `The topic ${topic} is in the account ${parts['account'] ?? ''}, and what tells it is in ${account}.`,
    'Give the name of a topic as `notify`: it follows the environment.',
  );
  return undefined;
}
