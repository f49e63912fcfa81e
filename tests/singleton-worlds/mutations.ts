import { GUARDS, planSingleton, takeStep, type SingletonParts } from '@fargate-actions/singleton';
import type { WorldSpec } from './world-spec.ts';

/** A run with one guard taken out. */
export interface Mutation {
  readonly name: string;
  /** Makes a world one in which that shows, where few are. */
  readonly among: (spec: WorldSpec) => WorldSpec;
  readonly parts: Partial<SingletonParts>;
}

/** Nothing goes wrong but what a mutation needs. */
function calm(spec: WorldSpec, change: Partial<WorldSpec>): WorldSpec {
  return {
    ...spec,
    behaviour: 'healthy',
    stopSeconds: 20,
    denied: [],
    faults: [],
    events: [],
    latecomer: undefined,
    killed: undefined,
    second: undefined,
    ...change,
  };
}

/** Two runs at the same moment, whose reads do not show what the other just did. */
const twoAtOnce = (spec: WorldSpec, change: Partial<WorldSpec> = {}): WorldSpec =>
  calm(spec, {
    second: { atSeconds: 0, does: 'newer', skewSeconds: 0 },
    staleReadsSeconds: 3,
    pace: 'at once',
    ...change,
  });

/** Every one of them is to be found out. */
export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'the list of stopped tasks, which has the stopping ones, is not read',
    among: (spec) =>
      calm(spec, { killed: { atCall: 24 + (spec.seed % 16), effect: 'after', pauseSeconds: 0, then: 'post step' } }),
    parts: { guards: { ...GUARDS, lists: ['RUNNING'] } },
  },
  {
    name: 'drained is what the counts of the service say',
    among: (spec) => calm(spec, {}),
    parts: {
      guards: { ...GUARDS, isDrained: ({ service }) => service?.runningCount === 0 && service.desiredCount === 0 },
    },
  },
  {
    name: 'neither lock nor mark keep two runs apart',
    among: (spec) => twoAtOnce(spec),
    parts: {
      guards: { ...GUARDS, usesLock: false, standing: () => 'ours' },
      plan: (seen, wanted, guards) => planSingleton({ ...seen, mark: seen.memory.mark }, wanted, guards),
    },
  },
  {
    name: 'the mark is ignored where there is no lock',
    among: (spec) => twoAtOnce(spec, { denied: ['ssm:*'] }),
    parts: {
      plan: (seen, wanted, guards) => planSingleton({ ...seen, mark: seen.memory.mark }, wanted, guards),
    },
  },
  {
    name: 'there is no lock, and marks may not be written',
    among: (spec) => twoAtOnce(spec, { denied: ['ecs:TagResource'] }),
    parts: { guards: { ...GUARDS, usesLock: false } },
  },
  {
    name: "the breaker's rollback is left on",
    among: (spec) => calm(spec, { behaviour: 'crash-late', failFastAfter: 0, pace: 'at once' }),
    parts: { guards: { ...GUARDS, settings: { ...GUARDS.settings, breaker: { enable: true, rollback: true } } } },
  },
  {
    name: 'it goes back by StopServiceDeployment',
    among: (spec) => calm(spec, { behaviour: 'crash-late', pace: 'at once' }),
    parts: {
      act: async (step, seen, wanted, guards, surroundings) => {
        const { aws, clock } = surroundings;
        if (step.kind !== 'drain' || !seen.memory.isGoingBack)
          return takeStep(step, seen, wanted, guards, surroundings);
        const [newest] = await aws.serviceDeployments.list(wanted.cluster, wanted.service);
        await aws.serviceDeployments.rollBack(newest?.serviceDeploymentArn ?? '');
        return { ...seen.memory, phase: 'watching', phaseAt: clock.now(), startedAt: clock.now(), starts: 1 };
      },
    },
  },
  {
    name: 'a start that was lost is forgotten when it goes back',
    among: (spec) =>
      calm(spec, {
        behaviour: 'crash',
        latecomer: { atUpdate: 2, seconds: 14 + (spec.seed % 15) },
        pace: 'at once',
        staleReadsSeconds: 0,
      }),
    parts: { guards: { ...GUARDS, mayStillArrive: () => [] } },
  },
  {
    name: 'strays are not looked for',
    among: (spec) => calm(spec, { events: [{ happens: 'run-task', atSeconds: 0, desiredCount: 1 }] }),
    parts: {
      plan: (seen, wanted, guards) => planSingleton({ ...seen, strays: [], otherServices: [] }, wanted, guards),
    },
  },
];
