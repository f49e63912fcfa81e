import { expect, test } from '@jest/globals';

import type { Emulator } from '../../../emulator.ts';
import { aService, anAccount, register } from '../../../../test/world/an-account.ts';

const RESOURCE = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/prod/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;

/** An account that learns late of what is made, and whose service `web` has just been made. */
function anAccountThatLags(scalingLagSeconds: number): Emulator {
  const emulator = anAccount({ scenario: { scalingLagSeconds } });
  emulator.call('ecs:CreateService', aService(register(emulator, 'web:1')));
  return emulator;
}

const registerTarget = (emulator: Emulator) => (): unknown =>
  emulator.call('application-autoscaling:RegisterScalableTarget', { ...RESOURCE, MinCapacity: 2, MaxCapacity: 10 });

const putPolicy = (emulator: Emulator) => (): unknown =>
  emulator.call('application-autoscaling:PutScalingPolicy', {
    ...RESOURCE,
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 70,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
  });

const putAction = (emulator: Emulator) => (): unknown =>
  emulator.call('application-autoscaling:PutScheduledAction', {
    ...RESOURCE,
    ScheduledActionName: 'lunch',
    Schedule: 'cron(0 12 ? * * *)',
    ScalableTargetAction: { MinCapacity: 4 },
  });

test('Application Auto Scaling learns late of a service, then of its target, and last may its role act', () => {
  const emulator = anAccountThatLags(3);
  expect(registerTarget(emulator)).toThrow(
    expect.objectContaining({ name: 'ValidationException', message: "ECS service doesn't exist: service/prod/web" }),
  );
  emulator.advance(3);
  registerTarget(emulator)();

  for (const put of [putPolicy, putAction]) {
    expect(put(emulator)).toThrow(expect.objectContaining({ name: 'ObjectNotFoundException' }));
  }
  emulator.advance(3);
  putAction(emulator)();
  expect(putPolicy(emulator)).toThrow(
    expect.objectContaining({
      name: 'FailedResourceAccessException',
      message: expect.stringContaining('is not authorized to perform: cloudwatch:PutMetricAlarm'),
    }),
  );
  expect(emulator.world.alarms).toEqual([]);
  emulator.advance(3);
  putPolicy(emulator)();
  expect(emulator.world.alarms).toHaveLength(2);
});

test('without a lag it knows at once', () => {
  const emulator = anAccountThatLags(0);
  for (const call of [registerTarget, putPolicy, putAction]) call(emulator)();
  expect(emulator.world.scalingPolicies).toHaveLength(1);
});
