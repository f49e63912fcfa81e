import { isAwsError, type Aws, type Topic } from '@fargate-actions/aws';
import type { Diagnostics, Position } from '@fargate-actions/documents';
import { type Address, type Changes, NO_CHANGES, resource, type Resource } from '@fargate-actions/engine';
import type { MonitoredStack } from '../monitored-stack.ts';
import { isForeignTopic, noticeForeignTopic } from './foreign-topic.ts';
import { notifyTopic, reportUnknownTopic } from './notify-topic.ts';
import { publishStatement, withPublishStatement } from './topic-policy-statement.ts';
import { policyVerdict } from './topic-policy-verdict.ts';

/** What is wanted of a topic's policy. */
export interface TopicPolicySpec {
  /** ARN of the topic. */
  readonly topic: string;
  /** Whether the statement that is missing is added; else it is an error that it is. */
  readonly isManaged: boolean;
  /** Where stack.yml says so, or could. */
  readonly at: Position | undefined;
}

/** Its policy can't be changed. Source: "Key management" in the developer guide of SNS. */
const AWS_MANAGED_KEY = /(^|[:/])alias\/aws\/sns$/;

/** The address of a topic's policy in a plan. */
export function topicPolicyAddress({ notify }: Pick<MonitoredStack, 'notify'>): Address {
  return { kind: 'topic policy', name: notify?.topic ?? '' };
}

/** The policy of the topic that a stack tells: it must let EventBridge publish, or the rule is silent. */
export function topicPolicyResource(
  stack: MonitoredStack,
  { isManaged, at }: Pick<TopicPolicySpec, 'isManaged' | 'at'>,
  aws: Aws,
): Resource {
  return resource<TopicPolicySpec | undefined, Topic | 'missing', TopicPolicySpec>({
    address: topicPolicyAddress(stack),
    continueOnFailure: true,
    resolve: async (diagnostics) => {
      const topic = await notifyTopic(stack, aws, diagnostics);
      if (topic === undefined) return undefined;
      if (!(await isForeignTopic(topic, aws))) return { topic, isManaged, at };
      noticeForeignTopic(topic, 'events', at, diagnostics);
      return undefined;
    },
    read: async (wanted) => {
      if (!wanted) return undefined;
      const lost = `Whether ${wanted.topic} lets EventBridge tell it of failed deployments is not checked.`;
      return aws.gaps.optional(lost, () => readTopic(wanted.topic, aws));
    },
    plan: (found, wanted, _values, diagnostics) => {
      if (found === 'missing' && stack.notify) reportUnknownTopic(stack.notify, stack.region, [], diagnostics);
      return found && found !== 'missing' && wanted ? planTopicPolicy(found, wanted, diagnostics) : NO_CHANGES;
    },
    apply: async ({ topic }) => {
      await letEventsPublish(topic, aws);
      return { outputs: {} };
    },
  });
}

/** A topic that was looked up is missing only where an ARN had to be believed, or when it is deleted meanwhile. */
async function readTopic(arn: string, aws: Aws): Promise<Topic | 'missing'> {
  try {
    return await aws.topics.read(arn);
  } catch (error) {
    if (isAwsError(error, 'missing')) return 'missing';
    throw error;
  }
}

/** What the policy lacks: a change where it is managed, else an error with the statement to paste. */
export function planTopicPolicy(
  { policy, kmsKey }: Topic,
  wanted: TopicPolicySpec,
  diagnostics: Diagnostics,
): Changes<TopicPolicySpec> {
  if (kmsKey !== undefined && AWS_MANAGED_KEY.test(kmsKey)) {
    diagnostics.warning(
      wanted.at,
      'monitoring/topic-key',
      `${wanted.topic} is encrypted with AWS's own key, which neither EventBridge nor alarms may use: nothing would arrive.`,
      'Encrypt it with a key of yours whose policy lets events.amazonaws.com and cloudwatch.amazonaws.com use it, or not at all.',
    );
  }
  const verdict = policyVerdict(policy, wanted.topic);
  if (verdict.allows) return NO_CHANGES;
  const statement = publishStatement(wanted.topic);
  const added = policyVerdict(withPublishStatement(policy, wanted.topic), wanted.topic);
  if (wanted.isManaged && added.allows) {
    const to = JSON.stringify(statement);
    return {
      action: 'update',
      differences: [{ path: 'policy.Statement', from: undefined, to }],
      request: wanted,
      note: 'lets EventBridge publish',
    };
  }
  diagnostics.error(
    wanted.at,
    'monitoring/topic-policy',
    `EventBridge may not publish to ${wanted.topic}: ${verdict.reason}. Nobody would hear of a deployment that failed.`,
    added.allows
      ? `Set \`manageTopicPolicy: true\`, or add this statement to the topic's policy: ${JSON.stringify(statement)}`
      : `Change what denies it, and add this statement to the topic's policy: ${JSON.stringify(statement)}`,
  );
  return NO_CHANGES;
}

/** Adds our statement to the policy as it is now: somebody else may have written it since it was planned. */
async function letEventsPublish(topic: string, aws: Aws): Promise<void> {
  const attempt = async (): Promise<void> => {
    const { policy } = await aws.topics.read(topic);
    if (!policyVerdict(policy, topic).allows) await aws.topics.setPolicy(topic, withPublishStatement(policy, topic));
  };
  try {
    await attempt();
  } catch (error) {
    // Not sent again as it was: reading tells whether it is there, and a change of others is not undone.
    if (!isAwsError(error, 'lost')) throw error;
    await attempt();
  }
}
