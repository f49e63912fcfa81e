import { expect, test } from '@jest/globals';
import { explainEvents } from './event-texts.ts';

const FACTS = { unhealthyTargets: [], logTail: undefined };

test.each([
  ['(service EFS-sync) was unable to place a task. Reason: Capacity is unavailable at this time.', 'no-capacity'],
  ['(service operations are being throttled) was unable to place a task. Reason: RESOURCE:ENI.', 'subnet-full'],
  ['(service exec-format-error) is unable to consistently start tasks successfully.', 'tasks-not-starting'],
  ['(service api) operations are being throttled. Will try again later.', 'ecs-throttled'],
  ['(service api) (deployment ecs-svc/1) deployment failed: tasks failed to start.', 'tasks-not-starting'],
  [
    'service api was unable to stop or start tasks during a deployment because of the service deployment configuration.',
    'deployment-configuration',
  ],
])('%s: %s', (event, kind) => {
  expect(explainEvents([event], FACTS)?.kind).toBe(kind);
});

test.each([
  '(service timeout) has reached a steady state.',
  '(service api) has started 1 tasks: (task unable-to-start).',
])('%s: no cause', (event) => {
  expect(explainEvents([event], FACTS)).toBeUndefined();
});
