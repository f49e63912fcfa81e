import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics, Position } from '@fargate-actions/documents';
import type { Resource } from '@fargate-actions/engine';
import type { MonitoredStack } from '../monitored-stack.ts';
import type { MonitoringSettings } from '../monitoring-settings.ts';
import { deploymentFailedRule, deploymentFailedRuleName } from './deployment-failed-rule.ts';
import { topicPolicyResource } from './topic-policy.ts';
import { unmanagedRulesResource } from './unmanaged-rules.ts';

/** What stack.yml says of the events of a stack. */
export interface EventOptions {
  /** Whether somebody is to be told of failed deployments; without it what told them is no longer wanted. */
  readonly isWanted?: boolean;
  /** Whether the statement that lets EventBridge publish is added to the topic's policy. */
  readonly manageTopicPolicy: boolean;
  /** Where stack.yml has its monitoring. */
  readonly at: Position | undefined;
}

/** The resources that tell a stack's topic of failed deployments: the rule, and the policy that lets it through. */
export function eventResources(
  stack: MonitoredStack,
  { isWanted = true, manageTopicPolicy, at }: EventOptions,
  settings: MonitoringSettings,
  aws: Aws,
  diagnostics: Diagnostics,
): Resource[] {
  // EventBridge refuses a pattern of no services, and there is nothing to tell of.
  const topic = isWanted && stack.services.length > 0 ? reachableTopic(stack, at, diagnostics) : undefined;
  const wanted = topic ? [deploymentFailedRuleName(stack)] : [];
  return [
    ...(topic
      ? [
          topicPolicyResource(stack, { isManaged: manageTopicPolicy, at: topic.at ?? at }, aws),
          deploymentFailedRule(stack, settings, aws),
        ]
      : []),
    unmanagedRulesResource(stack, wanted, at, settings, aws),
  ];
}

/** The topic that a stack tells, if a rule can tell it. Source: "Event bus targets" in the user guide of EventBridge. */
function reachableTopic(
  { notify }: MonitoredStack,
  at: Position | undefined,
  diagnostics: Diagnostics,
): MonitoredStack['notify'] {
  if (!notify) {
    diagnostics.notice(
      at,
      'monitoring/nobody-notified',
      'Nobody hears of a deployment that fails: stack.yml names no topic to tell.',
      'Give the name of an SNS topic as `notify` in `monitoring`.',
    );
    return undefined;
  }
  if (!notify.topic.endsWith('.fifo')) return notify;
  diagnostics.warning(
    notify.at ?? at,
    'monitoring/fifo-topic',
    `Nobody hears of a deployment that fails: ${notify.topic} is a FIFO topic, which EventBridge can't tell.`,
    'Give a standard topic as `notify`.',
  );
  return undefined;
}
