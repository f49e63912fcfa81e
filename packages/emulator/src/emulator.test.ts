import { expect, test } from '@jest/globals';

import { ConnectionLost, Fault } from './fault.ts';
import { aService, anAccount, describe, register } from '../test/world/an-account.ts';
import type { Emulator } from './emulator.ts';

function faultOf(call: () => unknown): Fault {
  try {
    call();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('The call went well.');
}

const describeWeb = (emulator: Emulator): unknown =>
  emulator.call('ecs:DescribeServices', { cluster: 'prod', services: ['web'] });

test('a denied action names who may not do what on what', () => {
  const emulator = anAccount({
    scenario: { denied: ['ecs:UpdateService', 'ecs:List*', 'iam:PassRole', 'ecs:TagResource'] },
  });
  expect(faultOf(() => emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web' }))).toMatchObject({
    name: 'AccessDeniedException',
    httpStatus: 400,
    message:
      'User: arn:aws:sts::123456789012:assumed-role/deploy/run is not authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:eu-central-1:123456789012:service/prod/web because no identity-based policy allows the ecs:UpdateService action',
  });
  expect(faultOf(() => emulator.call('ecs:ListTasks', { cluster: 'prod' })).message).toContain('ecs:ListTasks');
  expect(faultOf(() => register(emulator, 'app:1')).message).toContain(
    'not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/execution',
  );
  expect(
    faultOf(() => emulator.call('ecs:CreateCluster', { clusterName: 'x', tags: [{ key: 'a', value: 'b' }] })).message,
  ).toContain('ecs:TagResource');
  expect(emulator.world.clusters).toHaveLength(1);
});

test('credentials expire at their second', () => {
  const emulator = anAccount({ scenario: { tokensExpireAtSeconds: 10 } });
  register(emulator, 'app:1');
  emulator.advance(10);
  expect(faultOf(() => register(emulator, 'app:1')).name).toBe('ExpiredTokenException');
});

test('faults come as often as the scenario says, before or after the call took effect', () => {
  const emulator = anAccount();
  register(emulator, 'app:1');
  emulator.changeScenario({
    faults: [
      { operation: 'RegisterTaskDefinition', error: 'ServerException', times: 1, afterCalls: 1 },
      { operation: 'ecs:CreateService', error: 'ConnectionLost', times: 1 },
      { operation: 'ecs:CreateService', error: 'ConnectionLost', effect: 'after', times: 1 },
    ],
  });
  register(emulator, 'app:2');
  expect(faultOf(() => register(emulator, 'app:3'))).toMatchObject({ name: 'ServerException', httpStatus: 500 });
  register(emulator, 'app:3');
  const create = (): unknown => emulator.call('ecs:CreateService', aService('web'));
  expect(create).toThrow(ConnectionLost);
  expect(emulator.world.services).toHaveLength(0);
  expect(create).toThrow(ConnectionLost);
  expect(describe(emulator).status).toBe('ACTIVE');
  const outcomes = emulator.requests
    .slice(-3)
    .map(({ operation, status, error, tookEffect }) => [operation, status, error, tookEffect]);
  expect(outcomes).toEqual([
    ['CreateService', 0, 'ConnectionLost', undefined],
    ['CreateService', 200, 'ConnectionLost', true],
    ['DescribeServices', 200, undefined, undefined],
  ]);
});

test('the request limits let a burst through, and then so many a second', () => {
  const emulator = anAccount();
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1')));
  for (let count = 0; count < 100; count++) describeWeb(emulator);
  expect(faultOf(() => describeWeb(emulator))).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
  emulator.advance(0.5);
  for (let count = 0; count < 10; count++) describeWeb(emulator);
  expect(() => describeWeb(emulator)).toThrow('Rate exceeded');
  // Another category has its own.
  emulator.call('ecs:ListTasks', { cluster: 'prod' });
});

test('stale reads show the world as it was, and never as it was longer ago than they may', () => {
  const emulator = anAccount({ scenario: { staleReadsSeconds: 5, limits: false } });
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1')));
  emulator.advance(300);
  const taskDefinition = register(emulator, 'app:2');
  emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', taskDefinition });
  emulator.advance(2);
  const seen = Array.from({ length: 40 }, () => describe(emulator).taskDefinition);
  expect(new Set(seen).size).toBe(2);
  emulator.advance(3.1);
  const later = Array.from({ length: 40 }, () => describe(emulator).taskDefinition);
  expect(new Set(later)).toEqual(new Set([taskDefinition]));
});

test('lists and descriptions are stale independently of each other', () => {
  const emulator = anAccount({ scenario: { staleReadsSeconds: 2, staleListsSeconds: 300, limits: false } });
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1')));
  emulator.advance(400);
  emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', desiredCount: 0 });
  emulator.advance(60);
  const listed = Array.from({ length: 40 }, () => emulator.call('ecs:ListTasks', { cluster: 'prod' }));
  const counts = listed.map((answer) => (answer as { taskArns: readonly string[] }).taskArns.length);
  expect(new Set(counts)).toEqual(new Set([0, 2]));
  const described = Array.from({ length: 40 }, () => describe(emulator).runningCount);
  expect(new Set(described)).toEqual(new Set([0]));
});

test('what the scenario says will happen by itself happens', () => {
  const emulator = anAccount();
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1')));
  emulator.advance(300);
  emulator.changeScenario({
    happenings: [
      { atSeconds: 10, happens: 'scale', name: 'web', desiredCount: 3 },
      { atSeconds: 20, happens: 'update', name: 'web' },
      { atSeconds: 400, happens: 'delete', name: 'web' },
    ],
  });
  emulator.advance(15);
  expect(describe(emulator).desiredCount).toBe(3);
  emulator.advance(10);
  expect(describe(emulator).deployments).toHaveLength(2);
  emulator.advance(380);
  expect(describe(emulator).status).toBe('DRAINING');
});

test('an operation that is not emulated, a member that AWS does not know and a wrong type are refused', () => {
  const emulator = anAccount();
  expect(faultOf(() => emulator.call('ecs:SubmitTaskStateChange', {})).name).toBe('UnknownOperationException');
  expect(faultOf(() => emulator.call('ecs:ListTasks', { clusterName: 'prod' }))).toMatchObject({
    name: 'SerializationException',
    message: 'Unknown member clusterName.',
  });
  expect(faultOf(() => emulator.call('ecs:RegisterTaskDefinition', { family: 'web', cpu: 256 })).message).toBe(
    'NUMBER_VALUE can not be converted to a String (cpu)',
  );
});
