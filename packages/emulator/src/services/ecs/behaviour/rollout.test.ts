import { describe as group, expect, test } from '@jest/globals';
import type { DescribeServiceDeploymentsResponse, ListServiceDeploymentsResponse } from '@aws-sdk/client-ecs';

import type { Emulator } from '../../../emulator.ts';
import { decimalDigits } from '../../../world/random.ts';
import type { Behaviour, ImageBehaviour, ScenarioChange } from '../../../world/scenario.ts';
import { aService, anAccount, behindLoadBalancer, describe, register } from '../../../../test/world/an-account.ts';
import { truth } from '../../../world/truth.ts';
import { emptyWorld } from '../../../world/world.ts';
import { uncertain } from './uncertain.ts';

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

group('alarms', () => {
  const DESCRIBED = { cluster: 'prod', service: 'web' };

  /** Brings `web` out, guarded by two alarms, and then a second revision of it, which is under way. */
  function guarded(states: readonly ['OK' | 'ALARM', 'OK' | 'ALARM'], configuration = {}): Emulator {
    const emulator = anAccount({ scenario: { uncertain: { bakeSeconds: 120, showsBakeStage: true } } });
    emulator.world.alarms.push({ name: 'errors', state: states[0] }, { name: 'noise', state: states[1] });
    const alarms = { alarmNames: ['errors', 'noise'], enable: true, rollback: true };
    const deploymentConfiguration = { alarms, ...configuration };
    emulator.call('ecs:CreateService', aService(register(emulator, 'app:1'), { deploymentConfiguration }));
    emulator.advance(600);
    expect(statusOf(emulator)).toBe('SUCCESSFUL');
    emulator.call('ecs:UpdateService', { ...DESCRIBED, taskDefinition: register(emulator, 'app:2') });
    return emulator;
  }

  /** Lets time pass until the old tasks are gone, and gives the seconds that it took. */
  function untilOldAreGone(emulator: Emulator): number {
    let seconds = 0;
    do emulator.advance((seconds++, 1));
    while (describe(emulator).deployments?.length !== 1 || describe(emulator).runningCount !== 2);
    return seconds;
  }

  function stageOf(emulator: Emulator): string | undefined {
    const serviceDeploymentArns = [truth(emulator.world).at(-1)?.serviceDeploymentArn];
    const answer = emulator.call('ecs:DescribeServiceDeployments', { serviceDeploymentArns });
    return (answer as DescribeServiceDeploymentsResponse).serviceDeployments?.[0]?.lifecycleStage;
  }

  test('roll a deployment back where one goes off', () => {
    const emulator = guarded(['OK', 'OK']);
    emulator.changeScenario({ happenings: [{ atSeconds: 30, happens: 'alarm', name: 'errors' }] });
    emulator.advance(35);
    expect(statusOf(emulator)).toBe('ROLLBACK_IN_PROGRESS');
    emulator.advance(600);
    expect(statusOf(emulator)).toBe('ROLLBACK_SUCCESSFUL');
    expect(truth(emulator.world).at(-1)).toMatchObject({ ended: 'rolledBack', cause: 'alarm' });
  });

  test('are all ignored where one of them was on when the deployment began', () => {
    const emulator = guarded(['OK', 'ALARM']);
    emulator.changeScenario({ happenings: [{ atSeconds: 30, happens: 'alarm', name: 'errors' }] });
    untilOldAreGone(emulator);
    emulator.advance(5);
    expect(statusOf(emulator)).toBe('SUCCESSFUL');
  });

  test.each([
    { configuration: {}, bakeSeconds: 120 },
    { configuration: { bakeTimeInMinutes: 4 }, bakeSeconds: 240 },
  ])(
    'keep a deployment in progress for $bakeSeconds s after the old tasks are gone',
    ({ configuration, bakeSeconds }) => {
      const emulator = guarded(['OK', 'OK'], configuration);
      untilOldAreGone(emulator);
      emulator.advance(bakeSeconds - 5);
      expect(statusOf(emulator)).toBe('IN_PROGRESS');
      expect(stageOf(emulator)).toBe('BAKE_TIME');
      expect(describe(emulator).deployments).toMatchObject([{ rolloutState: 'IN_PROGRESS', runningCount: 2 }]);
      emulator.advance(10);
      expect(statusOf(emulator)).toBe('SUCCESSFUL');
    },
  );

  test('scale the old revision up again where one goes off in the bake time', () => {
    const emulator = guarded(['OK', 'OK']);
    untilOldAreGone(emulator);
    emulator.changeScenario({ happenings: [{ atSeconds: 30, happens: 'alarm', name: 'errors' }] });
    emulator.advance(600);
    expect(statusOf(emulator)).toBe('ROLLBACK_SUCCESSFUL');
    expect(describe(emulator)).toMatchObject({ taskDefinition: expect.stringMatching(/web:1$/), runningCount: 2 });
  });
});

group('what nobody knows of ECS for sure', () => {
  const SLOW = { images: { '*:slow': { behaviour: 'slow' as const, afterSeconds: 300 } } };

  /** Asks for the way back of a second deployment of `web`, and gives what there was and is. */
  function wentBack(uncertain: ScenarioChange['uncertain']) {
    const emulator = anAccount({ scenario: { ...SLOW, ...(uncertain && { uncertain }) } });
    emulator.call('ecs:CreateService', aService(register(emulator, 'app:1')));
    emulator.advance(300);
    const [before] = describe(emulator).deployments ?? [];
    const taskDefinition = register(emulator, 'app:slow');
    emulator.call('ecs:UpdateService', { cluster: 'prod', service: 'web', taskDefinition });
    emulator.advance(60);
    const updatedAt = emulator.world.now;
    const serviceDeploymentArn = truth(emulator.world).at(-1)?.serviceDeploymentArn;
    emulator.call('ecs:StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
    expect(() => emulator.call('ecs:StopServiceDeployment', { serviceDeploymentArn })).toThrow('cannot be stopped');
    emulator.advance(300);
    expect(statusOf(emulator)).toBe('ROLLBACK_SUCCESSFUL');
    const { deployments = [], events = [] } = describe(emulator);
    expect(deployments).toHaveLength(1);
    expect(events.map(({ message }) => message)).toContainEqual(
      expect.stringContaining(`rolling back to deployment ${before?.id ?? ''}.`),
    );
    return { before, after: deployments[0], updatedAt };
  }

  test('a rollback shows the old deployment again, begun anew', () => {
    const { before, after, updatedAt } = wentBack({ rollbackShows: 'old id' });
    expect(after?.id).toBe(before?.id);
    expect(after?.createdAt?.getTime()).toBeGreaterThan(updatedAt);
  });

  test('or the old deployment as it was', () => {
    const { before, after } = wentBack({ rollbackShows: 'old deployment' });
    expect([after?.id, after?.createdAt]).toEqual([before?.id, before?.createdAt]);
  });

  test('or a new one', () => {
    const { before, after, updatedAt } = wentBack({ rollbackShows: 'new id' });
    expect(after?.id).not.toBe(before?.id);
    expect(after?.createdAt?.getTime()).toBeGreaterThan(updatedAt);
  });

  test.each([true, false])('a revision ends in the digits of its deployment: %s', (revisionEndsInDeployment) => {
    const emulator = anAccount({ scenario: { uncertain: { revisionEndsInDeployment } } });
    emulator.call('ecs:CreateService', aService(register(emulator, 'app:1')));
    const answer = emulator.call('ecs:ListServiceDeployments', { cluster: 'prod', service: 'web' });
    const [first] = (answer as ListServiceDeploymentsResponse).serviceDeployments ?? [];
    const digits = describe(emulator).deployments?.[0]?.id?.split('/')[1] ?? 'none';
    expect(first?.targetServiceRevisionArn?.endsWith(digits)).toBe(revisionEndsInDeployment);
  });

  test('all of it is drawn, and comes either way', () => {
    const drawn = Array.from({ length: 40 }, (_, seed) => {
      const world = emptyWorld({ seed });
      return uncertain(world, `ecs-svc/${decimalDigits(world, 19)}`);
    });
    expect(new Set(drawn.map(({ rollbackShows }) => rollbackShows)).size).toBe(3);
    expect(new Set(drawn.map((one) => one.revisionEndsInDeployment)).size).toBe(2);
    expect(new Set(drawn.map(({ showsBakeStage }) => showsBakeStage)).size).toBe(2);
    expect(new Set(drawn.map(({ ignoredAlarmsAre }) => ignoredAlarmsAre)).size).toBe(2);
    expect(drawn.every(({ bakeSeconds }) => bakeSeconds >= 30 && bakeSeconds < 300)).toBe(true);
  });
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
