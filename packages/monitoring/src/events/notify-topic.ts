import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import type { MonitoredStack } from '../monitored-stack.ts';
import { lookUpTopic, topicName } from './look-up-topic.ts';

const TOPIC_ARN = /^arn:[\w-]+:sns:(?<region>[\w-]+):(?<account>\d{12}):[\w.-]+$/;

/** Of the topics that there are, as many are named. */
const MOST_CANDIDATES = 20;

/**
 * The ARN of the topic that a stack tells; undefined without one, and where there is none of that name or ARN, which is
 * an error.
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
  if (parts && !(await isOwn(notify, parts, region, aws, diagnostics))) return undefined;
  const lookup = await lookUpTopic(notify.topic, aws);
  if (lookup.kind === 'found') return lookup.value;
  reportUnknownTopic(notify, region, lookup.candidates, diagnostics);
  return undefined;
}

/** Says that there is no such topic, and which there are, as far as that is known. */
export function reportUnknownTopic(
  { topic, at }: NonNullable<MonitoredStack['notify']>,
  region: string,
  known: readonly string[],
  diagnostics: Diagnostics,
): void {
  const candidates = known.toSorted().slice(0, MOST_CANDIDATES).join(', ');
  diagnostics.error(
    at,
    'monitoring/topic-unknown',
    `There is no topic ${topicName(topic)} in ${region}.${candidates && ` The account has ${candidates}.`}`,
    'Create it, or give the name or the ARN of one that is there as `notify`.',
  );
}

async function isOwn(
  { topic, at }: NonNullable<MonitoredStack['notify']>,
  parts: Readonly<Record<string, string | undefined>>,
  region: string,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<boolean> {
  if (parts['region'] !== region) {
    diagnostics.error(
      at,
      'monitoring/topic-region',
      `The topic ${topic} is in ${parts['region'] ?? ''}, and what tells it is in ${region}: AWS lets neither alarms nor rules reach beyond their region.`,
      `Give a topic of ${region} as \`notify\`.`,
    );
    return false;
  }
  const { account } = await aws.identity();
  if (parts['account'] === account) return true;
  diagnostics.error(
    at,
    'monitoring/topic-account',
    `The topic ${topic} is in the account ${parts['account'] ?? ''}, and what tells it is in ${account}.`,
    'Give the name of a topic as `notify`: it follows the environment.',
  );
  return false;
}
