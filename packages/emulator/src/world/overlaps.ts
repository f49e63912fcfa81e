import type { Origin } from '../services/ecs/origin.ts';
import { someoneElse } from './operation.ts';
import type { ContainerMoment, World } from './world.ts';

/** The time in which one container ran, in seconds from the world's start. */
export interface ContainerRun {
  readonly task: string;
  readonly service?: string;
  /** `family:revision`. */
  readonly taskDefinition: string;
  readonly container: string;
  readonly startedAt: number;
  /** Absent while it runs on. */
  readonly endedAt?: number;
  /** Why its task was started. */
  readonly origin: Origin;
}

/** A time in which two containers ran that were not to run at once. */
export interface Overlap {
  readonly from: number;
  /** Absent while it lasts. */
  readonly until?: number;
  /** What was there or on its way already. */
  readonly first: ContainerRun;
  /** What was started beside it. */
  readonly second: ContainerRun;
  /**
   * Who started the second one: a call of ours (also through a rollback of what it began, or because it stopped a task
   * that ECS then replaced), a call of somebody else, or ECS by itself in the place of a task that it lost or gave up.
   */
  readonly startedBy: 'us' | 'others' | 'ecs';
}

/** The times in which the matching containers ran, in the order of their starts. */
export function containerRuns(world: World, matches: (moment: ContainerMoment) => boolean): ContainerRun[] {
  const runs = new Map<string, ContainerRun>();
  for (const moment of world.containerTimeline) {
    if (!matches(moment)) continue;
    const { at, task, service, taskDefinition, container, origin } = moment;
    const key = `${task}/${container}`;
    const run = runs.get(key);
    if (run) runs.set(key, { ...run, endedAt: at });
    else
      runs.set(key, {
        task,
        ...(service !== undefined && { service }),
        taskDefinition,
        container,
        startedAt: at,
        origin,
      });
  }
  return [...runs.values()];
}

/**
 * Every time in which two of the matching containers ran at once, and who started the second of them.
 *
 * The second is the one whose cause came later, not the one that happened to be up later: who had a task started while
 * nothing else ran or was on its way did nothing wrong, even if somebody else's task overtakes it.
 */
export function overlaps(world: World, matches: (moment: ContainerMoment) => boolean): Overlap[] {
  const runs = containerRuns(world, matches);
  const { userArn: others } = someoneElse(world);
  return runs.flatMap((run, index) =>
    runs.slice(0, index).flatMap((earlier): Overlap[] => {
      if (endOf(earlier) <= run.startedAt) return [];
      const [first, second] = earlier.origin.at <= run.origin.at ? [earlier, run] : [run, earlier];
      const until = Math.min(endOf(earlier), endOf(run));
      return [
        {
          from: run.startedAt,
          ...(until < Infinity && { until }),
          first,
          second,
          startedBy: second.origin.kind !== 'call' ? 'ecs' : second.origin.caller === others ? 'others' : 'us',
        },
      ];
    }),
  );
}

const endOf = ({ endedAt = Infinity }: ContainerRun): number => endedAt;
