import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { Emulator } from '../../../emulator.ts';
import { stepOnce } from '../../../world/step.ts';
import { aService, anAccount, behindLoadBalancer, register } from '../../../../test/world/an-account.ts';
import { runningAtOnce } from '../../../world/truth.ts';
import type { World } from '../../../world/world.ts';

interface Rollout {
  readonly seed: number;
  readonly desired: number;
  readonly least: number;
  readonly most: number;
  readonly hasLoadBalancer: boolean;
  readonly behaviour: 'healthy' | 'crash' | 'flaky' | 'unhealthy-target';
}

const rollout = fc.record<Rollout>({
  seed: fc.integer(),
  desired: fc.integer({ min: 1, max: 8 }),
  least: fc.constantFrom(0, 25, 50, 66, 100),
  most: fc.constantFrom(100, 125, 150, 200),
  hasLoadBalancer: fc.boolean(),
  behaviour: fc.constantFrom('healthy', 'crash', 'flaky', 'unhealthy-target'),
});

/** Brings a service out and updates it, and looks at the world after everything that happens. */
function watch(
  { seed, desired, least, most, hasLoadBalancer, behaviour }: Rollout,
  look: (world: World) => void,
): Emulator {
  const emulator = anAccount({ seed, scenario: { images: { '*:new': { behaviour, times: 3 } } } });
  emulator.call(
    'ecs:CreateService',
    aService(register(emulator, 'app:old'), {
      desiredCount: desired,
      ...(hasLoadBalancer && behindLoadBalancer(emulator)),
      deploymentConfiguration: { minimumHealthyPercent: least, maximumPercent: most },
    }),
  );
  emulator.advance(600);
  emulator.call('ecs:UpdateService', {
    cluster: 'prod',
    service: 'web',
    taskDefinition: register(emulator, 'app:new'),
  });
  const until = emulator.world.now + 1_200_000;
  while (stepOnce(emulator.world, until)) look(emulator.world);
  return emulator;
}

test('a deployment never runs more than maximumPercent, rounded down, and never keeps fewer healthy than minimumHealthyPercent, rounded up', () =>
  fc.assert(
    fc.property(rollout, (given) => {
      let mostRunning = 0;
      let fewestHealthy = Infinity;
      watch(given, ({ tasks }) => {
        const toRun = tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
        mostRunning = Math.max(mostRunning, toRun.length);
        fewestHealthy = Math.min(fewestHealthy, toRun.filter(({ healthyAt }) => healthyAt !== undefined).length);
      });
      expect(mostRunning).toBeLessThanOrEqual(Math.floor((given.desired * given.most) / 100));
      expect(fewestHealthy).toBeGreaterThanOrEqual(Math.ceil((given.desired * given.least) / 100));
    }),
    { numRuns: 150 },
  ));

test('whoever polls changes nothing, and the same seed tells the same story byte for byte', () =>
  fc.assert(
    fc.property(rollout, (given) => {
      const story = (emulator: Emulator): string =>
        JSON.stringify([
          emulator.timeline,
          emulator.world.containerTimeline,
          emulator.world.services,
          emulator.world.endings,
        ]);
      const silent = anAccount({ seed: given.seed });
      const polled = anAccount({ seed: given.seed });
      for (const emulator of [silent, polled])
        emulator.call('ecs:CreateService', aService(register(emulator, 'app:old'), { desiredCount: given.desired }));
      silent.advance(300);
      for (let seconds = 0; seconds < 300; seconds++) {
        polled.advance(1);
        polled.call('ecs:DescribeServices', { cluster: 'prod', services: ['web'] });
        polled.call('ecs:ListTasks', { cluster: 'prod', serviceName: 'web' });
      }
      expect(story(polled)).toBe(story(silent));
      expect(silent.timeline.length).toBeGreaterThan(0);
    }),
    { numRuns: 20 },
  ));

test('where ECS replaces at 0/100, old and new containers overlap for as long as the old one takes to end', () => {
  const overlap = (stopSeconds: number): number => {
    const emulator = anAccount({ scenario: { images: { '*': { behaviour: 'healthy', stopSeconds } } } });
    const service = { desiredCount: 1, deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 } };
    emulator.call('ecs:CreateService', aService(register(emulator, 'app:1', { stopTimeout: 120 }), service));
    emulator.advance(300);
    const taskDefinition = register(emulator, 'app:2', { stopTimeout: 120 });
    emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', taskDefinition });
    emulator.advance(300);
    return Math.max(
      ...runningAtOnce(emulator.world, ({ container }) => container === 'app').map(({ running }) => running),
    );
  };
  expect(overlap(1)).toBe(1);
  expect(overlap(100)).toBe(2);
});

test('100/100 at one task can never deploy, and says so', () => {
  const emulator = watch(
    { seed: 1, desired: 1, least: 100, most: 100, hasLoadBalancer: false, behaviour: 'healthy' },
    () => undefined,
  );
  const [service] = emulator.world.services;
  expect(service?.deployments.map(({ rolloutState }) => rolloutState)).toEqual(['IN_PROGRESS', 'COMPLETED']);
  expect(service?.events[0]?.message).toContain('was unable to stop or start tasks during a deployment');
});
