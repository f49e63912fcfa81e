import { describe as group, expect, test } from '@jest/globals';
import type { DescribeServiceDeploymentsResponse, ListServiceDeploymentsResponse } from '@aws-sdk/client-ecs';

import type { Emulator } from '../../emulator.ts';
import type { Behaviour, ImageBehaviour } from '../scenario.ts';
import { aService, anAccount, behindLoadBalancer, describe, register } from '../testing/an-account.ts';
import { truth } from '../truth.ts';

const HEALTH_CHECK = { command: ['CMD-SHELL', 'true'], interval: 10, retries: 2 };

const breaker = (rollback: boolean) => ({ deploymentCircuitBreaker: { enable: true, rollback } });

const sick = (behaviour: Behaviour | ImageBehaviour): ImageBehaviour =>
  typeof behaviour === 'string' ? { behaviour } : behaviour;

function statusOf(emulator: Emulator): string | undefined {
  const answer = emulator.call('ecs:ListServiceDeployments', { cluster: 'prod', service: 'web', maxResults: 1 });
  return (answer as ListServiceDeploymentsResponse).serviceDeployments?.[0]?.status;
}

/** Brings `web` out healthy, and then the image `app:sick`. */
function afterUpdate(image: ImageBehaviour, rollback: boolean | undefined, seconds = 1800): Emulator {
  const emulator = anAccount({ scenario: { images: { '*:sick': image } } });
  const configuration = rollback === undefined ? {} : breaker(rollback);
  const first = register(emulator, 'app:well', { healthCheck: HEALTH_CHECK });
  emulator.call(
    'ecs:CreateService',
    aService(first, { ...behindLoadBalancer(emulator), deploymentConfiguration: configuration }),
  );
  emulator.advance(300);
  expect(statusOf(emulator)).toBe('SUCCESSFUL');
  const taskDefinition = register(emulator, 'app:sick', {
    healthCheck: HEALTH_CHECK,
    secrets: [],
  });
  emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', taskDefinition });
  emulator.advance(seconds);
  return emulator;
}

const DOOMED: readonly (Behaviour | ImageBehaviour)[] = [
  'crash',
  'pull-error',
  'secret-missing',
  'secret-denied',
  'log-group-missing',
  'unhealthy-container',
  'unhealthy-target',
  'oom',
  { behaviour: 'flaky', probability: 1 },
];
const FINE: readonly (Behaviour | ImageBehaviour)[] = [
  'healthy',
  'slow',
  { behaviour: 'crash-late', afterSeconds: 900 },
  { behaviour: 'flaky', times: 2 },
];

group.each(DOOMED.map((image) => ({ image: sick(image), name: sick(image).behaviour })))('$name', ({ image, name }) => {
  test('goes back where the breaker is to', () => {
    const emulator = afterUpdate(image, true);
    expect(statusOf(emulator)).toBe('ROLLBACK_SUCCESSFUL');
    const { deployments, taskDefinition } = describe(emulator);
    expect(deployments).toHaveLength(1);
    expect(deployments?.[0]).toMatchObject({ status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 2 });
    expect(taskDefinition).toMatch(/web:1$/);
    expect(truth(emulator.world).at(-1)).toMatchObject({ ended: 'rolledBack', cause: name });
  });

  test('fails and starts nothing more where the breaker is not to go back', () => {
    const emulator = afterUpdate(image, false);
    expect(statusOf(emulator)).toBe('STOPPED');
    const { deployments } = describe(emulator);
    expect(deployments?.[0]).toMatchObject({
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      runningCount: 0,
      pendingCount: 0,
    });
    expect(deployments?.[1]).toMatchObject({ status: 'ACTIVE', rolloutState: 'COMPLETED', runningCount: 2 });
    expect(truth(emulator.world).at(-1)).toMatchObject({ ended: 'failed', cause: name });
    const tasks = emulator.timeline.length;
    emulator.advance(3600);
    expect(emulator.timeline).toHaveLength(tasks);
  });

  test('is tried for ever without a breaker', () => {
    const emulator = afterUpdate(image, undefined);
    expect(statusOf(emulator)).toBe('IN_PROGRESS');
    const [primary, former] = describe(emulator).deployments ?? [];
    expect(primary).toMatchObject({ rolloutState: 'IN_PROGRESS' });
    expect(primary?.failedTasks).toBeGreaterThan(3);
    expect(former).toMatchObject({ runningCount: 2 });
    expect(describe(emulator).events?.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('is unable to consistently start tasks successfully.'),
    );
  });
});

test.each(FINE.map((image) => ({ image: sick(image), name: sick(image).behaviour })))(
  '$name succeeds, with the breaker on as with it off',
  ({ image }) => {
    for (const rollback of [true, false, undefined]) {
      const emulator = afterUpdate(image, rollback, 800);
      expect(statusOf(emulator)).toBe('SUCCESSFUL');
      expect(describe(emulator).deployments).toHaveLength(1);
      expect(truth(emulator.world).at(-1)).toMatchObject({ ended: 'succeeded' });
    }
  },
);

test('without capacity nothing starts and nothing ends, until there is some', () => {
  const emulator = afterUpdate({ behaviour: 'no-capacity', times: 100 }, true);
  expect(statusOf(emulator)).toBe('IN_PROGRESS');
  expect(describe(emulator).events?.[0]?.message).toContain(
    'was unable to place a task. Reason: Capacity is unavailable',
  );
  emulator.advance(1000);
  expect(statusOf(emulator)).toBe('SUCCESSFUL');
});

test('a first deployment has nothing to go back to, and stalls', () => {
  const emulator = anAccount({ scenario: { images: { '*': { behaviour: 'crash' } } } });
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1'), { deploymentConfiguration: breaker(true) }));
  emulator.advance(1800);
  expect(statusOf(emulator)).toBe('ROLLBACK_FAILED');
  expect(describe(emulator).deployments).toMatchObject([{ rolloutState: 'FAILED', runningCount: 0, pendingCount: 0 }]);
  expect(truth(emulator.world)).toMatchObject([{ ended: 'failed', cause: 'crash' }]);
});

test('a rollback whose tasks fail too ends in ROLLBACK_FAILED', () => {
  const emulator = afterUpdate({ behaviour: 'crash' }, true, 20);
  emulator.changeScenario({ images: { '*:well': { behaviour: 'pull-error' } } });
  emulator.advance(1800);
  expect(statusOf(emulator)).toBe('ROLLBACK_FAILED');
  expect(truth(emulator.world).at(-1)).toMatchObject({ ended: 'failed', cause: 'crash' });
});

test('a second update replaces the first, which ends as STOPPED', () => {
  const emulator = afterUpdate({ behaviour: 'slow' }, true, 20);
  emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(emulator, 'app:3') });
  emulator.advance(600);
  expect(truth(emulator.world).map(({ ended }) => ended)).toEqual(['succeeded', 'superseded', 'succeeded']);
  const arns = truth(emulator.world).map(({ serviceDeploymentArn }) => serviceDeploymentArn);
  const answer = emulator.call('ecs:DescribeServiceDeployments', { serviceDeploymentArns: arns });
  expect((answer as DescribeServiceDeploymentsResponse).serviceDeployments?.map(({ status }) => status)).toEqual([
    'SUCCESSFUL',
    'STOPPED',
    'SUCCESSFUL',
  ]);
});

test('StopServiceDeployment goes back also where no rollback is configured', () => {
  const emulator = afterUpdate({ behaviour: 'slow' }, undefined, 20);
  const serviceDeploymentArn = truth(emulator.world).at(-1)?.serviceDeploymentArn;
  emulator.call('ecs:StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
  expect(statusOf(emulator)).toBe('ROLLBACK_REQUESTED');
  emulator.advance(5);
  expect(statusOf(emulator)).toBe('ROLLBACK_IN_PROGRESS');
  emulator.advance(600);
  expect(statusOf(emulator)).toBe('ROLLBACK_SUCCESSFUL');
  expect(truth(emulator.world).at(-1)).toMatchObject({ ended: 'rolledBack', cause: 'request' });
  expect(() => emulator.call('ecs:StopServiceDeployment', { serviceDeploymentArn })).toThrow('cannot be stopped');
});

test('an alarm that goes off rolls back; one that was on before is ignored', () => {
  const emulator = anAccount({ scenario: { images: { '*:slow': { behaviour: 'slow' } } } });
  emulator.world.alarms.push({ name: 'errors', state: 'OK' }, { name: 'noise', state: 'ALARM' });
  const alarms = { alarmNames: ['errors', 'noise'], enable: true, rollback: true };
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1'), { deploymentConfiguration: { alarms } }));
  emulator.advance(300);
  expect(statusOf(emulator)).toBe('SUCCESSFUL');
  emulator.call('ecs:UpdateService', {
    cluster: 'prod',
    service: 'web',
    taskDefinition: register(emulator, 'app:slow'),
  });
  emulator.changeScenario({ happenings: [{ atSeconds: 30, happens: 'alarm', name: 'errors' }] });
  emulator.advance(35);
  expect(statusOf(emulator)).toBe('ROLLBACK_IN_PROGRESS');
  emulator.advance(600);
  expect(statusOf(emulator)).toBe('ROLLBACK_SUCCESSFUL');
  expect(truth(emulator.world).at(-1)).toMatchObject({ ended: 'rolledBack', cause: 'alarm' });
});

test('a changed desired count starts no deployment, and says why tasks go', () => {
  const emulator = afterUpdate({ behaviour: 'healthy' }, undefined);
  const [before] = describe(emulator).deployments ?? [];
  emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', desiredCount: 1 });
  emulator.advance(300);
  expect(describe(emulator)).toMatchObject({ runningCount: 1, deployments: [{ id: before?.id, desiredCount: 1 }] });
  const stopped = emulator.world.tasks.findLast(({ lastStatus }) => lastStatus === 'STOPPED');
  expect(stopped?.stoppedReason).toBe(`Scaling activity initiated by (deployment ${before?.id ?? ''})`);
});
