import type { Task } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DeploymentFacts } from './deployment-facts.ts';
import { PHASES, type Phase } from './rollout-time.ts';
import { aTargetGroup, at, facts, NEW, newTask, OLD, oldTask, stopEvent } from '../../../test/rollout/time/facts.ts';
import { timeOf } from './time-of.ts';

/** A new task that is created at 2 and RUNNING at 32. */
const START = { created: 2, pull: [14, 30], started: 32 } as const;
const SEED_GROUP = aTargetGroup({ healthyThreshold: 2 });
const behindSeed = { targetGroups: [SEED_GROUP] };

type Seconds = Partial<Record<Phase, number>>;

/** What the seed's deployment comes to, however ECS tells of the end of its old tasks. */
const SEED_PHASES: Seconds = {
  waiting: 3,
  provisioning: 12,
  pull: 16,
  start: 2,
  health: 60,
  draining: 300,
  stopping: 9,
};

test.each<{ name: string; given: DeploymentFacts; phases: Seconds }>([
  {
    name: 'draining, when stoppingAt is the time of SIGTERM',
    given: facts(402, [newTask(START), oldTask({ stopping: 392, execution: 393, stopped: 401 })], {
      ...behindSeed,
      events: [stopEvent(92, 'old1')],
    }),
    phases: SEED_PHASES,
  },
  {
    name: 'draining, when stoppingAt is the time at which it began',
    given: facts(402, [newTask(START), oldTask({ stopping: 92, execution: 393, stopped: 401 })], {
      ...behindSeed,
      events: [stopEvent(92, 'old1')],
    }),
    phases: SEED_PHASES,
  },
  {
    name: 'draining, when stoppingAt is the time of SIGTERM and the event is gone',
    given: facts(402, [newTask(START), oldTask({ stopping: 392, execution: 393, stopped: 401 })], behindSeed),
    phases: SEED_PHASES,
  },
  {
    name: 'draining, when stoppingAt is the time at which it began and the event is gone',
    given: facts(402, [newTask(START), oldTask({ stopping: 92, execution: 393, stopped: 401 })], behindSeed),
    phases: SEED_PHASES,
  },
  {
    name: 'the last of several tasks, not the first',
    given: facts(
      412,
      [
        newTask({ id: 'a', created: 2, pull: [10, 20], started: 22 }),
        newTask({ id: 'b', created: 2, pull: [14, 40], started: 42 }),
        oldTask({ id: 'x', stopping: 382, execution: 383, stopped: 391 }),
        oldTask({ id: 'y', stopping: 402, execution: 403, stopped: 411 }),
      ],
      { ...behindSeed, events: [stopEvent(82, 'x'), stopEvent(102, 'y')] },
    ),
    phases: { ...SEED_PHASES, pull: 26 },
  },
  {
    name: 'a task that has just started has not taken over yet: the one before it has',
    given: facts(
      382,
      [
        newTask({ id: 'a', ...START }),
        newTask({ id: 'b', created: 2, pull: [14, 66], started: 68 }),
        oldTask({ stopping: 72, execution: 373, stopped: 381 }),
      ],
      { targetGroups: [aTargetGroup({ checkIntervalSeconds: 20, healthyThreshold: 2 })] },
    ),
    phases: { ...SEED_PHASES, health: 40 },
  },
  {
    name: 'a first deployment: nobody leaves',
    given: facts(62, [newTask({ created: 1, pull: [13, 20], started: 22 })]),
    phases: { waiting: 1, provisioning: 12, pull: 7, start: 2, health: 40 },
  },
  {
    name: 'no load balancer: nothing drains',
    given: facts(82, [newTask(START), oldTask({ stopping: 72, execution: 73, stopped: 81 })], {
      events: [stopEvent(72, 'old1')],
    }),
    phases: { waiting: 3, provisioning: 12, pull: 16, start: 2, health: 40, stopping: 9 },
  },
  {
    name: 'a target group that does not drain',
    given: facts(102, [newTask(START), oldTask({ stopping: 92, execution: 93, stopped: 101 })], {
      targetGroups: [aTargetGroup({ healthyThreshold: 2, deregistrationDelaySeconds: 0 })],
    }),
    phases: { waiting: 3, provisioning: 12, pull: 16, start: 2, health: 60, stopping: 9 },
  },
  {
    name: 'the longest of two target groups',
    given: facts(402, [newTask(START), oldTask({ stopping: 92, execution: 393, stopped: 401 })], {
      targetGroups: [aTargetGroup({ healthyThreshold: 2, deregistrationDelaySeconds: 5 }), SEED_GROUP],
    }),
    phases: SEED_PHASES,
  },
  {
    name: 'two waves, each with a start and a health check',
    given: facts(
      154,
      [
        newTask({ id: 'a', created: 2, pull: [12, 22], started: 24 }),
        newTask({ id: 'b', created: 66, pull: [76, 86], started: 88 }),
        oldTask({ id: 'x', stopping: 2, execution: 3, stopped: 11 }),
        oldTask({ id: 'y', stopping: 66, execution: 67, stopped: 75 }),
      ],
      { maximumPercent: 100, events: [stopEvent(2, 'x'), stopEvent(66, 'y')] },
    ),
    phases: { waiting: 2, provisioning: 20, pull: 20, start: 4, health: 108 },
  },
  {
    name: 'one task that is stopped before its successor starts: the start counts where it ends later',
    given: facts(75, [
      newTask({ created: 2, pull: [14, 30], started: 32 }),
      oldTask({ stopping: 2, execution: 30, stopped: 40 }),
    ]),
    phases: { waiting: 2, provisioning: 12, pull: 16, start: 2, health: 43 },
  },
  {
    name: 'one task that is stopped before its successor starts: the draining counts where it ends later',
    given: facts(313, [newTask(START), oldTask({ stopping: 302, execution: 303, stopped: 312 })], {
      ...behindSeed,
      events: [stopEvent(2, 'old1')],
    }),
    phases: { waiting: 3, draining: 300, stopping: 10 },
  },
  {
    name: 'a task that crashed, and the one that came for it',
    given: facts(125, [
      newTask({
        id: 'a',
        created: 2,
        pull: [12, 22],
        started: 24,
        stopping: 29,
        execution: 29,
        stopped: 39,
        more: { stopCode: 'EssentialContainerExited' },
      }),
      newTask({ id: 'b', created: 40, pull: [50, 60], started: 62 }),
      oldTask({ stopping: 105, execution: 106, stopped: 124 }),
    ]),
    phases: { waiting: 4, provisioning: 20, pull: 20, start: 4, health: 48, stopping: 29 },
  },
  {
    name: 'a task that never started',
    given: facts(100, [
      newTask({
        id: 'a',
        created: 2,
        pull: [12, 12],
        stopping: 20,
        stopped: 30,
        more: { pullStoppedAt: undefined, stopCode: 'TaskFailedToStart' },
      }),
      newTask({ id: 'b', created: 31, pull: [41, 51], started: 53 }),
    ]),
    phases: { waiting: 3, provisioning: 20, pull: 18, start: 2, health: 47, stopping: 10 },
  },
  {
    name: 'a container that is killed',
    given: facts(112, [newTask(START), oldTask({ stopping: 72, execution: 102, stopped: 111 })]),
    phases: { waiting: 3, provisioning: 12, pull: 16, start: 2, health: 40, stopping: 39 },
  },
  {
    name: 'an old task that Spot takes: it drains nothing',
    given: facts(
      102,
      [newTask(START), oldTask({ stopping: 92, execution: 93, stopped: 101, more: { stopCode: 'SpotInterruption' } })],
      behindSeed,
    ),
    phases: { waiting: 3, provisioning: 12, pull: 16, start: 2, health: 60, stopping: 9 },
  },
  {
    name: 'an old task that ended by itself while it drained',
    given: facts(202, [newTask(START), oldTask({ stopping: 92, execution: 193, stopped: 201 })], {
      ...behindSeed,
      events: [stopEvent(92, 'old1')],
    }),
    phases: { waiting: 3, provisioning: 12, pull: 16, start: 2, health: 60, draining: 101, stopping: 8 },
  },
  {
    name: 'an agent that tells of the end before the stop',
    given: facts(102, [newTask(START), oldTask({ stopping: 83, execution: 73, stopped: 101 })]),
    phases: { waiting: 3, provisioning: 12, pull: 16, start: 2, health: 41, stopping: 28 },
  },
  {
    name: 'an old task that is not quite gone at the end',
    given: facts(395, [newTask(START), oldTask({ stopping: 392, more: { lastStatus: 'STOPPING' } })], {
      ...behindSeed,
      events: [stopEvent(92, 'old1')],
    }),
    phases: { ...SEED_PHASES, waiting: 2, stopping: 3 },
  },
  {
    name: 'a place that came late',
    given: facts(190, [
      newTask({ created: 95, pull: [107, 117], started: 120 }),
      oldTask({ stopping: 165, execution: 166, stopped: 189 }),
    ]),
    phases: { waiting: 96, provisioning: 12, pull: 10, start: 3, health: 45, stopping: 24 },
  },
  {
    name: 'a protected task: health is over when it can be',
    given: facts(702, [newTask(START), oldTask({ stopping: 692, execution: 693, stopped: 701 })], {
      isHeldByProtection: true,
    }),
    phases: { waiting: 623, provisioning: 12, pull: 16, start: 2, health: 40, stopping: 9 },
  },
  {
    name: 'times that are missing: what is known is told',
    given: facts(82, [newTask({ created: 2, started: 32 }), oldTask({ stopped: 81 })]),
    phases: { waiting: 3, provisioning: 30, health: 49 },
  },
  {
    name: 'tasks that may not be seen any more: all of it is waiting',
    given: facts(100, []),
    phases: { waiting: 100 },
  },
  {
    name: 'an old task that left before, and one that goes on',
    given: facts(62, [
      newTask({ created: 1, pull: [13, 20], started: 22 }),
      oldTask({ id: 'x', stopping: -60, execution: -59, stopped: -50 }),
      oldTask({ id: 'y' }),
    ]),
    phases: { waiting: 1, provisioning: 12, pull: 7, start: 2, health: 40 },
  },
  {
    name: 'parts of seconds: they add up all the same',
    given: facts(62.4, [newTask({ created: 1.4, pull: [13.8, 20.3], started: 22.7 })]),
    phases: { waiting: 1, provisioning: 12, pull: 7, start: 2, health: 40 },
  },
  {
    name: 'a deployment of no time',
    given: facts(0, [newTask(START)]),
    phases: {},
  },
])('$name', ({ given, phases }) => {
  const time = timeOf(given);
  expect(Object.fromEntries(time.phases.map(({ phase, seconds }) => [phase, seconds]))).toEqual(phases);
  const duration = Math.round((given.endedAt - given.beganAt) / 1000);
  expect(time.seconds).toBe(duration);
});

test('bars tell who did what when, and what the deployment waited for', () => {
  const { bars } = timeOf(
    facts(
      402,
      [
        newTask(START),
        newTask({ id: 'new2', created: 2, pull: [10, 20], started: 22 }),
        oldTask({ stopping: 392, execution: 393, stopped: 401 }),
      ],
      { ...behindSeed, events: [stopEvent(92, 'old1')] },
    ),
  );
  const told = bars.map(
    ({ task = 'ECS', phase, fromSeconds, toSeconds, isCritical }) =>
      `${task} ${phase} ${fromSeconds}-${toSeconds}${isCritical ? ' !' : ''}`,
  );
  expect(told).toEqual([
    'ECS waiting 0-2 !',
    'new2 provisioning 2-10',
    'new1 provisioning 2-14 !',
    'new2 pull 10-20',
    'new1 pull 14-30 !',
    'new2 start 20-22',
    'new2 health 22-82',
    'new1 start 30-32 !',
    'new1 health 32-92 !',
    'old1 draining 92-392 !',
    'old1 stopping 392-401 !',
    'ECS waiting 401-402 !',
  ]);
});

test('of a large deployment the bars are a selection, with all that it waited for', () => {
  const many = Array.from({ length: 50 }, (_, index) =>
    newTask({ id: `new${index}`, created: 2, pull: [14, 20 + index], started: 22 + index }),
  );
  const { bars } = timeOf(facts(112, many));
  expect(bars.length).toBeLessThanOrEqual(20);
  expect(bars.filter(({ isCritical }) => isCritical).map(({ task }) => task)).toEqual([
    undefined,
    ...Array<string>(4).fill('new49'),
  ]);
});

const moment = fc.option(fc.double({ min: -100, max: 900, noNaN: true }), { nil: undefined });

const anyTask: fc.Arbitrary<Task> = fc
  .record({
    id: fc.integer({ min: 1, max: 6 }),
    startedBy: fc.constantFrom(NEW, OLD),
    desiredStatus: fc.constantFrom('RUNNING', 'STOPPED'),
    stopCode: fc.constantFrom(undefined, 'ServiceSchedulerInitiated', 'EssentialContainerExited', 'TaskFailedToStart'),
    moments: fc.array(moment, { minLength: 7, maxLength: 7 }),
    isInOrder: fc.boolean(),
  })
  .map(({ id, startedBy, desiredStatus, stopCode, moments, isInOrder }) => {
    const sorted = isInOrder ? moments.toSorted((a = 0, b = 0) => a - b) : moments;
    const [createdAt, pullStartedAt, pullStoppedAt, startedAt, stoppingAt, executionStoppedAt, stoppedAt] = sorted.map(
      (seconds) => (seconds === undefined ? undefined : at(seconds)),
    );
    const times = { createdAt, pullStartedAt, pullStoppedAt, startedAt, stoppingAt, executionStoppedAt, stoppedAt };
    return { taskArn: `task/${id}`, startedBy, desiredStatus, stopCode, ...times };
  });

test('whatever the times are, no phase is negative, they sum up to the duration, and bars stay within it', () => {
  fc.assert(
    fc.property(
      fc.array(anyTask, { maxLength: 12 }),
      fc.double({ min: 0, max: 800, noNaN: true }),
      fc.constantFrom(0, 5, 300),
      fc.array(fc.tuple(fc.integer({ min: -50, max: 850 }), fc.integer({ min: 1, max: 6 })), { maxLength: 5 }),
      fc.boolean(),
      (tasks, seconds, deregistrationDelaySeconds, stops, isHeldByProtection) => {
        const given = facts(seconds, tasks, {
          targetGroups: [aTargetGroup({ deregistrationDelaySeconds })],
          events: stops.map(([when, id]) => stopEvent(when, String(id))),
          maximumPercent: 100,
          isHeldByProtection,
        });
        const time = timeOf(given);
        expect(time.phases.every((one) => one.seconds > 0 && PHASES.includes(one.phase))).toBe(true);
        expect(time.phases.reduce((sum, one) => sum + one.seconds, 0)).toBe(
          Math.round((given.endedAt - given.beganAt) / 1000),
        );
        expect(time.bars.every(({ fromSeconds, toSeconds }) => fromSeconds >= 0 && toSeconds > fromSeconds)).toBe(true);
        expect(Math.max(0, ...time.bars.map(({ toSeconds }) => toSeconds))).toBeLessThanOrEqual(Math.round(seconds));
        expect(time.advice?.savesSeconds ?? 0).toBeLessThanOrEqual(seconds);
      },
    ),
    { seed: 20261122, numRuns: 2000 },
  );
});
