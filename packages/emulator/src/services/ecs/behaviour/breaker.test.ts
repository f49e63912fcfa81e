import { expect, test } from '@jest/globals';

import { truth } from '../../../world/truth.ts';
import { aService, anAccount, register } from '../../../../test/world/an-account.ts';
import { breakerThreshold } from './breaker.ts';

test.each([
  { name: 'one task, default', desired: 1, expected: 3 },
  { name: '25 tasks', desired: 25, expected: 13 },
  { name: 'bounded above', desired: 400, expected: 200 },
  { name: 'still bounded above', desired: 1000, expected: 200 },
  { name: 'bounded, 10 percent of 10', desired: 10, type: 'BOUNDED_PERCENT', value: 10, expected: 3 },
  { name: 'unbounded, 10 percent of 10', desired: 10, type: 'UNBOUNDED_PERCENT', value: 10, expected: 1 },
  { name: 'unbounded, 100 percent of 400', desired: 400, type: 'UNBOUNDED_PERCENT', value: 100, expected: 400 },
  { name: 'counted', desired: 400, type: 'COUNT', value: 2, expected: 2 },
] as const)('breaker threshold: $name', (given) => {
  const configuration = 'type' in given ? { type: given.type, value: given.value } : undefined;
  expect(breakerThreshold(given.desired, configuration)).toBe(given.expected);
});

test.each([
  { resetOnHealthyTask: true, ended: 'succeeded' },
  { resetOnHealthyTask: false, ended: 'rolledBack' },
])(
  'a healthy task ends a row of failures, unless told not to: $resetOnHealthyTask',
  ({ resetOnHealthyTask, ended }) => {
    const emulator = anAccount({ scenario: { images: { '*:new': { behaviour: 'flaky', times: 3 } } } });
    const thresholdConfiguration = { type: 'COUNT', value: 4 } as const;
    const deploymentCircuitBreaker = { enable: true, rollback: true, resetOnHealthyTask, thresholdConfiguration };
    const deploymentConfiguration = { minimumHealthyPercent: 100, maximumPercent: 125, deploymentCircuitBreaker };
    const service = { desiredCount: 4, deploymentConfiguration };
    emulator.call('ecs:CreateService', aService(register(emulator, 'app:1'), service));
    emulator.advance(300);
    emulator.call('ecs:UpdateService', {
      cluster: 'prod',
      service: 'web',
      taskDefinition: register(emulator, 'app:new'),
    });
    // Three fail, one becomes healthy, and one more fails.
    emulator.advance(180);
    emulator.changeScenario({ images: { '*:new': { behaviour: 'flaky', times: 4 } } });
    emulator.advance(1800);
    expect(truth(emulator.world).at(-1)).toMatchObject({ ended });
  },
);

test('what made the breaker act can still be read after the rollback', () => {
  const emulator = anAccount({ scenario: { images: { '*:new': { behaviour: 'crash' } } } });
  const deploymentConfiguration = { deploymentCircuitBreaker: { enable: true, rollback: true } };
  emulator.call('ecs:CreateService', aService(register(emulator, 'app:1'), { deploymentConfiguration }));
  emulator.advance(300);
  emulator.call('ecs:UpdateService', {
    cluster: 'prod',
    service: 'web',
    taskDefinition: register(emulator, 'app:new'),
  });
  emulator.advance(1800);
  const serviceDeploymentArns = [emulator.world.serviceDeployments.at(-1)?.arn];
  expect(emulator.call('ecs:DescribeServiceDeployments', { serviceDeploymentArns })).toMatchObject({
    serviceDeployments: [
      {
        status: 'ROLLBACK_SUCCESSFUL',
        deploymentCircuitBreaker: { status: 'TRIGGERED', failureCount: 3, threshold: 3 },
      },
    ],
  });
});
