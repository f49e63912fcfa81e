import { isAwsError, sentAgainWhenLost, type Aws, type FoundAlarm } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import { NO_CHANGES, resource, type Changes, type Resource } from '@fargate-actions/plan';
import { managedPrefix, type MonitoredStack } from '../../monitored-stack.ts';
import type { MonitoringSettings } from '../../monitoring-settings.ts';
import { alarmNameOf, parseAlarmRule } from '../rules/alarm-rule.ts';
import { ownerByTags } from './alarm-owner.ts';

/** Alarms on a stack's services that no file has. */
export interface UnmanagedAlarms {
  /** What this tool made. */
  readonly ours: readonly FoundAlarm[];
  /** Names of what others made. */
  readonly foreign: readonly string[];
}

/** What the files have, and of which services the run is. */
export interface WantedAlarms {
  readonly names: ReadonlySet<string>;
  readonly addresses: readonly string[];
  /** Names of services; undefined: of all, and of none as well. */
  readonly services: readonly string[] | undefined;
}

/** The address of a stack's other alarms in a plan. */
function unmanagedAlarmsAddress(stack: string): string {
  return `other alarms of ${stack}`;
}

/**
 * The alarms that this tool made and the files no longer have: deleted with `prune`, otherwise listed; what others made is
 * listed, and never touched.
 *
 * Tags are read of those only whose names begin with a service's: the managed names say themselves whose they are.
 */
export function unmanagedAlarmsResource(
  wanted: WantedAlarms,
  stack: MonitoredStack,
  settings: MonitoringSettings,
  aws: Aws,
): Resource {
  return resource<WantedAlarms, UnmanagedAlarms, readonly FoundAlarm[]>({
    address: unmanagedAlarmsAddress(stack.name),
    // A composite alarm of the files may still rest on one that goes.
    after: wanted.addresses,
    resolve: () => Promise.resolve(wanted),
    read: () => aws.denials.without(LIST_LOST, () => readUnmanaged(wanted, stack, aws)),
    plan: (found, _wanted, _values, diagnostics) => planUnmanaged(found, stack, settings, diagnostics),
    apply: async (alarms) => {
      // CloudWatch deletes one composite alarm a call, with any number of metric alarms.
      for (const name of compositesFirst(alarms)) await remove([name], aws);
      const metric = alarms.filter(({ type }) => type === 'MetricAlarm').map(nameOf);
      for (let start = 0; start < metric.length; start += BATCH) await remove(metric.slice(start, start + BATCH), aws);
      return { outputs: {} };
    },
  });
}

/** DeleteAlarms takes as many. Source: API reference, DeleteAlarms. */
const BATCH = 100;
/** Above so many beginnings of names, one list of all that they have in common is fewer calls. */
const MANY_PREFIXES = 5;
const LIST_LOST = 'Alarms that this tool made and the files no longer have are neither listed nor pruned.';
const TAGS_LOST = 'Which alarms this tool made is not known: none but those with names of its own are pruned.';

async function readUnmanaged(
  { names, services }: WantedAlarms,
  stack: MonitoredStack,
  aws: Aws,
): Promise<UnmanagedAlarms> {
  const managed = managedPrefix(stack);
  const own = (services ?? stack.services.map(({ name }) => name)).map((name) => `${name}-`);
  const managedOwn = services ? own.map((prefix) => `${managed}${prefix}`) : [managed];
  const lists = await Promise.all(fewest([...managedOwn, ...own]).map((prefix) => aws.alarms.beginningWith(prefix)));
  const begins = (name: string, prefixes: readonly string[]): boolean =>
    prefixes.some((prefix) => name.startsWith(prefix));
  const found = new Map(lists.flat().map((one) => [nameOf(one), one]));
  const surplus = [...found.values()].filter((one) => !names.has(nameOf(one)));
  const byName = surplus.filter((one) => begins(nameOf(one), managedOwn));
  const candidates = surplus.filter((one) => begins(nameOf(one), own) && !begins(nameOf(one), managedOwn));
  const owners = await Promise.all(
    candidates.map(async (one) => {
      const { AlarmArn = '' } = one.alarm;
      const tags = await aws.denials.whileAllowed('tags of alarms', TAGS_LOST, () => aws.alarms.tags(AlarmArn));
      return { one, owner: ownerByTags(tags ?? {}, stack) };
    }),
  );
  const of = (owner: string): FoundAlarm[] => owners.filter((found) => found.owner === owner).map(({ one }) => one);
  return { ours: [...byName, ...of('ours')], foreign: of('nobody').map(nameOf) };
}

/** The beginnings of names to ask for: none that another covers, and one for all where there are many. */
function fewest(prefixes: readonly string[]): string[] {
  const needed = prefixes.filter(
    (prefix, index) =>
      !prefixes.some((other, at) => at !== index && prefix.startsWith(other) && (prefix !== other || at < index)),
  );
  const [managed, ...others] = needed;
  const common = others.reduce((shared, prefix) => {
    let length = 0;
    while (length < shared.length && shared[length] === prefix[length]) length++;
    return shared.slice(0, length);
  }, others[0] ?? '');
  if (managed === undefined || others.length <= MANY_PREFIXES || common === '') return needed;
  return [managed, common];
}

/** What is to be deleted; what is left is said. */
function planUnmanaged(
  found: UnmanagedAlarms | undefined,
  stack: MonitoredStack,
  { prune }: MonitoringSettings,
  diagnostics: Diagnostics,
): Changes<readonly FoundAlarm[]> {
  const { ours, foreign } = found ?? { ours: [], foreign: [] };
  if (foreign.length > 0) {
    diagnostics.notice(
      undefined,
      'alarms/unmanaged',
      `Alarms that are in no file here watch services of ${stack.name} as well, and are left alone: ${foreign.toSorted().join(', ')}.`,
    );
  }
  if (ours.length === 0) return NO_CHANGES;
  const names = ours.map(nameOf).toSorted();
  if (!prune) {
    diagnostics.notice(
      undefined,
      'alarms/no-longer-in-files',
      `Alarms that this tool made are in no file any more: ${names.join(', ')}.`,
      'Set `prune: true` to delete them.',
    );
    return NO_CHANGES;
  }
  return {
    action: 'update',
    differences: names.map((name) => ({ path: `alarms[${name}]`, from: 'present', to: undefined })),
    request: ours,
    note: 'deletes what the files no longer have',
  };
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

function nameOf({ alarm }: FoundAlarm): string {
  return alarm.AlarmName ?? '';
}
