import { copyOf } from './copy.ts';
import { random } from './random.ts';
import { step, stepOnce } from './step.ts';
import type { World } from './world.ts';

/** What a read may see as it was: everything that changes by itself or by writes. Revisions never change. */
type Past = Pick<World, 'clusters' | 'services' | 'tasks' | 'serviceDeployments' | 'targetGroups' | 'alarms'>;

/** AWS's reads are eventually consistent where these operations are concerned. */
const MAY_BE_STALE =
  /^(?:ecs:(?:Describe(?!TaskDefinition)|List(?!TaskDefinition)|Get)|elasticloadbalancing:Describe|tag:Get)/;

/** How old the answer to a call may be, in seconds: lists lag behind descriptions, or are ahead of them. */
function bound({ scenario }: World, operation: string): number {
  if (!MAY_BE_STALE.test(operation)) return 0;
  const { staleReadsSeconds, staleListsSeconds = staleReadsSeconds } = scenario;
  return operation.startsWith('ecs:List') ? staleListsSeconds : staleReadsSeconds;
}

/** How old the oldest answer may be. */
const horizon = ({ scenario }: World): number => Math.max(scenario.staleReadsSeconds, scenario.staleListsSeconds ?? 0);

/**
 * Remembers the world's last seconds, so that reads can show it as it was: each as old as chance has it, and never older
 * than the scenario's bound. Two reads in a row may so go back in time, as AWS's may.
 */
export class StaleReads {
  #past: { readonly at: number; readonly world: Past }[] = [];

  /** Moves the world on, remembering every moment at which something happened. */
  step(world: World, now: number): void {
    if (horizon(world) > 0) {
      if (this.#past.length === 0) this.#remember(world);
      while (stepOnce(world, now)) this.#remember(world);
    }
    step(world, now);
    const oldest = world.now - horizon(world) * 1000;
    const kept = this.#past.findLastIndex(({ at }) => at <= oldest);
    if (kept > 0) this.#past.splice(0, kept);
  }

  /** A call was answered: what it changed is a moment to remember as well. */
  note(world: World, operation: string): void {
    if (horizon(world) > 0 && !MAY_BE_STALE.test(operation)) this.#remember(world);
  }

  /** The world that this call sees. */
  worldFor(world: World, operation: string): World {
    const seconds = bound(world, operation);
    if (seconds <= 0) return world;
    const chance = random(world, 'calls');
    const share = world.scenario.staleReadsLag === true ? 1 - chance / 20 : chance;
    const at = world.now - share * seconds * 1000;
    // Where nothing is remembered from so long ago, the oldest memory is what comes nearest.
    const then = this.#past.findLast((moment) => moment.at <= at) ?? this.#past[0];
    return then ? { ...world, ...then.world } : world;
  }

  #remember(world: World): void {
    const moment = { at: world.now, world: remembered(world) };
    // What happens at one moment is one memory: its end.
    if (this.#past.at(-1)?.at === world.now) this.#past.pop();
    this.#past.push(moment);
  }
}

/** A copy of what changes. What has come to its end, and there is most of it, is never changed again: it is shared. */
function remembered({ clusters, services, tasks, serviceDeployments, targetGroups, alarms }: World): Past {
  return {
    clusters: copyOf(clusters),
    services: services.map((service) => ({
      ...copyOf({ ...service, events: [] }),
      events: [...service.events],
    })),
    tasks: tasks.map((task) => (task.lastStatus === 'STOPPED' ? task : copyOf(task))),
    serviceDeployments: serviceDeployments.map((item) => (item.finishedAt === undefined ? copyOf(item) : item)),
    targetGroups: copyOf(targetGroups),
    alarms: copyOf(alarms),
  };
}
