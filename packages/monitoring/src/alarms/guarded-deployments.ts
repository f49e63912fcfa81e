import type { Diagnostics } from '@fargate-actions/documents';
import type { AlarmEntry, MonitoredStack } from '../monitored-stack.ts';
import { reportNoService, serviceOfAlarm } from './fill/service-of-alarm.ts';

/**
 * The alarms that guard deployments (`guardsDeployment: true`), by the name of the service that they belong to.
 *
 * One that belongs to none is an error: no deployment would heed it.
 */
export function guardedDeployments(
  entries: readonly AlarmEntry[],
  stack: MonitoredStack,
  diagnostics: Diagnostics,
): ReadonlyMap<string, readonly string[]> {
  const guarded = new Map<string, string[]>();
  for (const entry of entries.filter(({ fields }) => fields['guardsDeployment'] === true)) {
    const { alarmName } = entry.fields;
    const service = serviceOfAlarm(entry, stack, diagnostics);
    if (!service) reportNoService(entry, 'guards deployments', stack, diagnostics);
    // One without a name is reported by the rules about alarms.
    if (!service || typeof alarmName !== 'string') continue;
    guarded.set(service.name, [...(guarded.get(service.name) ?? []), alarmName]);
  }
  return guarded;
}
