import type { Aws, Identity } from '@fargate-actions/aws';
import type { JsonObject } from '@fargate-actions/documents';
import { type Address, NO_CHANGES, resource, type Resource } from '@fargate-actions/engine';
import { fitting } from '../managed-name.ts';
import { managedPrefix, type MonitoredStack, type StackPlace } from '../monitored-stack.ts';
import type { MonitoringSettings } from '../monitoring-settings.ts';
import { readRule, ruleDifferences, writeRule, type EventRule } from './event-rule.ts';
import { failedDeploymentsPattern } from './failed-deployments-pattern.ts';
import { notifyTopic } from './notify-topic.ts';
import { topicPolicyAddress } from './topic-policy.ts';

/** The longest name of a rule. Source: API reference of EventBridge, PutRule. */
const LONGEST_NAME = 64;

/** The name of the rule that tells of failed deployments: it begins with what is ours, as far as that fits. */
export function deploymentFailedRuleName(stack: StackPlace): string {
  return fitting(`${managedPrefix(stack)}deployment-failed`, LONGEST_NAME);
}

/** The address of a rule in a plan. */
export function eventRuleAddress(name: string): Address {
  return { kind: 'event rule', name };
}

/** The rule that tells a stack's topic of each deployment that failed. */
export function deploymentFailedRule(stack: MonitoredStack, settings: MonitoringSettings, aws: Aws): Resource {
  const name = deploymentFailedRuleName(stack);
  return resource<EventRule | undefined, JsonObject, EventRule>({
    address: eventRuleAddress(name),
    continueOnFailure: true,
    // What happens before the topic may be told is lost.
    after: [topicPolicyAddress(stack)],
    resolve: async (diagnostics) => {
      const [topic, identity] = await Promise.all([notifyTopic(stack, aws, diagnostics), aws.identity()]);
      return topic === undefined ? undefined : wantedRule(stack, topic, identity);
    },
    read: () => readRule(name, aws),
    plan: (found, wanted) => {
      if (!wanted) return NO_CHANGES;
      const changed = ruleDifferences(found, wanted);
      if (found && changed.length === 0) return NO_CHANGES;
      return { action: found ? 'update' : 'create', differences: changed, request: wanted };
    },
    apply: async (rule, _values, { found }) => {
      await writeRule(name, rule, found ? undefined : settings.tags, aws);
      return { outputs: {} };
    },
  });
}

function wantedRule(stack: MonitoredStack, topic: string, identity: Identity): EventRule {
  return {
    description: `Tells of failed deployments of the stack ${stack.name} on the cluster ${stack.cluster}.`,
    state: 'ENABLED',
    eventPattern: failedDeploymentsPattern(stack, identity),
    topic,
    inputPaths: {
      service: '$.resources[0]',
      deployment: '$.detail.deploymentId',
      reason: '$.detail.reason',
      time: '$.time',
    },
    // A text in quotation marks: without them EventBridge takes a template for JSON.
    inputTemplate: '"The deployment <deployment> of <service> failed at <time>: <reason>"',
  };
}
