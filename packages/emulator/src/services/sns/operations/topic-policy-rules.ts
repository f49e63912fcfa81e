import { Fault } from '../../../fault.ts';
import { TOPIC_ACTIONS } from '../behaviour/topic-actions.ts';
import { PolicyError, topicPolicy, type TopicPolicy } from '../behaviour/topic-policy.ts';

// Source: SNS's guide, "Amazon SNS API permissions: Actions and resources reference".
const MOST_BYTES = 30 * 1024;
const MOST_STATEMENTS = 100;
const VERSIONS: readonly unknown[] = ['2008-10-17', '2012-10-17'];
const KNOWN_ACTIONS: ReadonlySet<string> = new Set(TOPIC_ACTIONS.map((action) => `sns:${action}`.toLowerCase()));

/**
 * Whether SNS takes the policy for a topic.
 *
 * @throws Fault InvalidParameterException. SNS says no more than that of most of what is wrong.
 */
export function checkTopicPolicy(text: string, topicArn: string): void {
  const { version, statements } = understood(text);
  const sids = statements.flatMap(({ sid }) => sid ?? []);
  if (
    !VERSIONS.includes(version) ||
    statements.length === 0 ||
    statements.length > MOST_STATEMENTS ||
    Buffer.byteLength(text) > MOST_BYTES ||
    new Set(sids).size < sids.length
  )
    throw invalid('Policy Error: null');
  if (statements.some(({ actions }) => !actions.every((action) => KNOWN_ACTIONS.has(action.toLowerCase()))))
    throw invalid('Policy statement action out of service scope!');
  if (statements.some(({ resources }) => resources.length > 1 || resources[0] !== topicArn))
    throw invalid('Policy statement must apply to a single resource!');
}

function understood(text: string): TopicPolicy {
  try {
    return topicPolicy(text);
  } catch (error) {
    if (error instanceof PolicyError) throw invalid('Policy Error: null');
    throw error;
  }
}

const invalid = (reason: string): Fault => new Fault('InvalidParameterException', `Invalid parameter: ${reason}`);
