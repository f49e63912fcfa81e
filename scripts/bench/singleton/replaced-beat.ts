import { awsPorts } from '@fargate-actions/aws';
import { containerRuns, virtualAws, type Emulator } from '@fargate-actions/emulator';
import { singletonProcess, type SingletonWanted } from '@fargate-actions/singleton';
import { drive } from '@fargate-actions/engine';
import { CLUSTER, registerBeat, seedBeat, SERVICE } from '../../../tests/singleton-worlds/account.ts';

/** How a beat is replaced. `ecs alone`: with nobody between its STOPPED and the next start. */
export type Replacement = SingletonWanted['strategy'] | 'ecs alone';

/** Calls take as long as AWS's do. */
const LATENCY_SECONDS = [0.03, 0.15] as const;

/** How often the world is looked at by whoever replaces the beat without any delay of its own. */
const AT_ONCE_SECONDS = 0.01;

/** One replacement, by the emulator's ground truth. */
export interface Replaced {
  /** From the old container's end to the new one's start; negative: both ran for so long. */
  readonly gapSeconds: number;
  /** From the old task's STOPPED to the call that asks for the new one; negative: it was asked for before. */
  readonly idleSeconds: number;
}

/**
 * Replaces a beat once, on ports and the virtual clock.
 *
 * @param seed of the world: the same one stops and starts its tasks equally fast, whoever replaces them.
 */
export async function replacedBeat(replacement: Replacement, seed: number): Promise<Replaced> {
  const { emulator, clock, wire } = virtualAws({ seed, latencySeconds: LATENCY_SECONDS });
  seedBeat(emulator, 'singleton');
  await clock.advance(300);
  const taskDefinition = registerBeat(emulator, 2);
  // Else each would begin at the same place between two ticks of polling.
  await clock.advance(seed * 0.37);
  const work =
    replacement === 'ecs alone'
      ? clock.run(stopAndStart())
      : clock.run(
          drive(singletonProcess(wanted(taskDefinition, replacement), { aws: awsPorts(wire, clock), clock }), {
            clock,
          }),
        );
  await work;
  await clock.advance(300);
  return measured(emulator);

  async function stopAndStart(): Promise<void> {
    const service = { cluster: CLUSTER, service: SERVICE };
    emulator.call('ecs:UpdateService', { ...service, desiredCount: 0 });
    while (emulator.world.tasks.some(({ lastStatus }) => lastStatus !== 'STOPPED')) await clock.sleep(AT_ONCE_SECONDS);
    emulator.call('ecs:UpdateService', { ...service, desiredCount: 1, taskDefinition });
  }
}

function measured({ world, timeline, requests }: Emulator): Replaced {
  const [old, fresh] = containerRuns(world, ({ container }) => container === 'beat');
  const stopped = timeline.find(({ task, to }) => task === old?.task && to === 'STOPPED');
  const asked = requests.findLast(({ operation }) => operation === 'UpdateService');
  if (old?.endedAt === undefined || !fresh || !stopped || !asked) throw new Error('The beat was not replaced.');
  return { gapSeconds: fresh.startedAt - old.endedAt, idleSeconds: asked.at - stopped.at };
}

function wanted(taskDefinition: string, strategy: SingletonWanted['strategy']): SingletonWanted {
  return {
    mode: 'deploy',
    cluster: CLUSTER,
    service: SERVICE,
    taskDefinition,
    strategy,
    strays: 'report',
    forceNewDeployment: false,
    drainMinutes: 5,
    conflictMinutes: 5,
    rollout: { waitMinutes: 10, logLines: 0 },
    isRedBeat: false,
    otherBeatServices: [],
    otherBeatFamilies: [],
    stopTimeoutSeconds: 30,
    run: 'bench',
  };
}
