import type { CreateServiceCommandInput, UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';

import type { Emulator } from '../emulator.ts';
import { containerRuns, overlaps, type Overlap } from './overlaps.ts';
import type { Happening } from './scenario.ts';
import { aService, anAccount, register } from '../../test/world/an-account.ts';

const STOP_TIMEOUT = 60;

/** Up long before a container that ignores SIGTERM is killed: what is started beside it overlaps. */
const FAST = {
  provisioningSeconds: 1,
  pendingSeconds: 1,
  pullSeconds: 1,
  startSeconds: 1,
  steadySeconds: 5,
  jitter: 0,
};

/** One task that ignores SIGTERM for as long as it may, in a service with these settings, up and steady. */
function aRunningBeat(settings: Partial<CreateServiceCommandInput> = {}): Emulator {
  const emulator = anAccount({
    scenario: { timings: FAST, images: { '*': { behaviour: 'healthy', stopSeconds: 600 } } },
  });
  emulator.call(
    'ecs:CreateService',
    aService(beat(emulator, 'beat:1'), {
      desiredCount: 1,
      deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
      ...settings,
    }),
  );
  emulator.advance(120);
  return emulator;
}

const beat = (emulator: Emulator, image: string): string =>
  register(emulator, image, {
    stopTimeout: STOP_TIMEOUT,
    healthCheck: { command: ['CMD', 'true'], interval: 5, retries: 2 },
  });

const update = (emulator: Emulator, input: Omit<UpdateServiceCommandInput, 'service'>): unknown =>
  emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', ...input });

function happens(emulator: Emulator, happening: Happening['happens'], more: Partial<Happening> = {}): void {
  emulator.changeScenario({ happenings: [{ atSeconds: 0, happens: happening, name: 'web', ...more }] });
}

const found = (emulator: Emulator): Overlap[] => overlaps(emulator.world, ({ container }) => container === 'app');

const runningTask = ({ world }: Emulator): string =>
  world.tasks.find(({ desiredStatus }) => desiredStatus === 'RUNNING')?.arn ?? '';

const OFFICIAL = { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 } };
const SPOT = { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] };
const BACK = {
  deploymentConfiguration: {
    minimumHealthyPercent: 0,
    maximumPercent: 100,
    deploymentCircuitBreaker: {
      enable: true,
      rollback: true,
      thresholdConfiguration: { type: 'COUNT', value: 1 },
    },
  },
} as const;

test.each<{
  name: string;
  settings?: Partial<CreateServiceCommandInput>;
  does: (emulator: Emulator) => void;
  startedBy: readonly string[];
  why?: object;
}>([
  {
    name: 'an update as AWS has it by default starts the new beside the old',
    settings: OFFICIAL,
    does: (emulator) => update(emulator, { taskDefinition: beat(emulator, 'beat:2') }),
    startedBy: ['us'],
    why: { kind: 'call', operation: 'UpdateService' },
  },
  {
    name: 'an update at 0/100 stops first, and does not wait for the end',
    does: (emulator) => update(emulator, { taskDefinition: beat(emulator, 'beat:2') }),
    startedBy: ['us'],
    why: { kind: 'call', operation: 'UpdateService' },
  },
  {
    name: 'down to none, and up again when all is STOPPED',
    does: (emulator) => {
      update(emulator, { desiredCount: 0 });
      emulator.advance(120);
      update(emulator, { taskDefinition: beat(emulator, 'beat:2'), desiredCount: 1 });
    },
    startedBy: [],
  },
  {
    name: 'down to none, and up again too early',
    does: (emulator) => {
      update(emulator, { desiredCount: 0 });
      emulator.advance(20);
      update(emulator, { desiredCount: 1 });
    },
    startedBy: ['us'],
    why: { kind: 'call', operation: 'UpdateService' },
  },
  {
    name: 'a forced deployment by somebody else',
    does: (emulator) => happens(emulator, 'update'),
    startedBy: ['others'],
    why: { kind: 'call', operation: 'UpdateService' },
  },
  {
    name: 'a second one wanted by somebody else',
    does: (emulator) => happens(emulator, 'scale', { desiredCount: 2 }),
    startedBy: ['others'],
  },
  {
    name: 'a second one wanted by us',
    does: (emulator) => update(emulator, { desiredCount: 2 }),
    startedBy: ['us'],
  },
  {
    name: 'retirement',
    does: (emulator) => happens(emulator, 'retirement'),
    startedBy: ['ecs'],
    why: { kind: 'replacement', why: 'retirement', of: expect.any(String) },
  },
  {
    name: 'retirement, with room for two',
    settings: OFFICIAL,
    does: (emulator) => happens(emulator, 'retirement'),
    startedBy: ['ecs'],
    why: { kind: 'replacement', why: 'retirement' },
  },
  {
    name: 'a failing health check: stopping tasks do not count for maximumPercent',
    does: (emulator) => happens(emulator, 'unhealthy-task'),
    startedBy: ['ecs'],
    why: { kind: 'replacement', why: 'unhealthy' },
  },
  {
    name: 'a Spot interruption',
    settings: SPOT,
    does: (emulator) => happens(emulator, 'spot-interruption'),
    startedBy: ['ecs'],
    why: { kind: 'replacement', why: 'spot-interruption' },
  },
  {
    name: 'a task that ends by itself overlaps nothing',
    does: (emulator) => happens(emulator, 'task-exit'),
    startedBy: [],
  },
  {
    name: 'rebalancing starts the new one first',
    settings: { ...OFFICIAL, availabilityZoneRebalancing: 'ENABLED' },
    does: (emulator) => happens(emulator, 'rebalancing'),
    startedBy: ['ecs'],
    why: { kind: 'replacement', why: 'rebalancing' },
  },
  {
    name: 'no rebalancing where it is DISABLED',
    settings: OFFICIAL,
    does: (emulator) => happens(emulator, 'rebalancing'),
    startedBy: [],
  },
  {
    name: 'a stray that somebody else runs by hand',
    does: (emulator) => happens(emulator, 'run-task'),
    startedBy: ['others'],
    why: { kind: 'call', operation: 'RunTask' },
  },
  {
    name: 'a task that we run by hand',
    does: (emulator) =>
      emulator.call('ecs:RunTask', {
        cluster: 'prod',
        taskDefinition: 'web',
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
      }),
    startedBy: ['us'],
    why: { kind: 'call', operation: 'RunTask' },
  },
  {
    name: 'a second service of somebody else on the same family',
    does: (emulator) => happens(emulator, 'second-service'),
    startedBy: ['others'],
    why: { kind: 'call', operation: 'CreateService' },
  },
  {
    name: 'the replacement of a task that we stopped',
    does: (emulator) => emulator.call('ecs:StopTask', { cluster: 'prod', task: runningTask(emulator) }),
    startedBy: ['us'],
    why: { kind: 'call', operation: 'StopTask' },
  },
  {
    name: 'the replacement of a task that somebody else stopped',
    does: (emulator) => happens(emulator, 'stop-task'),
    startedBy: ['others'],
    why: { kind: 'call', operation: 'StopTask' },
  },
  {
    name: 'a task lost in the middle of our deployment is replaced by ECS',
    does: (emulator) => {
      update(emulator, { desiredCount: 0 });
      emulator.advance(120);
      update(emulator, { taskDefinition: beat(emulator, 'beat:2'), desiredCount: 1 });
      emulator.advance(7);
      happens(emulator, 'retirement');
    },
    startedBy: ['ecs'],
    why: { kind: 'replacement', why: 'retirement' },
  },
  {
    name: 'what replaces a task that never ran does what our call wanted of that one',
    does: (emulator) => {
      const revision = beat(emulator, 'beat:2');
      emulator.changeScenario({ images: { 'beat:2': { behaviour: 'pull-error' } } });
      update(emulator, { taskDefinition: revision });
      emulator.advance(6);
      emulator.changeScenario({ images: { 'beat:2': { behaviour: 'healthy' } } });
    },
    startedBy: ['us'],
    why: { kind: 'call', operation: 'UpdateService' },
  },
  {
    name: 'the breaker goes back from what we deployed',
    settings: BACK,
    does: (emulator) => {
      update(emulator, { desiredCount: 0 });
      emulator.advance(120);
      emulator.changeScenario({ images: { 'beat:2': { behaviour: 'unhealthy-container', stopSeconds: 600 } } });
      update(emulator, { taskDefinition: beat(emulator, 'beat:2'), desiredCount: 1 });
    },
    startedBy: ['us'],
    why: { kind: 'call', operation: 'UpdateService', isRollback: true },
  },
  {
    name: 'a rollback that we asked for',
    does: (emulator) => {
      update(emulator, { desiredCount: 0 });
      emulator.advance(120);
      update(emulator, { taskDefinition: beat(emulator, 'beat:2'), desiredCount: 1 });
      emulator.advance(7);
      emulator.call('ecs:StopServiceDeployment', {
        serviceDeploymentArn: emulator.world.serviceDeployments.at(-1)?.arn,
      });
    },
    startedBy: ['us'],
    why: { kind: 'call', operation: 'StopServiceDeployment', isRollback: true },
  },
  {
    name: 'a stray overtakes the task that our call is waiting for: it came later',
    does: (emulator) => {
      update(emulator, { desiredCount: 0 });
      emulator.advance(120);
      emulator.changeScenario({ timings: { provisioningSeconds: 30 } });
      update(emulator, { desiredCount: 1 });
      emulator.advance(5);
      emulator.changeScenario({ timings: FAST });
      happens(emulator, 'run-task');
    },
    startedBy: ['others'],
  },
  {
    name: 'a wish taken back before ECS acted is no excuse for a later replacement',
    does: (emulator) => {
      update(emulator, { desiredCount: 0 });
      update(emulator, { desiredCount: 1 });
      emulator.advance(30);
      happens(emulator, 'retirement');
    },
    startedBy: ['ecs'],
    why: { kind: 'replacement', why: 'retirement' },
  },
  {
    name: 'nor is a task of ours that nobody replaced to blame for it',
    does: (emulator) => {
      emulator.call('ecs:StopTask', { cluster: 'prod', task: runningTask(emulator) });
      update(emulator, { desiredCount: 0 });
      emulator.advance(120);
      update(emulator, { desiredCount: 1 });
      emulator.advance(30);
      happens(emulator, 'retirement');
    },
    startedBy: ['ecs'],
    why: { kind: 'replacement', why: 'retirement' },
  },
])('two at once: $name', ({ settings = {}, does, startedBy, why }) => {
  const emulator = aRunningBeat(settings);
  does(emulator);
  emulator.advance(240);
  const twice = found(emulator);
  expect(twice.map((overlap) => overlap.startedBy)).toEqual(startedBy);
  if (why) expect(twice[0]?.second.origin).toMatchObject(why);
});

test('an overlap has its beginning, its end and the two tasks; one that lasts has no end', () => {
  const emulator = aRunningBeat();
  happens(emulator, 'retirement');
  emulator.advance(30);
  const [first, second] = containerRuns(emulator.world, () => true);
  const [lasting] = found(emulator);
  expect(lasting).toEqual({ from: second?.startedAt, first, second, startedBy: 'ecs' });
  emulator.advance(60);
  const [over] = found(emulator);
  expect(over?.until).toBe(containerRuns(emulator.world, () => true)[0]?.endedAt);
  expect((over?.until ?? NaN) - (over?.from ?? NaN)).toBeLessThanOrEqual(STOP_TIMEOUT);
});

test('one task after the other is no overlap, even at the same moment', () => {
  const emulator = aRunningBeat();
  const moment = emulator.world.containerTimeline[0];
  if (!moment) throw new Error('Nothing ran.');
  emulator.world.containerTimeline.push(
    { ...moment, at: 500, happened: 'stopped' },
    { ...moment, task: 'next', at: 500, happened: 'started' },
  );
  expect(found(emulator)).toEqual([]);
});
