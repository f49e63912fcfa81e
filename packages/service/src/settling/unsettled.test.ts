import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { aDeployment, aState } from '../../test/services.ts';
import { unsettled } from './unsettled.ts';

const aService = (fields: Partial<Service>, ...deployments: Partial<Deployment>[]) =>
  aState({ ...fields, deployments: deployments.map(aDeployment) }).service;
const events = (...messages: string[]) => messages.map((message) => ({ message: `(service shop-api) ${message}` }));
const OLD = { id: 'ecs-svc/0', status: 'ACTIVE', taskDefinition: 'x/shop-api:5', runningCount: 1 };
const EARLY = { earlySuccessCriteria: { enable: true, sourceServiceRevisionCleanup: 'DEFERRED' as const } };

test.each<[string, Service, string | undefined]>([
  ['all tasks run', aService({}, {}), undefined],
  ['more run than are desired: they are being scaled in', aService({ desiredCount: 1 }, {}), undefined],
  ['none is desired', aService({ desiredCount: 0 }, { runningCount: 0 }), undefined],
  ['an older deployment has no task left', aService({}, {}, { ...OLD, runningCount: 0 }), undefined],
  [
    'an older deployment of the same revision goes',
    aService({}, {}, { ...OLD, taskDefinition: aDeployment().taskDefinition }),
    undefined,
  ],
  ['a deferred clean-up goes on', aService({ deploymentConfiguration: EARLY }, {}, OLD), undefined],
  ['no rollout state is told', aService({}, { rolloutState: undefined }), undefined],
  [
    'it was steady after tasks were started',
    aService({ events: events('has reached a steady state.', 'has started 2 tasks: (task 1).') }, {}),
    undefined,
  ],
  [
    'a deployment was completed after',
    aService({ events: events('(deployment ecs-svc/1) deployment completed.', 'has started 2 tasks: (task 1).') }, {}),
    undefined,
  ],
  ['no task runs', aService({}, { runningCount: 0 }), '0 of 2 tasks run'],
  ['its only task is missing', aService({ desiredCount: 1 }, { runningCount: 0 }), '0 of 1 task runs'],
  ['its rollout failed', aService({}, { rolloutState: 'FAILED' }), 'its deployment is FAILED'],
  ['a task of another revision runs', aService({}, {}, OLD), 'tasks of shop-api:5 still run'],
  [
    'tasks were started since',
    aService({ events: events('has started 2 tasks: (task 1).', 'has reached a steady state.') }, {}),
    'its newest tasks are not steady yet',
  ],
  ['no deployment is shown', aService({}), 'ECS shows no deployment of it'],
])('%s', (_, service, expected) => {
  expect(unsettled(service)).toBe(expected);
});
