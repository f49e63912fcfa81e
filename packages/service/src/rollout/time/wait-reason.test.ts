import type { ServiceDeployment, Task } from '@aws-sdk/client-ecs';
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from '@jest/globals';
import { at, BEGAN_AT, NEW, newTask, oldTask, stopEvent } from '../../../test/rollout/time/facts.ts';
import type { WaitObserved } from './wait-observed.ts';
import { waitReason } from './wait-reason.ts';

/** A deployment of two tasks, of which nothing is known. */
function observed(more: Partial<WaitObserved>): WaitObserved {
  return {
    deploymentId: NEW,
    beganAt: BEGAN_AT,
    desiredCount: 2,
    tasks: [],
    targets: undefined,
    drainSeconds: undefined,
    protectedTasks: [],
    events: [],
    serviceDeployment: undefined,
    ...more,
  };
}

const event = (seconds: number, text: string) => ({
  at: at(seconds).getTime(),
  message: `(service amply-api) ${text}`,
});

const withStatus = (lastStatus: string, more: Partial<Task> = {}): Partial<Task> => ({ lastStatus, ...more });

function atAddress(address: string, more: Partial<Task> = {}): Partial<Task> {
  return { attachments: [{ details: [{ name: 'privateIPv4Address', value: address }] }], ...more };
}

const target = (address: string, state: 'initial' | 'healthy' | 'unhealthy', description?: string) =>
  ({
    Target: { Id: address, Port: 8000 },
    TargetHealth: { State: state, ...(description !== undefined && { Description: description }) },
  }) satisfies TargetHealthDescription;

const RUNNING = [newTask({ id: 'a', created: 2, started: 30 }), newTask({ id: 'b', created: 2, started: 31 })];
const BEHIND = [
  newTask({ id: 'a', created: 2, started: 30, more: atAddress('10.0.1.1') }),
  newTask({ id: 'b', created: 2, started: 31, more: atAddress('10.0.1.2') }),
];
const OLD_ARN = oldTask({}).taskArn ?? '';
const CAPACITY = event(
  5,
  'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
);
const STUCK = event(
  5,
  'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
);
const THROTTLED = event(40, 'operations are being throttled. Will try again later.');
const draining = (id: string) =>
  oldTask({
    id,
    more: { desiredStatus: 'STOPPED', lastStatus: 'DEACTIVATING', stopCode: 'ServiceSchedulerInitiated' },
  });

test.each<{ name: string; given: Partial<WaitObserved>; expected: string | undefined }>([
  {
    name: 'tasks that get their network interface',
    given: {
      tasks: ['a', 'b'].map((id) => newTask({ id, created: 2, more: withStatus('PROVISIONING') })),
    },
    expected: '2 new tasks to get a network interface',
  },
  {
    name: 'tasks that start',
    given: {
      tasks: [
        newTask({ id: 'a', created: 2, more: withStatus('PENDING') }),
        newTask({ id: 'b', created: 2, more: withStatus('PROVISIONING') }),
      ],
    },
    expected: '2 new tasks to start',
  },
  {
    name: 'a task that pulls',
    given: {
      desiredCount: 1,
      tasks: [
        newTask({
          id: 'a',
          created: 2,
          more: withStatus('ACTIVATING', { pullStartedAt: at(14) }),
        }),
      ],
    },
    expected: '1 new task to pull the image (since 12:00:14 UTC)',
  },
  {
    name: 'no capacity, in the words of ECS',
    given: { events: [CAPACITY] },
    expected:
      'a place for 2 new tasks (Capacity is unavailable at this time. Please try again later or in a different availability zone)',
  },
  {
    name: 'no capacity for what is missing',
    given: { tasks: RUNNING.slice(0, 1), events: [CAPACITY] },
    expected:
      'a place for 1 new task (Capacity is unavailable at this time. Please try again later or in a different availability zone)',
  },
  {
    name: 'capacity that came in the meantime',
    given: {
      tasks: [newTask({ created: 25, more: withStatus('PENDING') })],
      events: [event(25, 'has started 1 tasks: (task new1).'), CAPACITY],
    },
    expected: '1 new task to start',
  },
  {
    name: 'no capacity of a deployment before',
    given: { events: [event(-30, 'was unable to place a task. Reason: Capacity is unavailable at this time.')] },
    expected: undefined,
  },
  {
    name: 'ECS that is throttled',
    given: { events: [THROTTLED, CAPACITY] },
    expected: 'AWS, which throttles what ECS asks of it for this service; ECS tries again by itself',
  },
  {
    name: 'ECS that was throttled once',
    given: { tasks: RUNNING, events: [event(45, 'registered 1 targets in (target-group x)'), THROTTLED] },
    expected: undefined,
  },
  {
    name: 'percents that leave no room',
    given: { events: [STUCK] },
    expected: 'nothing that could come: minimumHealthyPercent and maximumPercent let ECS neither stop nor start a task',
  },
  {
    name: 'targets that are not healthy yet',
    given: { tasks: BEHIND, targets: [target('10.0.1.1', 'healthy'), target('10.0.1.2', 'initial')] },
    expected: "the load balancer's health checks: 1 of 2 targets healthy",
  },
  {
    name: 'targets that fail, with what they answered',
    given: {
      tasks: BEHIND,
      targets: [
        target('10.0.1.1', 'unhealthy', 'Health checks failed with these codes: [503]'),
        target('10.0.1.2', 'initial'),
      ],
    },
    expected:
      "the load balancer's health checks: 0 of 2 targets healthy (Health checks failed with these codes: [503])",
  },
  {
    name: "targets of the old tasks, which are nobody's wait",
    given: { tasks: BEHIND, targets: [target('10.0.1.1', 'healthy'), target('10.0.9.9', 'unhealthy')] },
    expected: undefined,
  },
  {
    name: "the containers' own checks",
    given: {
      tasks: [
        newTask({ id: 'a', created: 2, started: 30, more: { healthStatus: 'HEALTHY' } }),
        newTask({ id: 'b', created: 2, started: 31, more: { healthStatus: 'UNKNOWN' } }),
      ],
    },
    expected: "the containers' health checks: 1 of 2 new tasks healthy",
  },
  {
    name: 'a protected task',
    given: {
      tasks: [...RUNNING, oldTask({})],
      protectedTasks: [{ taskArn: OLD_ARN, protectionEnabled: true, expirationDate: at(600) }],
    },
    expected: '1 old task protected from being stopped until 12:10:00 UTC (old1)',
  },
  {
    name: 'a task that is protected until another day',
    given: {
      tasks: [...RUNNING, oldTask({})],
      protectedTasks: [{ taskArn: OLD_ARN, protectionEnabled: true, expirationDate: at(86_400) }],
    },
    expected: '1 old task protected from being stopped until 2026-11-23 12:00:00 UTC (old1)',
  },
  {
    name: 'protection is told before the lack of room that comes of it',
    given: {
      tasks: [oldTask({})],
      events: [STUCK],
      protectedTasks: [{ taskArn: OLD_ARN, protectionEnabled: true, expirationDate: at(600) }],
    },
    expected: '1 old task protected from being stopped until 12:10:00 UTC (old1)',
  },
  {
    name: 'a task whose protection is over',
    given: { tasks: [...RUNNING, oldTask({})], protectedTasks: [{ taskArn: OLD_ARN, protectionEnabled: false }] },
    expected: undefined,
  },
  {
    name: 'old tasks that drain, the last of them counting',
    given: {
      tasks: [...RUNNING, draining('x'), draining('z')],
      drainSeconds: 300,
      events: [stopEvent(101, 'z'), stopEvent(92, 'x')],
    },
    expected: '2 old tasks to drain until 12:06:41 UTC (deregistration delay 300 s)',
  },
  {
    name: 'an old task that drains since stoppingAt, without an event',
    given: {
      tasks: [...RUNNING, { ...draining('x'), stoppingAt: at(92) }],
      drainSeconds: 300,
    },
    expected: '1 old task to drain until 12:06:32 UTC (deregistration delay 300 s)',
  },
  {
    name: 'an old task of which nobody says since when it drains',
    given: { tasks: [...RUNNING, draining('x')], drainSeconds: 300 },
    expected: '1 old task to drain (deregistration delay 300 s)',
  },
  {
    name: 'an old task that drains, without the permission to see for how long',
    given: { tasks: [...RUNNING, draining('x')] },
    expected: '1 old task to drain',
  },
  {
    name: 'old tasks that end',
    given: { tasks: [...RUNNING, oldTask({ stopping: 92, more: withStatus('STOPPING') })] },
    expected: '1 old task to end after SIGTERM',
  },
  {
    name: 'old tasks that are taken down',
    given: { tasks: [...RUNNING, oldTask({ stopping: 92, execution: 93, more: withStatus('DEPROVISIONING') })] },
    expected: '1 old task to be gone',
  },
  {
    name: 'old tasks that are gone',
    given: { tasks: [...RUNNING, oldTask({ stopping: 92, execution: 93, stopped: 100 })] },
    expected: undefined,
  },
  {
    name: 'new tasks before old ones',
    given: { tasks: [...BEHIND, draining('x')], targets: [target('10.0.1.1', 'initial')], drainSeconds: 300 },
    expected: "the load balancer's health checks: 0 of 1 targets healthy",
  },
  {
    name: 'a paused deployment',
    given: {
      tasks: RUNNING,
      serviceDeployment: {
        lifecycleHookDetails: [{ hookId: 'h-1', targetType: 'PAUSE', status: 'AWAITING_ACTION', expiresAt: at(3600) }],
      },
    },
    expected:
      'somebody to continue the paused deployment (ContinueServiceDeployment, hook h-1), at the latest until 13:00:00 UTC',
  },
  {
    name: 'a lifecycle hook',
    given: {
      tasks: RUNNING,
      serviceDeployment: {
        lifecycleHookDetails: [
          {
            hookId: 'h-1',
            targetArn: 'arn:aws:lambda:eu-central-1:123456789012:function:smoke-test',
            status: 'IN_PROGRESS',
          },
        ],
      },
    },
    expected: 'the lifecycle hook smoke-test to answer',
  },
  {
    name: 'the bake time, with its alarms',
    given: { tasks: RUNNING, serviceDeployment: baking(['api-5xx', 'api-latency'], 'BAKE_TIME') },
    expected: 'the bake time of 5 min to pass (configured alarms: api-5xx, api-latency)',
  },
  {
    name: 'alarms, where the stage does not show it and the service is steady',
    given: {
      tasks: RUNNING,
      events: [{ at: BEGAN_AT + 60_000, message: '(service amply-api) has reached a steady state.' }],
      serviceDeployment: baking(['api-5xx'], 'CLEAN_UP'),
    },
    expected: 'the bake time of 5 min to pass (configured alarms: api-5xx)',
  },
  {
    name: 'not yet the alarms, where the service is not steady',
    given: { tasks: RUNNING, serviceDeployment: baking(['api-5xx'], 'CLEAN_UP') },
    expected: undefined,
  },
  {
    name: 'a stage that this version does not know',
    given: { tasks: RUNNING, serviceDeployment: { lifecycleStage: 'NEW_STAGE' as never } },
    expected: undefined,
  },
])('$name', ({ given, expected }) => {
  expect(waitReason(observed(given))).toBe(expected);
});

function baking(alarmNames: string[], lifecycleStage: 'BAKE_TIME' | 'CLEAN_UP'): ServiceDeployment {
  return {
    lifecycleStage,
    alarms: { status: 'MONITORING', alarmNames },
    deploymentConfiguration: { bakeTimeInMinutes: 5 },
  };
}
