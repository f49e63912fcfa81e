import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Resource } from '@fargate-actions/engine';
import type { AlarmEntry, MonitoredStack } from '../../monitored-stack.ts';
import type { MonitoringSettings } from '../../monitoring-settings.ts';
import { filledAlarm } from '../fill/filled-alarm.ts';
import { checkAlarms } from '../rules/check-alarms.ts';
import { noticeNobodyTold } from './actions-of-alarm.ts';
import { alarmAddress, alarmResource, type AlarmContext } from './alarm-resource.ts';
import { tagsOfAlarms } from './tags-of-alarms.ts';
import { targetGroupLookup } from './target-group-lookup.ts';
import { unmanagedAlarmsResource } from './unmanaged-alarms.ts';

/**
 * The resources of a stack's alarms, filled in and checked, and of what else is there: all that files alone tell to be wrong
 * is a diagnostic when this returns.
 *
 * @param entries all alarms of the stack, whatever the run is for: what is not among them is not in the files.
 * @param services names of the services that the run is for; by default all. Alarms of others are checked and left alone.
 * @param targetGroups where target groups are looked up: each once for all who ask there.
 */
export function alarmResources(
  entries: readonly AlarmEntry[],
  stack: MonitoredStack,
  settings: MonitoringSettings,
  aws: Aws,
  diagnostics: Diagnostics,
  services: readonly string[] = namesOf(stack),
  targetGroups = targetGroupLookup(aws, stack.region),
): Resource[] {
  const all = entries.map((entry) => filledAlarm(entry, stack, diagnostics));
  checkAlarms(all, stack, diagnostics);
  // Two of a name, and one without, have been reported.
  const named = all.filter(({ name }, index) => name !== '' && all.findIndex((one) => one.name === name) === index);
  const isForAll = namesOf(stack).every((name) => services.includes(name));
  const alarms = isForAll ? named : named.filter(({ service }) => service && services.includes(service.name));
  noticeNobodyTold(alarms, stack, diagnostics);
  const tags = tagsOfAlarms(stack, aws);
  const context: AlarmContext = {
    stack,
    settings,
    aws,
    targetGroups,
    tags,
    names: new Set(alarms.map(({ name }) => name)),
    inFiles: new Set(all.map(({ name }) => name)),
  };
  const wanted = {
    names: context.inFiles,
    addresses: alarms.map(({ name }) => alarmAddress(name)),
    services: isForAll ? undefined : services,
  };
  return [
    ...alarms.map((alarm) => alarmResource(alarm, context)),
    unmanagedAlarmsResource(wanted, stack, settings, tags, aws),
  ];
}

function namesOf({ services }: MonitoredStack): string[] {
  return services.map(({ name }) => name);
}
