import type {
  DescribeScalableTargetsResponse,
  RegisterScalableTargetRequest,
} from '@aws-sdk/client-application-auto-scaling';
import { expect, test } from '@jest/globals';

import type { Emulator } from '../../../emulator.ts';
import { aService, anAccount, register } from '../../../../test/world/an-account.ts';

const resourceId = 'service/prod/web';

function anAccountWithService(): Emulator {
  const emulator = anAccount();
  emulator.call('ecs:CreateService', aService(register(emulator, 'web:1')));
  return emulator;
}

const aTarget = (changes: Partial<RegisterScalableTargetRequest> = {}): RegisterScalableTargetRequest => ({
  ServiceNamespace: 'ecs',
  ResourceId: resourceId,
  ScalableDimension: 'ecs:service:DesiredCount',
  MinCapacity: 2,
  MaxCapacity: 10,
  ...changes,
});

const registerTarget = (emulator: Emulator, changes: Partial<RegisterScalableTargetRequest> = {}): unknown =>
  emulator.call('application-autoscaling:RegisterScalableTarget', aTarget(changes));

function targets(emulator: Emulator, ResourceIds = [resourceId]) {
  const input = { ServiceNamespace: 'ecs', ResourceIds };
  const answer = emulator.call('application-autoscaling:DescribeScalableTargets', input);
  // The emulator's answers are typed by its callers: this is one.
  return (answer as DescribeScalableTargetsResponse).ScalableTargets;
}

test('a registered target is described, and another resource has none', () => {
  const emulator = anAccountWithService();
  registerTarget(emulator);
  expect(targets(emulator)).toMatchObject([{ ResourceId: resourceId, MinCapacity: 2, MaxCapacity: 10 }]);
  expect(targets(emulator, ['service/prod/other'])).toEqual([]);
});

test('registering again changes only what is given', () => {
  const emulator = anAccountWithService();
  registerTarget(emulator, { SuspendedState: { ScheduledScalingSuspended: true } });
  emulator.call('application-autoscaling:RegisterScalableTarget', {
    ServiceNamespace: 'ecs',
    ResourceId: resourceId,
    ScalableDimension: 'ecs:service:DesiredCount',
    MaxCapacity: 20,
    SuspendedState: { DynamicScalingInSuspended: true },
  });
  expect(targets(emulator)).toMatchObject([
    {
      MinCapacity: 2,
      MaxCapacity: 20,
      SuspendedState: {
        DynamicScalingInSuspended: true,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: true,
      },
    },
  ]);
});

test('a deregistered target is gone, and gone only once', () => {
  const emulator = anAccountWithService();
  registerTarget(emulator);
  const deregister = () => emulator.call('application-autoscaling:DeregisterScalableTarget', aTarget());
  deregister();
  expect(targets(emulator)).toEqual([]);
  expect(deregister).toThrow(expect.objectContaining({ name: 'ObjectNotFoundException' }));
});

test.each([
  { name: 'no minimum for a new target', changes: { MinCapacity: undefined }, says: "'minCapacity'" },
  { name: 'no maximum for a new target', changes: { MaxCapacity: undefined }, says: "'maxCapacity'" },
  { name: 'a maximum below the minimum', changes: { MaxCapacity: 1 }, says: 'less than minimum' },
  { name: 'a negative minimum', changes: { MinCapacity: -1 }, says: 'less than 0' },
  {
    name: 'a dimension of another service',
    changes: { ScalableDimension: 'dynamodb:table:ReadCapacityUnits' as const },
    says: 'Unsupported service namespace',
  },
  { name: 'a service that is not there', changes: { ResourceId: 'service/prod/nope' }, says: "doesn't exist" },
])('refused, and nothing is registered: $name', ({ changes, says }) => {
  const emulator = anAccountWithService();
  expect(() => registerTarget(emulator, changes)).toThrow(
    expect.objectContaining({ name: 'ValidationException', message: expect.stringContaining(says) }),
  );
  expect(targets(emulator)).toEqual([]);
});
