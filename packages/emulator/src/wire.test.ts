import { ATTEMPT_SECONDS } from '@fargate-actions/aws';
import { describe, expect, test } from '@jest/globals';

import { VirtualClock } from './virtual-clock.ts';
import { emulatorWire } from './wire.ts';
import type { CallFault } from './world/scenario.ts';
import { aService, anAccount, register } from '../test/world/an-account.ts';

/** An account with a service, whose calls meet these faults. */
function reached(faults: CallFault[]) {
  const emulator = anAccount();
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1')));
  emulator.changeScenario({ faults });
  const clock = new VirtualClock({
    startAt: emulator.world.now,
    onAdvance: (now) => {
      emulator.advanceTo(now);
    },
  });
  const before = emulator.requests.length;
  return { emulator, clock, wire: emulatorWire(emulator, clock), calls: () => emulator.requests.length - before };
}

const web = { cluster: 'prod', service: 'web' };

test('a call takes its time, there and back', async () => {
  const { clock, wire, emulator } = reached([]);
  const start = clock.now();
  const { services } = await clock.run(wire.call('ecs:DescribeServices', { cluster: 'prod', services: ['web'] }));
  expect(services).toMatchObject([{ serviceName: 'web' }]);
  expect(clock.now() - start).toBeGreaterThanOrEqual(20);
  expect(clock.now() - start).toBeLessThanOrEqual(80);
  expect(emulator.world.now).toBe(clock.trueNow);
});

test.each(['ThrottlingException', 'ServerException', 'ConnectionLost'])(
  'a read is sent again after %s',
  async (error) => {
    const { clock, wire, calls } = reached([{ operation: 'DescribeServices', error, times: 3 }]);
    await clock.run(wire.call('ecs:DescribeServices', { cluster: 'prod', services: ['web'] }));
    expect(calls()).toBe(4);
  },
);

test('a read is given up after the fourth attempt', async () => {
  const { clock, wire, calls } = reached([{ operation: 'DescribeServices', error: 'ServerException' }]);
  await expect(
    clock.run(wire.call('ecs:DescribeServices', { cluster: 'prod', services: ['web'] })),
  ).rejects.toMatchObject({
    name: 'ServerException',
    $metadata: { httpStatusCode: 500 },
  });
  expect(calls()).toBe(4);
});

test('a write is sent again after throttling, which happened before it did', async () => {
  const { clock, wire, calls } = reached([{ operation: 'UpdateService', error: 'ThrottlingException', times: 2 }]);
  await clock.run(wire.call('ecs:UpdateService', { ...web, desiredCount: 1 }));
  expect(calls()).toBe(3);
});

test.each(['before', 'after'] as const)(
  'a write whose connection is lost %s it took effect is never sent again',
  async (effect) => {
    const { clock, wire, calls, emulator } = reached([{ operation: 'UpdateService', error: 'ConnectionLost', effect }]);
    await expect(clock.run(wire.call('ecs:UpdateService', { ...web, desiredCount: 1 }))).rejects.toMatchObject({
      name: 'TimeoutError',
      code: 'ECONNRESET',
    });
    expect(calls()).toBe(1);
    expect(emulator.world.services[0]?.desiredCount).toBe(effect === 'after' ? 1 : 2);
  },
);

test('a write with a client token is sent again, and happens once', async () => {
  const { clock, wire, calls, emulator } = reached([
    { operation: 'CreateService', error: 'ConnectionLost', effect: 'after', times: 1 },
  ]);
  const input = { ...aService('web'), serviceName: 'other', clientToken: 'once' };
  const { service } = await clock.run(wire.call('ecs:CreateService', input));
  expect(service?.serviceName).toBe('other');
  expect(calls()).toBe(2);
  expect(emulator.world.services).toHaveLength(2);
});

test('what AWS refuses is refused at once, under its own name', async () => {
  const { clock, wire, calls } = reached([]);
  await expect(clock.run(wire.call('ecs:UpdateService', { ...web, service: 'nobody' }))).rejects.toMatchObject({
    name: 'ServiceNotFoundException',
  });
  expect(calls()).toBe(1);
});

describe('an answer that never comes', () => {
  test.each(['hang', 'half'] as const)('%s: a read is asked again', async (answer) => {
    const { clock, wire, calls } = reached([{ operation: 'DescribeServices', answer, times: 1 }]);
    const start = clock.now();
    await clock.run(wire.call('ecs:DescribeServices', { cluster: 'prod', services: ['web'] }));
    expect(calls()).toBe(2);
    expect(Math.floor((clock.now() - start) / 1000)).toBe(ATTEMPT_SECONDS.read);
  });

  test.each(['before', 'after'] as const)('a write is lost, %s it took effect', async (effect) => {
    const { clock, wire, calls, emulator } = reached([{ operation: 'UpdateService', answer: 'hang', effect }]);
    await expect(clock.run(wire.call('ecs:UpdateService', { ...web, desiredCount: 1 }))).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(calls()).toBe(1);
    expect(emulator.world.services[0]?.desiredCount).toBe(effect === 'after' ? 1 : 2);
  });
});

describe('an answer that is late', () => {
  test('arrives where it is waited for', async () => {
    const { clock, wire } = reached([{ operation: 'DescribeServices', answer: 'slow', seconds: 10 }]);
    const { services } = await clock.run(wire.call('ecs:DescribeServices', { cluster: 'prod', services: ['web'] }));
    expect(services).toMatchObject([{ serviceName: 'web' }]);
  });

  test('a write that is stuck on its way takes effect when nobody waits for it any more', async () => {
    const { clock, wire, calls, emulator } = reached([{ operation: 'UpdateService', answer: 'slow', seconds: 60 }]);
    await expect(clock.run(wire.call('ecs:UpdateService', { ...web, desiredCount: 1 }))).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(calls()).toBe(0);
    expect(emulator.world.services[0]?.desiredCount).toBe(2);
    await clock.advance(60);
    expect(calls()).toBe(1);
    expect(emulator.world.services[0]?.desiredCount).toBe(1);
  });
});

test.each(['html', 'null', 'list', 'garbage', 'gzip', 'error-body'] as const)(
  'an answer that is not from AWS (%s) leaves a write unanswered',
  async (answer) => {
    const { clock, wire, calls } = reached([{ operation: 'UpdateService', answer }]);
    await expect(clock.run(wire.call('ecs:UpdateService', { ...web, desiredCount: 1 }))).rejects.toMatchObject({
      name: 'NotFromAws',
    });
    expect(calls()).toBe(1);
  },
);

test.each(['before', 'after'] as const)(
  'an update whose effect is %s is answered with what was before',
  async (effect) => {
    const { clock, wire, emulator } = reached([{ operation: 'UpdateService', answer: 'as-before', effect }]);
    const update = wire.call('ecs:UpdateService', { ...web, desiredCount: 1, forceNewDeployment: true });
    const { service } = await clock.run(update);
    expect([service?.desiredCount, service?.deployments?.length]).toEqual([2, 1]);
    expect(emulator.world.services[0]?.deployments).toHaveLength(effect === 'after' ? 2 : 1);
  },
);

test('there is always another page, the same one', async () => {
  const { clock, wire } = reached([{ operation: 'ListServices', answer: 'same-page' }]);
  const { nextToken = '', ...first } = await clock.run(wire.call('ecs:ListServices', { cluster: 'prod' }));
  const second = await clock.run(wire.call('ecs:ListServices', { cluster: 'prod', nextToken }));
  expect(second).toMatchObject({ ...first, nextToken });
});

test('a request that its caller takes back is not sent', async () => {
  const { clock, wire, calls } = reached([]);
  const confirm = (): void => {
    throw new Error('too late');
  };
  await expect(clock.run(wire.call('ecs:UpdateService', web, { confirm }))).rejects.toThrow('too late');
  expect(calls()).toBe(0);
});
