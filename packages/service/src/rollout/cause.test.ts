import { describe, expect, test } from '@jest/globals';
import { causeOf, knownCauseOf } from './cause.ts';
import { aGroup, anExit, aRevision } from '../../test/diagnosis/a-stop.ts';
import { NO_EVIDENCE, type Evidence } from './evidence.ts';
import { aDeployment, aLook, aServiceDeployment } from '../../test/rollout/a-look.ts';

const evidence = (changes: Partial<Evidence>) =>
  aLook({ evidence: { ...NO_EVIDENCE, revision: aRevision(), ...changes } });
const ALARM = aServiceDeployment({ alarms: 'TRIGGERED', triggeredAlarms: ['amply-api-5xx'] });
const UNHEALTHY = { reason: 'Task failed ELB health checks in (target-group x)', tasks: ['u1', 'u2'] };
const BY_HAND = aGroup({ reason: 'Task stopped by user', stopCode: 'UserInitiated', tasks: ['h1', 'h2', 'h3'] });

describe('the cause is', () => {
  test.each([
    { name: 'what most tasks say', stopped: [anExit(1, { tasks: ['a'] }), anExit(127)], kind: 'command-not-found' },
    {
      name: 'not what somebody did beside it',
      stopped: [BY_HAND, anExit(1, { tasks: ['a'] })],
      kind: 'container-exited',
    },
    { name: 'what somebody did, when nothing else failed', stopped: [BY_HAND], kind: 'stopped-by-user' },
    {
      name: 'the exit rather than the check that failed for it',
      stopped: [UNHEALTHY, anExit(1)],
      kind: 'container-exited',
    },
    {
      name: 'the check when it failed more often',
      stopped: [anExit(1, { tasks: ['a'] }), UNHEALTHY],
      kind: 'target-unhealthy',
    },
  ])('$name', ({ stopped, kind }) => {
    expect(causeOf(evidence({ stopped })).kind).toBe(kind);
  });

  test('the alarm that ended it, though a task failed', () => {
    const seen = { ...evidence({ stopped: [anExit(1)] }), serviceDeployment: ALARM };
    expect(causeOf(seen)).toMatchObject({ kind: 'alarm', summary: "the deployment's alarm went off: amply-api-5xx" });
  });

  test('the tasks when it was the breaker that ended it, though an alarm went off as well', () => {
    const seen = {
      ...evidence({ stopped: [anExit(1)] }),
      serviceDeployment: { ...ALARM, breaker: 'TRIGGERED' as const },
    };
    expect(causeOf(seen).kind).toBe('container-exited');
  });

  test('an alarm, also where service deployments may not be seen', () => {
    const events = ['(service amply-api) (deployment ecs-svc/2) deployment failed: alarm detected.'];
    expect(causeOf({ ...evidence({ events }), serviceDeployment: undefined })).toMatchObject({
      kind: 'alarm',
      summary: "the deployment's alarm went off: a CloudWatch alarm of the service",
    });
  });

  test('an unhealthy target, before any task was stopped', () => {
    const unhealthyTargets = [{ target: '10.0.1.7:8000', port: 8000, reason: 'Request timed out' }];
    expect(causeOf(evidence({ unhealthyTargets }))).toMatchObject({
      kind: 'target-unhealthy',
      summary: "the load balancer's health check failed: Request timed out",
    });
  });

  test("ECS's own reason where nothing else is known", () => {
    const ours = aDeployment({ rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.' });
    expect(causeOf(aLook({ ours, serviceDeployment: undefined }))).toMatchObject({
      kind: 'unknown',
      summary: 'ECS deployment circuit breaker: tasks failed to start.',
    });
    expect(causeOf(aLook({ ours: undefined })).summary).toBe('ECS gave no reason');
  });

  test('nothing while nothing is known to be wrong', () => {
    expect(knownCauseOf(aLook())).toBeUndefined();
    const events = ['(service amply-api) has started 2 tasks: (task a) (task b).'];
    expect(knownCauseOf(evidence({ events }))).toBeUndefined();
  });
});

test.each([
  {
    event:
      'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone. For more information, see the Troubleshooting section.',
    kind: 'no-capacity',
    summary: 'AWS has no capacity for the tasks',
  },
  {
    event: 'was unable to place a task. Reason: Insufficient capacity for FARGATE_SPOT in eu-central-1b.',
    kind: 'no-capacity',
    summary:
      'AWS has no capacity for the tasks (FARGATE_SPOT, eu-central-1b): Insufficient capacity for FARGATE_SPOT in eu-central-1b.',
  },
  {
    event:
      'was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Guide.',
    kind: 'no-capacity',
    summary: 'AWS has no capacity for the tasks: No Container Instances were found in your cluster.',
  },
  {
    event: 'was unable to place a task. Reason: The moon is full.',
    kind: 'no-capacity',
    summary: "ECS can't place a task: The moon is full.",
  },
  {
    event: 'was unable to place a task. Reason: RESOURCE:ENI.',
    kind: 'subnet-full',
    summary: 'no free address for a task',
  },
  {
    event:
      "was unable to place a task. Reason: You've reached the limit on the number of tasks you can run concurrently.",
    kind: 'limit-reached',
    summary: 'the account may not run more tasks at once',
  },
  {
    event:
      "failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::123456789012:role/amply-task' that was provided for this task.).",
    kind: 'role-denied',
    summary: "ECS can't assume the role amply-task",
  },
  {
    event:
      'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
    kind: 'deployment-configuration',
    summary: 'minimumHealthyPercent and maximumPercent leave ECS no room to stop or to start a task',
  },
  {
    event:
      'failed to register targets in (target-group arn:x) with (error The target group does not have an associated load balancer)',
    kind: 'target-registration',
    summary: 'ECS could not register the tasks with the target group',
  },
  {
    event: 'was unable to scale in due to (reason 1 task is protected).',
    kind: 'protected-task',
    summary: 'an old task protects itself against being stopped',
  },
  {
    event: 'operations are being throttled. Will try again later.',
    kind: 'ecs-throttled',
    summary: 'AWS throttles what ECS does for the service',
  },
  {
    event: 'is unable to consistently start tasks successfully.',
    kind: 'tasks-not-starting',
    summary: 'the tasks of the service start and fail again and again',
  },
  {
    event: '(deployment ecs-svc/2) deployment failed: tasks failed to start.',
    kind: 'tasks-not-starting',
    summary: "ECS's circuit breaker ended the deployment: its tasks failed to start",
  },
  {
    event:
      '(task a) (port 8000) is unhealthy in (target-group arn:x) due to (reason Health checks failed with these codes: [404]).',
    kind: 'target-unhealthy',
    summary: "the load balancer's health check failed: Health checks failed with these codes: [404]",
  },
])('the event "$event" is $kind', ({ event, kind, summary }) => {
  const events = ['(service amply-api) has started 1 tasks: (task a).', `(service amply-api) ${event}`];
  expect(causeOf(evidence({ events }))).toMatchObject({ kind, summary });
});

test('the newest event that says something counts', () => {
  const events = [
    'operations are being throttled.',
    'was unable to place a task. Reason: RESOURCE:ENI.',
    'has started 1 tasks',
  ];
  expect(causeOf(evidence({ events })).kind).toBe('subnet-full');
});

test('who may not see the tasks is told so', () => {
  const events = ['(service amply-api) (deployment ecs-svc/2) deployment failed: tasks failed to start.'];
  expect(causeOf(evidence({ events, isBlind: true })).hint).toContain('ecs:ListTasks');
  expect(causeOf(evidence({ isBlind: true })).hint).toContain('ecs:ListTasks');
});
