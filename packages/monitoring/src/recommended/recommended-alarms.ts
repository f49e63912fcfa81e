import type { AlarmEntry, MonitoredStack } from '../monitored-stack.ts';
import { queueAlarms } from './queue-alarms.ts';
import { recommendedEntry } from './recommended-entry.ts';
import { taskAlarms } from './task-alarms.ts';
import { trafficAlarms } from './traffic-alarms.ts';

/**
 * The alarms that every service of a stack should have, as entries that lack dimensions and actions only.
 *
 * What counts tasks has metrics of `ECS/ContainerInsights`, which exist only while the cluster has it on.
 */
export function recommendedAlarms(stack: MonitoredStack): AlarmEntry[] {
  return stack.services.flatMap((service) =>
    [...taskAlarms(service, stack), ...trafficAlarms(service), ...queueAlarms(service, stack)].map((recommendation) =>
      recommendedEntry(recommendation, service, stack),
    ),
  );
}
