import type { Service, Task } from '@aws-sdk/client-ecs';
import { isAwsError, type ListedStatus } from '@fargate-actions/aws';
import { isInOffHours, REPLACING_TAG, servicesOfCluster } from '@fargate-actions/service';
import { parseMark } from '../mark.ts';
import { findLock, LOST_LOCK } from '../act/lock.ts';
import type { LockSeen, Observation, TaskSeen } from '../observation.ts';
import type { RunMemory } from '../memory.ts';
import type { SingletonContext } from '../singleton-context.ts';
import { isGone, notStopped } from '../tasks.ts';
import { TIMINGS } from '../timings.ts';
import type { SingletonWanted } from '../wanted.ts';
import { latestOf } from './aws-time.ts';
import { describedTask, listedTask, runsBeat } from './tasks-seen.ts';
import { watchRollout } from './watch-rollout.ts';

/** Looks at one singleton again and again. */
export interface Observer {
  /** `onlyLock` while all waits for another run: nothing else is read. */
  readonly look: (memory: RunMemory, onlyLock?: boolean) => Promise<Observation>;
}

/**
 * Observes a singleton. Keeps what one look can't show: every task ever seen, and since when nothing new turned up.
 *
 * @param lists the lists in which tasks are looked for.
 */
export function observer(wanted: SingletonWanted, lists: readonly ListedStatus[], context: SingletonContext): Observer {
  const { aws, clock, signal } = context;
  const { cluster, service: name } = wanted;
  const timings = { ...TIMINGS, ...wanted.timings };
  const known = new Map<string, TaskSeen>();
  const strangers = new Map<string, TaskSeen>();
  const rollout = watchRollout(wanted, context);
  let awsTime = { at: wanted.awsTimeSeen?.getTime() ?? 0, seenAt: clock.now() };
  let previous: Observation | undefined;
  let failingSince: number | undefined;
  /** One that this run has created is there, whatever shows. */
  let wasShown = wanted.isNew === true;
  let missingSince: number | undefined;
  let listedAt = Number.NEGATIVE_INFINITY;
  let agreeingSince = Number.NEGATIVE_INFINITY;
  let lastMemory: RunMemory | undefined;
  let lockGeneration = 1;
  let checks: Pick<Observation, 'scalableTarget' | 'defaultProviders' | 'others'> | undefined;

  async function look(memory: RunMemory, onlyLock: boolean): Promise<Observation> {
    const at = clock.now();
    const moment = aws.moment();
    if (onlyLock && previous?.lock.kind === 'held') {
      const lock = await readLock(memory);
      if (lock.kind === 'held' && lock.owner !== wanted.run)
        return { ...previous, at, moment, awsAt: timeOf(at, lock), lock, memory };
    }
    const isChecking = memory.phase === 'checking';
    const isFull = memory !== lastMemory || isChecking || at - listedAt >= timings.listSeconds * 1000;
    lastMemory = memory;
    /** What depends on the service, by one that is known already: then all is asked at once, and is no older than one call. */
    const rest = async (service: Service | undefined) => {
      const [found, read] = await Promise.all([
        isChecking || !checks ? readChecks(service) : checks,
        isFull ? readListsAndLock(service, at, memory) : describe(at),
      ]);
      return { found, read };
    };
    const early = previous && rest(previous.service);
    const [service, others] = await Promise.all([
      aws.services.find(cluster, name),
      Promise.all(wanted.otherBeatServices.map((other) => aws.services.find(cluster, other))),
      early,
    ]);
    if (isMissing(service, at)) {
      await clock.sleep(timings.pollSeconds, signal);
      lastMemory = undefined;
      return look(memory, false);
    }
    const isOther = service?.taskDefinition !== previous?.service?.taskDefinition;
    const { found, read } = await (early && !isOther ? early : rest(service));
    checks = found;
    const needsLists = memory.phase !== 'ending' && [...known.values()].every(isGone);
    const { lists: seenLists, lock } =
      read ?? (needsLists ? await readListsAndLock(service, at, memory) : NOTHING_READ);
    const tasks = [...known.values()];
    return {
      at,
      moment,
      awsAt: timeOf(at, lock, service, tasks),
      blindSeconds: 0,
      service,
      tasks,
      strays: [...strangers.values()].filter((task) => isStray(task)),
      lists: seenLists,
      otherServices: otherServices(others),
      ...checks,
      mark: parseMark(tagOf(service, REPLACING_TAG), familyOf(service?.taskDefinition)),
      isOffHours: service !== undefined && isInOffHours(service),
      lock,
      rollout: undefined,
      memory,
    };
  }

  /** A service that was there and does not show is looked for again: a stale read says no more. After a while it is gone. */
  function isMissing(service: Service | undefined, at: number): boolean {
    const isShown = service !== undefined && service.status !== 'INACTIVE';
    wasShown ||= isShown;
    missingSince = isShown || !wasShown ? undefined : (missingSince ?? at);
    return missingSince !== undefined && at - missingSince < timings.goneSeconds * 1000;
  }

  /** A task by hand that runs beat; one of another service is that service's. */
  function isStray(task: TaskSeen): boolean {
    return task.lastStatus !== 'UNKNOWN' && !task.group.startsWith('service:') && runsBeat(task);
  }

  /** Those that are known to run beat, and those that run a task of our families. */
  function otherServices(asked: readonly (Service | undefined)[]): Observation['otherServices'] {
    const named = asked.flatMap((other) =>
      other && other.status !== 'INACTIVE'
        ? [{ name: other.serviceName ?? '', running: other.runningCount ?? 0, desired: other.desiredCount ?? 0 }]
        : [],
    );
    const found = notStopped([...strangers.values()])
      .filter((task) => task.group.startsWith('service:') && runsBeat(task))
      .map(({ group }) => ({ name: group.slice('service:'.length), running: 1, desired: 1 }));
    return [...named, ...found.filter(({ name: one }) => !named.some((other) => other.name === one))];
  }

  async function readChecks(service: Service | undefined) {
    const inheritsStrategy =
      service && service.launchType === undefined && (service.capacityProviderStrategy ?? []).length === 0;
    const [target, found, others] = await Promise.all([
      aws.gaps.whileAllowed(
        `scalable target of ${name}`,
        'Whether anything scales the singleton is not known.',
        async () => ({
          found: await aws.scalableTargets.find(cluster, name),
        }),
      ),
      inheritsStrategy
        ? aws.gaps.whileAllowed(
            `strategy of ${cluster}`,
            'Whether the default strategy of the cluster has Spot is not known.',
            () => aws.clusters.find(cluster),
          )
        : undefined,
      service && service.status !== 'INACTIVE' ? undefined : servicesOfCluster(cluster, aws),
    ]);
    return {
      others,
      scalableTarget: target?.found && { min: target.found.MinCapacity ?? 0, max: target.found.MaxCapacity ?? 0 },
      defaultProviders: (found?.defaultCapacityProviderStrategy ?? []).map(
        ({ capacityProvider }) => capacityProvider ?? '',
      ),
    };
  }

  async function readListsAndLock(service: Service | undefined, at: number, memory: RunMemory) {
    const [seenLists, lock] = await Promise.all([readLists(service, at), readLock(memory)]);
    return { lists: seenLists, lock };
  }

  async function readLists(service: Service | undefined, at: number) {
    const families = new Set([
      familyOf(service?.taskDefinition),
      familyOf(wanted.taskDefinition),
      ...wanted.otherBeatFamilies,
    ]);
    families.delete('');
    const ofFamilies = Promise.all(
      [...families].flatMap((family) => lists.map((status) => listFamily(family, status, service !== undefined))),
    );
    // Where both are denied, it is told of the service's.
    ofFamilies.catch(() => undefined);
    const [ofService] = await Promise.all([
      Promise.all(service ? lists.map((status) => aws.tasks.list(cluster, name, status)) : []),
      describe(at),
    ]);
    const found = (await ofFamilies).flat();
    const described = new Set([...known.keys(), ...strangers.keys()]);
    let isNew = false;
    for (const arn of ofService.flat()) {
      isNew ||= !known.has(arn);
      if (!known.has(arn)) known.set(arn, strangers.get(arn) ?? listedTask(arn));
      strangers.delete(arn);
    }
    for (const arn of found) if (!known.has(arn) && !strangers.has(arn)) strangers.set(arn, listedTask(arn));
    await describe(at, described);
    const drainedAt = lastMemory?.drainedAt;
    if (isNew || agreeingSince < (drainedAt ?? 0) || !Number.isFinite(agreeingSince)) agreeingSince = at;
    listedAt = at;
    return { askedAt: at, agreeingSince };
  }

  /** In a cluster that is not there yet nothing runs. */
  async function listFamily(family: string, status: ListedStatus, isThere: boolean): Promise<string[]> {
    try {
      return await aws.tasks.listWhere(cluster, { family }, status);
    } catch (error) {
      if (isThere || !isAwsError(error, 'missing')) throw error;
      return [];
    }
  }

  /**
   * What is gone stays so, whatever a stale read says: it is asked about no more.
   *
   * @param done those that this look has described already.
   */
  async function describe(at: number, done: ReadonlySet<string> = new Set()): Promise<undefined> {
    const open = new Set(
      [known, strangers].flatMap((tasks) =>
        [...tasks].filter(([arn, task]) => !isGone(task) && !done.has(arn)).map(([arn]) => arn),
      ),
    );
    if (open.size === 0) return;
    const found = new Map(
      (await aws.tasks.describe(cluster, [...open])).map((task): [string, Task] => [task.taskArn ?? '', task]),
    );
    for (const tasks of [known, strangers])
      for (const [arn, task] of tasks)
        // A list that was asked for beside it may have brought others.
        if (open.has(arn) && !isGone(task))
          tasks.set(arn, describedTask(task, found.get(arn), at, timings.goneSeconds));
    // A family's list may be ahead of its service's.
    for (const [arn, task] of strangers)
      if (task.group === `service:${name}`) {
        strangers.delete(arn);
        known.set(arn, task);
        agreeingSince = at;
      }
  }

  async function readLock(memory: RunMemory): Promise<LockSeen> {
    if (memory.lock === 'denied') return { kind: 'denied' };
    const known = memory.lock === 'held' ? memory.lockGeneration : lockGeneration;
    const lock = await aws.gaps.whileAllowed(`lock of ${name}`, LOST_LOCK, () => findLock(wanted, { aws }, known));
    if (lock?.kind === 'held') lockGeneration = lock.generation;
    return lock ?? { kind: 'denied' };
  }

  function timeOf(at: number, lock: LockSeen, service?: Service, tasks: readonly TaskSeen[] = []): number {
    const seen = latestOf(lock, service, tasks);
    const now = awsTime.at + (at - awsTime.seenAt);
    if (seen > now) awsTime = { at: seen, seenAt: at };
    return Math.max(seen, now);
  }

  return {
    look: async (memory, onlyLock = false) => {
      const at = clock.now();
      try {
        const seen = await look(memory, onlyLock);
        previous = { ...seen, rollout: await rollout(seen) };
        failingSince = undefined;
        return previous;
      } catch (error) {
        // What passes says nothing about the singleton; what is denied or wrong before the first look is the user's to mend.
        if (!previous || !isAwsError(error, 'lost', 'throttled')) throw error;
        failingSince ??= at;
        const blindSeconds = Math.max(0.001, (clock.now() - failingSince) / 1000);
        return { ...previous, at: clock.now(), blindSeconds, lists: undefined, lock: { kind: 'not read' }, memory };
      }
    },
  };
}

const NOTHING_READ = { lists: undefined, lock: { kind: 'not read' } } as const;

function tagOf(service: Service | undefined, key: string): string | undefined {
  return service?.tags?.find((tag) => tag.key === key)?.value;
}

/** `amply-beat` of a revision's ARN. */
function familyOf(taskDefinition: string | undefined): string {
  return taskDefinition?.split('/').at(-1)?.split(':')[0] ?? '';
}
