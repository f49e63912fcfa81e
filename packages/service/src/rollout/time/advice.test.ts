import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import type { DeploymentFacts, TargetGroupTimes } from './deployment-facts.ts';
import { aTargetGroup, facts, newTask, oldTask, stopEvent } from '../../../test/rollout/time/facts.ts';
import { timeOf } from './time-of.ts';

interface Given {
  readonly group?: Partial<TargetGroupTimes>;
  readonly container?: Partial<ContainerDefinition>;
  readonly pullSeconds?: number;
  /** What the wait for health took; as long as the checks by default. */
  readonly healthSeconds: number;
  readonly drainedSeconds?: number;
  readonly stopSeconds?: number;
  readonly old?: Partial<Task>;
  readonly more?: Partial<DeploymentFacts>;
}

/** A deployment of one task in which everything happens one after the other. */
function adviceFor(given: Given) {
  const { group, container, pullSeconds = 5, healthSeconds, drainedSeconds = 0, stopSeconds = 1, old, more } = given;
  const started = 14 + pullSeconds;
  const stopBegun = started + healthSeconds;
  const execution = stopBegun + drainedSeconds + stopSeconds;
  const tasks = [
    newTask({ created: 2, pull: [12, 12 + pullSeconds], started }),
    oldTask({ stopping: stopBegun, execution, stopped: execution + 8, ...(old && { more: old }) }),
  ];
  return timeOf(
    facts(execution + 9, tasks, {
      events: [stopEvent(stopBegun, 'old1')],
      targetGroups: group ? [aTargetGroup(group)] : [],
      containers: container ? [{ name: 'api', ...container }] : [],
      ...more,
    }),
  ).advice;
}

const BRISK = { checkIntervalSeconds: 5, healthyThreshold: 2, deregistrationDelaySeconds: 5 };
const KILLED = { containers: [{ name: 'api', exitCode: 137 }] };

test.each<{ name: string; given: Given; setting: string; saves: number; text: RegExp }>([
  {
    name: "AWS's own draining",
    given: { group: { ...BRISK, deregistrationDelaySeconds: 300 }, healthSeconds: 10, drainedSeconds: 300 },
    setting: 'deregistration_delay.timeout_seconds',
    saves: 270,
    text: /of the target group amply-api-tg from 300 to 30: /,
  },
  {
    name: 'a draining of 30 s, which some need not have either',
    given: { group: { ...BRISK, deregistrationDelaySeconds: 30 }, healthSeconds: 10, drainedSeconds: 30 },
    setting: 'deregistration_delay.timeout_seconds',
    saves: 25,
    text: /from 30 to 5: /,
  },
  {
    name: "AWS's own checks",
    given: {
      group: { ...BRISK, checkIntervalSeconds: 30, healthyThreshold: 5 },
      healthSeconds: 150,
      drainedSeconds: 5,
    },
    setting: 'HealthCheckIntervalSeconds',
    saves: 140,
    text: /lower HealthCheckIntervalSeconds from 30 to 5, HealthCheckTimeoutSeconds from 5 to 4, HealthyThresholdCount from 5 to 2 of the target group amply-api-tg: .* 10 s after it answers, not 150 s/,
  },
  {
    name: 'checks that were passed sooner than they could be',
    given: { group: { ...BRISK, checkIntervalSeconds: 30, healthyThreshold: 2 }, healthSeconds: 35, drainedSeconds: 5 },
    setting: 'HealthCheckIntervalSeconds',
    saves: 25,
    text: /lower HealthCheckIntervalSeconds from 30 to 5, HealthCheckTimeoutSeconds from 5 to 4 of/,
  },
  {
    name: 'checks of a container that takes its time itself',
    given: { group: { ...BRISK, checkIntervalSeconds: 10 }, healthSeconds: 90, drainedSeconds: 5 },
    setting: 'HealthCheckIntervalSeconds',
    saves: 10,
    text: /10 s after it answers, not 20 s/,
  },
  {
    name: 'a timeout that is short enough stays',
    given: {
      group: { ...BRISK, checkIntervalSeconds: 30, checkTimeoutSeconds: 3 },
      healthSeconds: 60,
      drainedSeconds: 5,
    },
    setting: 'HealthCheckIntervalSeconds',
    saves: 50,
    text: /lower HealthCheckIntervalSeconds from 30 to 5 of/,
  },
  {
    name: 'slow checks of a target group beside those of the container',
    given: {
      group: { ...BRISK, checkIntervalSeconds: 30 },
      container: { healthCheck: { command: [], interval: 30 } },
      healthSeconds: 60,
      drainedSeconds: 5,
    },
    setting: 'HealthCheckIntervalSeconds',
    saves: 30,
    text: /30 s after it answers, not 60 s/,
  },
  {
    name: "the container's checks, which come first after one interval",
    given: { container: { healthCheck: { command: [], interval: 60 } }, healthSeconds: 60 },
    setting: 'healthCheck.interval',
    saves: 55,
    text: /from 60 to 5/,
  },
  {
    name: "the interval that ECS gives the container's checks",
    given: { container: { healthCheck: { command: [] } }, healthSeconds: 30 },
    setting: 'healthCheck.interval',
    saves: 25,
    text: /from 30 to 5/,
  },
  {
    name: 'no checks',
    given: { healthSeconds: 40 },
    setting: 'healthCheck',
    saves: 35,
    text: /without any check ECS waits 40 s/,
  },
  {
    name: 'checks of a container that is not essential count for nothing',
    given: { container: { essential: false, healthCheck: { command: [], interval: 300 } }, healthSeconds: 40 },
    setting: 'healthCheck',
    saves: 35,
    text: /without any check/,
  },
  {
    name: 'a container that has to be killed',
    given: { group: BRISK, healthSeconds: 10, drainedSeconds: 5, stopSeconds: 60, old: KILLED },
    setting: 'stopTimeout',
    saves: 58,
    text: /killed 60 s after it was asked to stop/,
  },
  {
    name: 'a large image',
    given: { group: BRISK, healthSeconds: 10, drainedSeconds: 5, pullSeconds: 90 },
    setting: 'image',
    saves: 45,
    text: /smaller/,
  },
])('$name', ({ given, setting, saves, text }) => {
  const advice = adviceFor(given);
  expect(advice).toMatchObject({ setting, savesSeconds: saves });
  expect(advice?.text).toMatch(text);
});

test.each<{ name: string; given: Given }>([
  { name: 'brisk settings', given: { group: BRISK, healthSeconds: 10, drainedSeconds: 5 } },
  { name: 'less than ten seconds of saving', given: { group: BRISK, healthSeconds: 10, pullSeconds: 18 } },
  {
    name: 'a container that takes long to end, but ends',
    given: { group: BRISK, healthSeconds: 10, drainedSeconds: 5, stopSeconds: 60 },
  },
  {
    name: 'a container that ran out of memory',
    given: {
      group: BRISK,
      healthSeconds: 10,
      drainedSeconds: 5,
      stopSeconds: 60,
      old: { containers: [{ exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }] },
    },
  },
  {
    name: 'a slow start of the container itself, which no setting mends',
    given: { group: BRISK, healthSeconds: 120, drainedSeconds: 5 },
  },
])('$name: no advice', ({ given }) => {
  expect(adviceFor(given)).toBeUndefined();
});

const inWaves = (maximumPercent: number): DeploymentFacts =>
  facts(
    106,
    [
      newTask({ id: 'a', created: 2, pull: [12, 22], started: 24 }),
      newTask({ id: 'b', created: 36, pull: [46, 56], started: 58 }),
      oldTask({ id: 'x', stopping: 2, execution: 8, stopped: 16 }),
      oldTask({ id: 'y', stopping: 35, execution: 41, stopped: 49 }),
    ],
    {
      maximumPercent,
      events: [stopEvent(2, 'x'), stopEvent(35, 'y')],
      targetGroups: [aTargetGroup(BRISK)],
    },
  );

test('waves are to be one', () => {
  expect(timeOf(inWaves(100)).advice).toMatchObject({
    setting: 'maximumPercent',
    savesSeconds: 33,
    text: 'raise maximumPercent from 100 to 200: the new tasks then start at once, not in 2 waves',
  });
});

test('maximumPercent is not blamed where it has room for all', () => {
  expect(timeOf(inWaves(200)).advice?.setting).not.toBe('maximumPercent');
});

test('a task that failed and was replaced is no wave', () => {
  const crashed = { stopCode: 'EssentialContainerExited' as const };
  const given = facts(
    100,
    [
      newTask({
        id: 'a',
        created: 2,
        pull: [12, 22],
        started: 24,
        stopping: 40,
        execution: 40,
        stopped: 48,
        more: crashed,
      }),
      newTask({ id: 'b', created: 50, pull: [60, 70], started: 72 }),
    ],
    { maximumPercent: 100, targetGroups: [aTargetGroup(BRISK)] },
  );
  expect(timeOf(given).advice?.setting).not.toBe('maximumPercent');
});

test('shorter draining saves no more than what lies behind the start of the new tasks', () => {
  const given = facts(
    313,
    [newTask({ created: 2, pull: [14, 200], started: 202 }), oldTask({ stopping: 302, execution: 303, stopped: 312 })],
    { events: [stopEvent(2, 'old1')], targetGroups: [aTargetGroup({ ...BRISK, deregistrationDelaySeconds: 300 })] },
  );
  // RUNNING at 202 and healthy 10 s later: of 313 s only 101 can be saved.
  expect(timeOf(given).advice).toMatchObject({ setting: 'deregistration_delay.timeout_seconds', savesSeconds: 101 });
});
