import type { Aws, FoundAlarm } from '@fargate-actions/aws';
import type { Address } from '@fargate-actions/engine';
import { otherRepository, REPOSITORY_TAG } from '@fargate-actions/service';
import { fittingBeginning } from '../../managed-name.ts';
import { managedPrefix, type MonitoredStack } from '../../monitored-stack.ts';
import type { MonitoringSettings } from '../../monitoring-settings.ts';
import { alarmNameOf } from '../rules/alarm-rule.ts';
import { ownerByTags } from './alarm-owner.ts';
import type { TagsOfAlarms } from './tags-of-alarms.ts';

/** Alarms on a stack's services that no file has. */
export interface UnmanagedAlarms {
  /** What this tool made. */
  readonly ours: readonly FoundAlarm[];
  /** Names of what others made. */
  readonly foreign: readonly string[];
  /** Names of what runs of another repository made, with its name. */
  readonly ofRepositories: readonly string[];
}

/** What the files have, and of which services the run is. */
export interface WantedAlarms {
  readonly names: ReadonlySet<string>;
  readonly addresses: readonly Address[];
  /** Names of services; undefined: of all, and of none as well. */
  readonly services: readonly string[] | undefined;
}

/** Source: reference/ecs-facts.md, "CloudWatch, load balancer". */
const LONGEST_NAME = 255;
/** Above so many beginnings of names, one list of all that they have in common is fewer calls. */
const MANY_PREFIXES = 5;

/**
 * The alarms that no file has: those with names of our own, those that begin with a service's, and those that are ours by
 * their tags, whatever they are called and watch.
 *
 * A run for some services looks by the names of these: nothing else tells of which service an alarm is.
 */
export async function readUnmanaged(
  { names, services }: WantedAlarms,
  stack: MonitoredStack,
  { prune, tags: runTags }: MonitoringSettings,
  tags: TagsOfAlarms,
  aws: Aws,
): Promise<UnmanagedAlarms> {
  const managed = managedPrefix(stack);
  const ofServices = (services ?? stack.services.map(({ name }) => name)).map((name) => `${name}-`);
  const managedOwn = services ? ofServices.map((prefix) => `${managed}${prefix}`) : [managed];
  const nothing: readonly FoundAlarm[] = [];
  const [lists, tagged] = await Promise.all([
    Promise.all(fewest([...managedOwn, ...ofServices].map(searched)).map((prefix) => aws.alarms.beginningWith(prefix))),
    services ? nothing : taggedAlarms(names, tags, aws),
  ]);
  const begins = (one: FoundAlarm, prefixes: readonly string[]): boolean =>
    prefixes.some((prefix) => nameOf(one).startsWith(prefix));
  const found = new Map([...lists.flat(), ...tagged].map((one) => [nameOf(one), one]));
  const surplus = [...found.values()].filter((one) => !names.has(nameOf(one)));
  const byName = surplus.filter((one) => begins(one, managedOwn));
  // What is too long for a name was cut in it: only tags tell then whose it is.
  const maybe = [...managedOwn.map(searched), ...ofServices];
  const candidates = surplus.filter((one) => !byName.includes(one) && (begins(one, maybe) || tagged.includes(one)));
  // What is to be deleted is asked for by itself: the index is late.
  const tagsOf = async ({ alarm: { AlarmArn = '' } }: FoundAlarm): Promise<Readonly<Record<string, string>>> =>
    (prune || services ? undefined : (await tags.ofStack())?.get(AlarmArn)) ?? (await tags.ofAlarm(AlarmArn)) ?? {};
  const othersOf = (found: Readonly<Record<string, string>>): string | undefined =>
    otherRepository(found[REPOSITORY_TAG], runTags[REPOSITORY_TAG]);
  const owners = await Promise.all(
    candidates.map(async (one) => {
      const found = await tagsOf(one);
      return { one, owner: ownerByTags(found, stack), repository: othersOf(found) };
    }),
  );
  // A name of our own tells the stack, and not the repository: that matters where something is deleted.
  const named = await Promise.all(
    byName.map(async (one) => ({
      one,
      owner: 'ours',
      repository: prune ? othersOf(await tagsOf(one)) : undefined,
    })),
  );
  const own = [...named, ...owners.filter(({ owner }) => owner === 'ours')];
  return {
    ours: own.filter(({ repository }) => repository === undefined).map(({ one }) => one),
    ofRepositories: own.flatMap(({ one, repository }) =>
      repository === undefined ? [] : [`${nameOf(one)} (${repository})`],
    ),
    foreign: owners
      .filter(({ one, owner }) => owner === 'nobody' && begins(one, ofServices))
      .map(({ one }) => nameOf(one)),
  };
}

/** The beginning of names to ask for: none is longer than a name. */
function searched(prefix: string): string {
  return fittingBeginning(prefix, LONGEST_NAME);
}

/** What of the stack's by its tags is in no file, and still there: the index is late. */
async function taggedAlarms(names: ReadonlySet<string>, tags: TagsOfAlarms, aws: Aws): Promise<FoundAlarm[]> {
  const listed = [...((await tags.ofStack())?.keys() ?? [])].map(alarmNameOf).filter((name) => !names.has(name));
  const found = await Promise.all(listed.map((name) => aws.alarms.find(name)));
  return found.filter((one) => one !== undefined);
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

/** The name of an alarm that was read. */
export function nameOf({ alarm }: FoundAlarm): string {
  return alarm.AlarmName ?? '';
}
