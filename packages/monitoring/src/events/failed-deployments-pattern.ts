import type { Identity } from '@fargate-actions/aws';
import type { Json, JsonObject } from '@fargate-actions/documents';
import type { MonitoredStack } from '../monitored-stack.ts';

/** The longest pattern that a rule takes, in characters. Source: "EventBridge quotas" in its user guide. */
const LONGEST_PATTERN = 2048;

/**
 * The events that say that a deployment of one of the stack's services failed.
 *
 * ECS sends them for services whose circuit breaker or deployment alarms are on. A stack of so many services that their
 * names do not fit listens to all services of its clusters: the message names the one.
 * Source: "Amazon ECS service deployment state change events" in the developer guide of ECS.
 */
export function failedDeploymentsPattern(
  { services, region }: MonitoredStack,
  { partition, account }: Identity,
): JsonObject {
  const within = (cluster: string): string => `arn:${partition}:ecs:${region}:${account}:service/${cluster}/`;
  const exact = patternOf(services.map(({ cluster, name }) => `${within(cluster)}${name}`).toSorted());
  if (JSON.stringify(exact).length <= LONGEST_PATTERN) return exact;
  const clusters = [...new Set(services.map(({ cluster }) => cluster))].toSorted();
  return patternOf(clusters.map((cluster): JsonObject => ({ prefix: within(cluster) })));
}

function patternOf(resources: readonly Json[]): JsonObject {
  return {
    source: ['aws.ecs'],
    'detail-type': ['ECS Deployment State Change'],
    resources,
    detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
  };
}
