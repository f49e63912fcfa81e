import { isAwsError, sentAgainWhenLost, type Aws, type FoundAlarm } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import {
  type Address,
  addressText,
  type Changes,
  deletion,
  NO_CHANGES,
  resource,
  type Resource,
} from '@fargate-actions/engine';
import type { MonitoredStack } from '../../monitored-stack.ts';
import type { MonitoringSettings } from '../../monitoring-settings.ts';
import { noticeOfRepositories } from '../../of-another-repository.ts';
import { alarmNameOf, parseAlarmRule } from '../rules/alarm-rule.ts';
import { alarmAddress } from './alarm-resource.ts';
import { nameOf, readUnmanaged, type UnmanagedAlarms, type WantedAlarms } from './read-unmanaged.ts';
import type { TagsOfAlarms } from './tags-of-alarms.ts';

/** The address of a stack's other alarms in a plan. */
function unmanagedAlarmsAddress(stack: string): Address {
  return { kind: 'other alarms', of: stack };
}

/**
 * The alarms that this tool made and the files no longer have: deleted with `prune`, otherwise listed; what others made is
 * listed, and never touched.
 */
export function unmanagedAlarmsResource(
  wanted: WantedAlarms,
  stack: MonitoredStack,
  settings: MonitoringSettings,
  tags: TagsOfAlarms,
  aws: Aws,
): Resource {
  return resource<WantedAlarms, UnmanagedAlarms, readonly FoundAlarm[]>({
    address: unmanagedAlarmsAddress(stack.name),
    continueOnFailure: true,
    // A composite alarm of the files may still rest on one that goes.
    after: wanted.addresses,
    resolve: () => Promise.resolve(wanted),
    read: () => aws.gaps.optional(LIST_LOST, () => readUnmanaged(wanted, stack, settings, tags, aws)),
    plan: (found, _wanted, _values, diagnostics) => planUnmanaged(found, stack, settings, diagnostics),
    apply: async (alarms, _values, { noteWrite }) => {
      const removed = async (names: readonly string[]): Promise<void> => {
        await remove(names, aws);
        for (const name of names) noteWrite(addressText(alarmAddress(name)));
      };
      // CloudWatch deletes one composite alarm a call, with any number of metric alarms.
      for (const name of compositesFirst(alarms)) await removed([name]);
      const metric = alarms.filter(({ type }) => type === 'MetricAlarm').map(nameOf);
      for (let start = 0; start < metric.length; start += BATCH) await removed(metric.slice(start, start + BATCH));
      return { outputs: {} };
    },
  });
}

/** DeleteAlarms takes as many. Source: API reference, DeleteAlarms. */
const BATCH = 100;
const LIST_LOST = 'Alarms that this tool made and the files no longer have are neither listed nor pruned.';

/** What is to be deleted; what is left is said. */
function planUnmanaged(
  found: UnmanagedAlarms | undefined,
  stack: MonitoredStack,
  { prune }: MonitoringSettings,
  diagnostics: Diagnostics,
): Changes<readonly FoundAlarm[]> {
  const { ours, foreign, ofRepositories } = found ?? { ours: [], foreign: [], ofRepositories: [] };
  if (foreign.length > 0) {
    diagnostics.notice(
      undefined,
      'alarms/unmanaged',
      `Alarms that are in no file here watch services of ${stack.name} as well, and are left alone: ${foreign.toSorted().join(', ')}.`,
    );
  }
  noticeOfRepositories('Alarms', ofRepositories, stack, undefined, diagnostics);
  if (ours.length === 0) return NO_CHANGES;
  const names = ours.map(nameOf).toSorted();
  if (!prune) {
    diagnostics.notice(
      undefined,
      'alarms/no-longer-in-files',
      `Alarms that this tool made are in no file any more: ${names.join(', ')}.`,
      'With a stack, `prune: true` deletes them.',
    );
    return NO_CHANGES;
  }
  return deletion(names.map(alarmAddress), ours);
}

/** Composite alarms before those that they rest on, so that none ever rests on one that is gone. */
function compositesFirst(alarms: readonly FoundAlarm[]): string[] {
  const left = new Map(
    alarms.flatMap(({ type, alarm }): [string, readonly string[]][] => {
      if (type !== 'CompositeAlarm') return [];
      const rule = parseAlarmRule(alarm.AlarmRule ?? '');
      return [[alarm.AlarmName ?? '', rule.kind === 'rule' ? rule.alarms.map(alarmNameOf) : []]];
    }),
  );
  const ordered: string[] = [];
  while (left.size > 0) {
    const isBelow = (name: string): boolean =>
      [...left].some(([above, below]) => above !== name && below.includes(name));
    // In a cycle each is below another: any will do.
    const next = [...left.keys()].find((name) => !isBelow(name)) ?? [...left.keys()][0] ?? '';
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

/** Deletes alarms; when one of them is gone already, CloudWatch deletes none, and the others are asked for again. */
async function remove(names: readonly string[], aws: Aws): Promise<void> {
  try {
    await sentAgainWhenLost(() => aws.alarms.remove(names));
  } catch (error) {
    if (!isAwsError(error, 'missing')) throw error;
    const found = await Promise.all(names.map((name) => aws.alarms.find(name)));
    const left = found.flatMap((one) => (one ? [nameOf(one)] : []));
    if (left.length > 0) await sentAgainWhenLost(() => aws.alarms.remove(left));
  }
}
