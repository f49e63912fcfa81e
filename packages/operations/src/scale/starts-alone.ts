import type { ActionContext } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import type { ScaledService, StartsAlone } from '@fargate-actions/scaling';
import type { SingletonToWake } from '@fargate-actions/singleton';

type Service = Pick<ScaledService, 'cluster' | 'name' | 'isSingleton'>;

/**
 * Has a service's tasks started by the guards of enforce-beat-singleton.
 *
 * A service that is in no stack may be a singleton, whatever it runs, if it had one task and takes no requests: its own last
 * task is waited for, and where its task definition runs beat it is one.
 *
 * The room of the singleton is a chunk of its own, loaded only where something is to be started.
 */
export function startsAlone(service: Service, aws: Aws, { clock, run }: ActionContext): StartsAlone {
  const room = () => import('@fargate-actions/singleton');
  let known: Promise<SingletonToWake> | undefined;

  async function find(): Promise<SingletonToWake> {
    const { cluster, name, isSingleton } = service;
    const { findBeatServices, runName } = await room();
    const beats = await findBeatServices(cluster, aws);
    const own = beats.find((beat) => beat.name === name);
    const isBeat = isSingleton || own !== undefined;
    const others = isBeat ? beats.filter((beat) => beat !== own) : [];
    return {
      cluster,
      service: name,
      run: runName(run.runId),
      isBeat,
      isRedBeat: own?.isRedBeat ?? false,
      otherBeatServices: others.map((beat) => beat.name),
      otherBeatFamilies: others.map(({ family }) => family),
    };
  }

  const singleton = (): Promise<SingletonToWake> => (known ??= find());
  return {
    isSingleton: service.isSingleton,
    whyNot: async () => {
      const { refusedToWake } = await room();
      const [refusal] = await refusedToWake(await singleton(), { aws, clock });
      return refusal;
    },
    start: async (start, signal) => {
      const { wakeSingleton } = await room();
      await wakeSingleton(await singleton(), start, { aws, clock, signal });
    },
  };
}
