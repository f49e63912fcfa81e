import type { Json, JsonObject } from '@fargate-actions/documents';
import { isInsightsOn } from '@fargate-actions/service';
import type { MonitoredService, MonitoredStack } from '../../monitored-stack.ts';
import type { TargetGroupDimensions } from './service-facts.ts';

/** A line of a graph: a metric or an expression, as CloudWatch's `metrics` have it. */
export type Line = readonly Json[];

/** How a line looks, and how it is named. */
interface Look extends JsonObject {
  readonly label: string;
}

/** CPU or memory that a service uses, in percent of what its tasks have. */
export function utilization(
  metric: 'CPUUtilization' | 'MemoryUtilization',
  service: MonitoredService,
  stat: 'Average' | 'Maximum',
  label: string,
): Line {
  return ofService('AWS/ECS', metric, service, { label, stat });
}

/**
 * Running tasks; with Container Insights the desired ones too.
 *
 * Without it the tasks are counted by the samples of CPUUtilization: each running task gives one a minute.
 * Source: ECS developer guide, "Service RUNNING task count".
 *
 * @param id of the metric that an expression refers to; unique in its widget.
 */
export function taskLines(
  service: MonitoredService,
  { containerInsights }: Pick<MonitoredStack, 'containerInsights'>,
  labels: { readonly running: string; readonly desired?: string },
  id: string,
): Line[] {
  if (!isInsightsOn(containerInsights)) {
    return [
      ofService('AWS/ECS', 'CPUUtilization', service, { id, label: 'samples', stat: 'SampleCount', visible: false }),
      // The console widens the period when it shows more than some hours, and adds the samples up.
      [{ expression: `${id} / (PERIOD(${id}) / 60)`, id: `${id}_running`, label: labels.running }],
    ];
  }
  const insight = (metric: string, label: string): Line =>
    ofService('ECS/ContainerInsights', metric, service, { label, stat: 'Average' });
  return [
    insight('RunningTaskCount', labels.running),
    ...(labels.desired === undefined ? [] : [insight('DesiredTaskCount', labels.desired)]),
  ];
}

/** A metric that the load balancer has of a target group. */
export function targetGroupLine(
  metric: 'RequestCount' | 'TargetResponseTime' | 'HTTPCode_Target_5XX_Count',
  { LoadBalancer, TargetGroup }: TargetGroupDimensions,
  look: Look,
): Line {
  return ['AWS/ApplicationELB', metric, 'LoadBalancer', LoadBalancer, 'TargetGroup', TargetGroup, look];
}

/** What the load balancer itself answered, because no target could: of all of its target groups together. */
export function balancerErrors(LoadBalancer: string, look: Look): Line {
  return ['AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count', 'LoadBalancer', LoadBalancer, look];
}

/** A metric of a queue. */
export function queueLine(
  metric: 'ApproximateNumberOfMessagesVisible' | 'ApproximateAgeOfOldestMessage',
  queue: string,
  look: Look,
): Line {
  return ['AWS/SQS', metric, 'QueueName', queue, look];
}

function ofService(namespace: string, metric: string, { cluster, name }: MonitoredService, look: Look): Line {
  return [namespace, metric, 'ClusterName', cluster, 'ServiceName', name, look];
}
