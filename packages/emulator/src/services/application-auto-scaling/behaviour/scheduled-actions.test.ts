import type {
  DescribeScalingActivitiesResponse,
  PutScheduledActionRequest,
  RegisterScalableTargetRequest,
} from '@aws-sdk/client-application-auto-scaling';
import { expect, test } from '@jest/globals';

import type { Emulator } from '../../../emulator.ts';
import { containerRuns } from '../../../world/overlaps.ts';
import { aService, anAccount, describe as described, register } from '../../../../test/world/an-account.ts';

const RESOURCE = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/prod/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;

/** An account whose service `web` runs two tasks, at nine on a Monday morning and five minutes. */
function anAccountWithService(): Emulator {
  const emulator = anAccount();
  emulator.call('ecs:CreateService', aService(register(emulator, 'web:1')));
  emulator.advance(300);
  return emulator;
}

const registerTarget = (emulator: Emulator, changes: Partial<RegisterScalableTargetRequest>): unknown =>
  emulator.call('application-autoscaling:RegisterScalableTarget', { ...RESOURCE, ...changes });

const schedule = (emulator: Emulator, changes: Partial<PutScheduledActionRequest>): unknown =>
  emulator.call('application-autoscaling:PutScheduledAction', {
    ...RESOURCE,
    ScheduledActionName: 'lunch',
    Schedule: 'cron(0 12 ? * * *)',
    ScalableTargetAction: { MinCapacity: 4, MaxCapacity: 8 },
    ...changes,
  });

function activities(emulator: Emulator) {
  const answer = emulator.call('application-autoscaling:DescribeScalingActivities', RESOURCE);
  // The emulator's answers are typed by its callers: this is one.
  const { ScalingActivities = [] } = answer as DescribeScalingActivitiesResponse;
  return ScalingActivities.map(({ Description, Cause, StatusCode, StatusMessage }) => [
    StatusCode,
    Description,
    Cause,
    StatusMessage,
  ]);
}

const counts = (emulator: Emulator) => {
  const { desiredCount, runningCount } = described(emulator);
  return { desiredCount, runningCount };
};

const hours = (count: number): number => count * 3600;

test('a target with a minimum above the count raises it, and its tasks start without a deployment', () => {
  const emulator = anAccountWithService();
  const deployments = emulator.world.serviceDeployments.length;
  registerTarget(emulator, { MinCapacity: 4, MaxCapacity: 8 });
  emulator.advance(2);
  expect(described(emulator).desiredCount).toBe(4);
  expect(activities(emulator)).toEqual([
    [
      'InProgress',
      'Setting desired count to 4.',
      'minimum capacity was set to 4',
      'Successfully set desired count to 4. Waiting for change to be fulfilled by ecs.',
    ],
  ]);
  emulator.advance(300);
  expect(counts(emulator)).toEqual({ desiredCount: 4, runningCount: 4 });
  expect(emulator.world.serviceDeployments).toHaveLength(deployments);
  expect(described(emulator).deployments).toHaveLength(1);
  expect(activities(emulator)[0]).toEqual([
    'Successful',
    'Setting desired count to 4.',
    'minimum capacity was set to 4',
    'Successfully set desired count to 4. Change successfully fulfilled by ecs.',
  ]);
  const [, , third] = containerRuns(emulator.world, () => true);
  expect(third?.origin).toMatchObject({ kind: 'call', operation: 'RegisterScalableTarget', at: 300 });
});

test('a target with a maximum below the count lowers it', () => {
  const emulator = anAccountWithService();
  registerTarget(emulator, { MinCapacity: 0, MaxCapacity: 1 });
  emulator.advance(120);
  expect(counts(emulator)).toEqual({ desiredCount: 1, runningCount: 1 });
});

test('a count set by hand outside of the limits stays, until the target is registered again, whatever of it', () => {
  const emulator = anAccountWithService();
  registerTarget(emulator, { MinCapacity: 1, MaxCapacity: 8 });
  emulator.advance(2);
  emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', desiredCount: 0 });
  emulator.advance(hours(1));
  expect(described(emulator).desiredCount).toBe(0);
  registerTarget(emulator, { SuspendedState: { DynamicScalingInSuspended: true } });
  emulator.advance(2);
  expect(described(emulator).desiredCount).toBe(1);
});

test('a scheduled action sets the limits, and the count is within them at once; every day', () => {
  const emulator = anAccountWithService();
  registerTarget(emulator, { MinCapacity: 2, MaxCapacity: 3 });
  schedule(emulator, {});
  emulator.advance(hours(2));
  expect(described(emulator).desiredCount).toBe(2);
  emulator.advance(hours(1));
  expect(counts(emulator)).toEqual({ desiredCount: 4, runningCount: 4 });
  expect(emulator.world.scalableTargets).toMatchObject([{ minCapacity: 4, maxCapacity: 8 }]);
  expect(activities(emulator).map(([, ...texts]) => texts)).toEqual([
    [
      'Setting desired count to 4.',
      'minimum capacity was set to 4',
      'Successfully set desired count to 4. Change successfully fulfilled by ecs.',
    ],
    [
      'Setting min capacity to 4 and max capacity to 8',
      'scheduled action name lunch was triggered',
      'Successfully set min capacity to 4 and max capacity to 8',
    ],
  ]);
  registerTarget(emulator, { MinCapacity: 1, MaxCapacity: 2 });
  emulator.advance(hours(1));
  expect(described(emulator).desiredCount).toBe(2);
  emulator.advance(hours(23));
  expect(described(emulator).desiredCount).toBe(4);
});

test('scaling that was on its way is overridden by the next', () => {
  const emulator = anAccountWithService();
  registerTarget(emulator, { MinCapacity: 4, MaxCapacity: 8 });
  emulator.advance(3);
  registerTarget(emulator, { MinCapacity: 6 });
  emulator.advance(300);
  expect(activities(emulator).map(([status, description]) => [status, description])).toEqual([
    ['Successful', 'Setting desired count to 6.'],
    ['Overridden', 'Setting desired count to 4.'],
  ]);
});

test('an action that gives one limit leaves the other, and does nothing where they then contradict each other', () => {
  const emulator = anAccountWithService();
  registerTarget(emulator, { MinCapacity: 2, MaxCapacity: 3 });
  schedule(emulator, { ScalableTargetAction: { MinCapacity: 4 } });
  schedule(emulator, {
    ScheduledActionName: 'later',
    Schedule: 'cron(30 12 ? * * *)',
    ScalableTargetAction: { MaxCapacity: 9 },
  });
  emulator.advance(hours(4));
  expect(emulator.world.scalableTargets).toMatchObject([{ minCapacity: 2, maxCapacity: 9 }]);
  expect(activities(emulator).map(([status, description]) => [status, description])).toEqual([
    ['Successful', 'Setting max capacity to 9'],
    ['Failed', 'Setting min capacity to 4'],
  ]);
});

test('an action of one time is gone when its time is', () => {
  const emulator = anAccountWithService();
  registerTarget(emulator, { MinCapacity: 2, MaxCapacity: 3 });
  schedule(emulator, { Schedule: 'at(2026-11-23T13:00:00)', Timezone: 'Europe/Berlin' });
  emulator.advance(hours(2));
  expect(emulator.world.scheduledActions).toHaveLength(1);
  emulator.advance(hours(1));
  expect(emulator.world.scheduledActions).toEqual([]);
  expect(described(emulator).desiredCount).toBe(4);
});

test('while scheduled scaling is suspended no action acts, and none is made up for', () => {
  const emulator = anAccountWithService();
  registerTarget(emulator, { MinCapacity: 2, MaxCapacity: 3, SuspendedState: { ScheduledScalingSuspended: true } });
  schedule(emulator, {});
  emulator.advance(hours(5));
  registerTarget(emulator, { SuspendedState: { ScheduledScalingSuspended: false } });
  emulator.advance(hours(5));
  expect(described(emulator).desiredCount).toBe(2);
  emulator.advance(hours(24));
  expect(described(emulator).desiredCount).toBe(4);
});

test('an action that was changed acts at its new time only, and a deleted one not at all', () => {
  const emulator = anAccountWithService();
  registerTarget(emulator, { MinCapacity: 2, MaxCapacity: 8 });
  schedule(emulator, {});
  schedule(emulator, { Schedule: 'cron(0 15 ? * * *)' });
  emulator.advance(hours(5));
  expect(described(emulator).desiredCount).toBe(2);
  emulator.advance(hours(1));
  expect(described(emulator).desiredCount).toBe(4);
  registerTarget(emulator, { MinCapacity: 2, MaxCapacity: 2 });
  emulator.call('application-autoscaling:DeleteScheduledAction', { ...RESOURCE, ScheduledActionName: 'lunch' });
  emulator.advance(hours(25));
  expect(described(emulator).desiredCount).toBe(2);
});
