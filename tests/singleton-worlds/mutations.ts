import type { Moment } from '@fargate-actions/aws';
import {
  GUARDS,
  lockName,
  planSingleton,
  takeStep,
  type Guards,
  type SingletonParts,
} from '@fargate-actions/singleton';
import { isBeyond, justStarted, type Pause, type WorldSpec } from './world-spec.ts';

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
    pause: undefined,
    ageSeconds: 60,
    latencySeconds: [0.02, 0.08],
    stale: isBeyond(spec) || spec.ageSeconds === 5 ? { reads: 3, lists: 3, lags: false } : spec.stale,
    killed: undefined,
    second: undefined,
    ...change,
  };
}

/** Two runs at the same moment, whose reads do not show what the other just did. */
const twoAtOnce = (spec: WorldSpec, change: Partial<WorldSpec> = {}): WorldSpec =>
  calm(spec, {
    second: { atSeconds: 0, does: 'newer', skewSeconds: 0 },
    stale: { reads: 3, lists: 3, lags: false },
    pace: 'at once',
    ...change,
  });

/** One run stands still right before its start, for longer than its lock lasts; the other goes on. */
const pausedAtStart = (spec: WorldSpec, stops: Pause['stops']): WorldSpec =>
  twoAtOnce(spec, {
    second: { atSeconds: 5, does: 'newer', skewSeconds: 0 },
    stale: { reads: 0, lists: 0, lags: false },
    pause: { atCall: 'start', when: 'before', seconds: 150 + (spec.seed % 60), stops },
  });

/** Confirms by one of the clocks only. */
const confirmsBy = (clock: 'wall' | 'monotonic'): Guards['confirms'] => {
  const one = (moment: Moment): Moment => ({ wall: moment[clock], monotonic: moment[clock], signing: undefined });
  return (aws, seenAt) => GUARDS.confirms({ moment: () => one(aws.moment()) }, one(seenAt));
};

const unconfirmed = { guards: { ...GUARDS, confirms: () => () => undefined } };

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
      act: async (step, seen, wanted, guards, context) => {
        const { aws, clock } = context;
        if (step.kind !== 'drain' || !seen.memory.isGoingBack) return takeStep(step, seen, wanted, guards, context);
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
        latecomer: { atUpdate: 2, seconds: 36 + (spec.seed % 9) },
        pace: 'at once',
        stale: { reads: 0, lists: 0, lags: false },
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
  {
    name: 'a start is not confirmed',
    among: (spec) => pausedAtStart(spec, 'none'),
    parts: unconfirmed,
  },
  {
    name: 'a start is confirmed by the monotonic clock alone',
    among: (spec) => pausedAtStart(spec, 'monotonic'),
    parts: { guards: { ...GUARDS, confirms: confirmsBy('monotonic') } },
  },
  {
    name: 'a start is confirmed by the wall clock alone',
    among: (spec) => pausedAtStart(spec, 'wall'),
    parts: { guards: { ...GUARDS, confirms: confirmsBy('wall') } },
  },
  {
    name: 'a throttled start is sent again without a look',
    among: (spec) =>
      twoAtOnce(spec, {
        second: { atSeconds: 5, does: 'newer', skewSeconds: 0 },
        stale: { reads: 0, lists: 0, lags: false },
        faults: [{ operation: 'ecs:UpdateService', error: 'ThrottlingException', afterCalls: 1, times: 1 }],
      }),
    parts: {
      act: async (step, seen, wanted, guards, context) => {
        const next = await takeStep(step, seen, wanted, guards, context);
        if (step.kind !== 'start' || next.phase === 'watching') return next;
        // A machine that stands still between the refusal and the next try.
        await context.clock.sleep(150 + (Math.round(seen.at) % 60));
        return takeStep(step, seen, wanted, unconfirmed.guards, context);
      },
    },
  },
  {
    name: 'a lock whose lease ran out is taken over in its place',
    among: (spec) =>
      twoAtOnce(spec, {
        killed: { atCall: 41 + (spec.seed % 9), effect: 'after', pauseSeconds: 0, then: 'newer' },
        second: { atSeconds: 1, does: 'same', skewSeconds: 0 },
        stale: { reads: 0, lists: 0, lags: false },
        latecomer: { atUpdate: 3, seconds: 10 + (spec.seed % 14) },
      }),
    parts: {
      act: async (step, seen, wanted, guards, context) => {
        const { aws, clock } = context;
        const { lock } = seen;
        if (step.kind !== 'lock' || lock.kind !== 'held') return takeStep(step, seen, wanted, guards, context);
        // A machine that stands still for some seconds between its look and what follows.
        if (wanted.run === 'run-2') await clock.sleep(6 + (Math.round(seen.at) % 20));
        const name = lockName(wanted, lock.generation);
        await aws.parameters.replace(name, JSON.stringify({ owner: wanted.run }), 'taken over in its place');
        return { ...seen.memory, lock: 'held', lockGeneration: lock.generation, lockedAt: clock.now() };
      },
    },
  },
  {
    name: 'a service in which something just started counts as quiet',
    among: (spec) => justStarted({ ...spec, pace: 'quick', stopSeconds: 20 }, { reads: 0, lists: 11, lags: true }),
    parts: {
      guards: {
        ...GUARDS,
        isDrained: (seen, timings) => GUARDS.isDrained(seen, { ...timings, quietSeconds: -1000 }),
      },
    },
  },
];
