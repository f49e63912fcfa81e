import { isInsightsOn } from '@fargate-actions/service';
import type { MonitoredService, MonitoredStack } from '../../monitored-stack.ts';
import { graph, type Graph, type Widget } from './graph.ts';
import { balancerErrors, queueLine, targetGroupLine, taskLines, utilization, type Line } from './metric-lines.ts';
import type { ServiceFacts, TargetGroupDimensions } from './service-facts.ts';

/** The graphs of one service: what it uses, how much of it runs, what it answers, what waits for it. */
export function serviceGraphs(service: MonitoredService, facts: ServiceFacts, stack: MonitoredStack): Widget[] {
  const graphs: Graph[] = [
    usage('CPU', 'CPUUtilization', service),
    usage('memory', 'MemoryUtilization', service),
    tasks(service, stack),
    ...(facts.targetGroups.length > 0 ? requests(service, facts.targetGroups) : []),
    ...(service.queue === undefined ? [] : queue(service, service.queue)),
  ];
  return graphs.map((one) => graph({ ...one, deployments: facts.deployments }, stack.region));
}

function usage(what: string, metric: 'CPUUtilization' | 'MemoryUtilization', service: MonitoredService): Graph {
  return {
    title: `${service.name}: ${what}`,
    unit: 'percent',
    lines: [
      utilization(metric, service, 'Average', 'average'),
      utilization(metric, service, 'Maximum', 'busiest task'),
    ],
  };
}

function tasks(service: MonitoredService, stack: MonitoredStack): Graph {
  const showsDesired = isInsightsOn(stack.containerInsights);
  const { leastTasks } = service;
  return {
    title: showsDesired ? `${service.name}: running and desired tasks` : `${service.name}: running tasks`,
    unit: 'tasks',
    lines: taskLines(service, stack, { running: 'running', desired: 'desired' }, 'samples'),
    // Nothing but Container Insights has the desired count; the least that is wanted takes its place.
    ...(!showsDesired && leastTasks !== undefined && { levels: [{ label: 'at least', value: leastTasks }] }),
  };
}

function requests({ name }: MonitoredService, groups: readonly TargetGroupDimensions[]): Graph[] {
  // With one target group its name would be noise.
  const label = (text: string, group: TargetGroupDimensions): string =>
    groups.length === 1 ? text : `${text} (${group.TargetGroup.split('/')[1] ?? group.TargetGroup})`;
  const each = (line: (group: TargetGroupDimensions) => readonly Line[]): Line[] => groups.flatMap(line);
  const balancers = [...new Set(groups.map(({ LoadBalancer }) => LoadBalancer))];
  return [
    {
      title: `${name}: requests`,
      unit: 'a minute',
      lines: each((group) => [
        targetGroupLine('RequestCount', group, { label: label('requests', group), stat: 'Sum' }),
      ]),
    },
    {
      title: `${name}: response time`,
      unit: 'seconds',
      lines: each((group) =>
        ['p50', 'p95', 'p99'].map((stat) =>
          targetGroupLine('TargetResponseTime', group, { label: label(stat, group), stat }),
        ),
      ),
    },
    {
      title: `${name}: 5xx`,
      unit: 'a minute',
      lines: [
        ...each((group) => [
          targetGroupLine('HTTPCode_Target_5XX_Count', group, { label: label('of the service', group), stat: 'Sum' }),
        ]),
        ...balancers.map((balancer) => balancerErrors(balancer, { label: 'of the load balancer', stat: 'Sum' })),
      ],
    },
  ];
}

function queue({ name }: MonitoredService, queueName: string): Graph[] {
  return [
    {
      title: `${name}: queue depth`,
      unit: 'messages',
      lines: [queueLine('ApproximateNumberOfMessagesVisible', queueName, { label: queueName, stat: 'Maximum' })],
    },
    {
      title: `${name}: queue age`,
      unit: 'seconds',
      lines: [queueLine('ApproximateAgeOfOldestMessage', queueName, { label: 'oldest message', stat: 'Maximum' })],
    },
  ];
}
