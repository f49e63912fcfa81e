import type { Aws, Lookup } from '@fargate-actions/aws';

/** An ARN of a topic; the seed writes them with something left out, as `arn:aws:sns:...:NAME`. */
const TOPIC_ARN = /^arn:[\w-]+:sns:(?<place>.*):(?<name>[\w.-]+)$/;
/** Region and account of one that is whole. */
const PLACE = /^[\w-]+:\d{12}$/;

/** The name of a topic that is given by its name or by an ARN, whole or not. */
export function topicName(given: string): string {
  return TOPIC_ARN.exec(given)?.groups?.['name'] ?? given;
}

/**
 * Looks up a topic that is given by name or ARN: AWS takes alarms and rules that tell one which is not there.
 *
 * A whole ARN is believed where topics may not be listed; that is noted.
 */
export async function lookUpTopic(given: string, aws: Aws): Promise<Lookup> {
  const look = (): Promise<Lookup> => aws.names.topic(topicName(given));
  const { place = '' } = TOPIC_ARN.exec(given)?.groups ?? {};
  if (!PLACE.test(place)) return look();
  const lost = `Whether there is a topic ${given} is not checked.`;
  return (await aws.gaps.optional(lost, look)) ?? { kind: 'found', value: given };
}
