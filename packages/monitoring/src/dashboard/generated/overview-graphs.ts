import type { MonitoredService, MonitoredStack } from '../../monitored-stack.ts';
import { graph, type Graph, type Widget } from './graph.ts';
import { queueLine, targetGroupLine, taskLines, utilization, type Line } from './metric-lines.ts';
import { NO_FACTS, type DashboardFacts, type TargetGroupDimensions } from './service-facts.ts';

/** Services whose lines share a graph: more, and nobody can tell them apart. */
const SERVICES_A_GRAPH = 50;

/** The graphs of a stack of very many services: one of each kind for some tens of them together. */
export function overviewGraphs(stack: MonitoredStack, facts: DashboardFacts): Widget[] {
  const groups: MonitoredService[][] = [];
  for (let start = 0; start < stack.services.length; start += SERVICES_A_GRAPH) {
    groups.push(stack.services.slice(start, start + SERVICES_A_GRAPH));
  }
  return groups.flatMap((services) => {
    const span = `${services[0]?.name ?? ''} to ${services.at(-1)?.name ?? ''}`;
    return kinds(services, stack, facts)
      .filter(({ lines }) => lines.length > 0)
      .map((one) => graph({ ...one, title: `${one.title}: ${span}` }, stack.region));
  });
}

function kinds(services: readonly MonitoredService[], stack: MonitoredStack, facts: DashboardFacts): Graph[] {
  const ofTargets = (line: (group: TargetGroupDimensions, service: MonitoredService) => Line): Line[] =>
    services.flatMap((service) =>
      (facts.get(service.name) ?? NO_FACTS).targetGroups.map((group) => line(group, service)),
    );
  const ofQueues = (line: (queue: string, service: MonitoredService) => Line): Line[] =>
    services.flatMap((service) => (service.queue === undefined ? [] : [line(service.queue, service)]));

  return [
    {
      title: 'CPU',
      unit: 'percent',
      lines: services.map((service) => utilization('CPUUtilization', service, 'Average', service.name)),
    },
    {
      title: 'memory',
      unit: 'percent',
      lines: services.map((service) => utilization('MemoryUtilization', service, 'Average', service.name)),
    },
    {
      title: 'running tasks',
      unit: 'tasks',
      lines: services.flatMap((service, index) => taskLines(service, stack, { running: service.name }, `s${index}`)),
    },
    {
      title: 'requests',
      unit: 'a minute',
      lines: ofTargets((group, { name }) => targetGroupLine('RequestCount', group, { label: name, stat: 'Sum' })),
    },
    {
      title: 'response time, p95',
      unit: 'seconds',
      lines: ofTargets((group, { name }) => targetGroupLine('TargetResponseTime', group, { label: name, stat: 'p95' })),
    },
    {
      title: '5xx',
      unit: 'a minute',
      lines: ofTargets((group, { name }) =>
        targetGroupLine('HTTPCode_Target_5XX_Count', group, { label: name, stat: 'Sum' }),
      ),
    },
    {
      title: 'queue depth',
      unit: 'messages',
      lines: ofQueues((queue, { name }) =>
        queueLine('ApproximateNumberOfMessagesVisible', queue, { label: name, stat: 'Maximum' }),
      ),
    },
    {
      title: 'queue age',
      unit: 'seconds',
      lines: ofQueues((queue, { name }) =>
        queueLine('ApproximateAgeOfOldestMessage', queue, { label: name, stat: 'Maximum' }),
      ),
    },
  ];
}
