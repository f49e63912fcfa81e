import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import type { MonitoredStack } from '../monitored-stack.ts';
import { isForeignTopic } from './foreign-topic.ts';
import { lookUpTopic, topicName } from './look-up-topic.ts';

const TOPIC_ARN = /^arn:[\w-]+:sns:(?<region>[\w-]+):\d{12}:[\w.-]+$/;

/** Of the topics that there are, as many are named. */
const MOST_CANDIDATES = 20;

/**
 * The ARN of the topic that a stack tells; undefined without one, and where there is none of that name or ARN, which is
 * an error.
 *
 * A rule reaches only topics of its own region. One of another account is believed: it can't be looked up from this one.
 * Source: "Targets" in the user guide of EventBridge.
 */
export async function notifyTopic(
  { notify, region }: Pick<MonitoredStack, 'notify' | 'region'>,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  if (!notify) return undefined;
  const parts = TOPIC_ARN.exec(notify.topic)?.groups;
  if (parts && parts['region'] !== region) {
    reportOtherRegion(notify, parts['region'] ?? '', region, diagnostics);
    return undefined;
  }
  if (await isForeignTopic(notify.topic, aws)) return notify.topic;
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

function reportOtherRegion(
  { topic, at }: NonNullable<MonitoredStack['notify']>,
  itsRegion: string,
  region: string,
  diagnostics: Diagnostics,
): void {
  diagnostics.error(
    at,
    'monitoring/topic-region',
    `The topic ${topic} is in ${itsRegion}. Alarms and rules of ${region} can't reach topics of another region.`,
    `Give a topic of ${region} as \`notify\`.`,
  );
}
