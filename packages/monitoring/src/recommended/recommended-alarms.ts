import type { AlarmEntry, MonitoredStack } from '../monitored-stack.ts';
import type { BalancedServices } from './balanced-services.ts';
import { queueAlarms } from './queue-alarms.ts';
import { recommendedEntry } from './recommended-entry.ts';
import { taskAlarms } from './task-alarms.ts';
import { balancerAlarm, trafficAlarms } from './traffic-alarms.ts';

/**
 * The alarms that every service of a stack and every load balancer before them should have, as entries that lack dimensions
 * and actions only.
 *
 * What counts tasks has metrics of `ECS/ContainerInsights`, which exist only while the cluster has it on.
 */
export function recommendedAlarms(
  stack: MonitoredStack,
  { services, balancers }: BalancedServices = { services: stack.services, balancers: [] },
): AlarmEntry[] {
  return [
    ...services.flatMap((service) =>
      [...taskAlarms(service, stack), ...trafficAlarms(service), ...queueAlarms(service, stack)].map((recommendation) =>
        recommendedEntry(recommendation, service, stack),
      ),
    ),
    ...balancers.map(({ path, service }) =>
      recommendedEntry(balancerAlarm(path), service, stack, `load-balancer-${path.split('/')[1] ?? path}`),
    ),
  ];
}
