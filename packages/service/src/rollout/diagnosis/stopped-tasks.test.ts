import type { Container, Task } from '@aws-sdk/client-ecs';
import { describe, expect, test } from '@jest/globals';
import { groupStopped } from './stopped-tasks.ts';

const OURS = 'ecs-svc/2';

function aTask(id: string, changes: Partial<Task> = {}): Task {
  return {
    taskArn: `arn:aws:ecs:eu-central-1:123456789012:task/amply-prod/${id}`,
    startedBy: OURS,
    lastStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'api', exitCode: 1 }],
    ...changes,
  };
}

test('only tasks of this deployment count', () => {
  const tasks = [aTask('a'), aTask('b', { startedBy: 'ecs-svc/1' }), aTask('c', { startedBy: 'somebody' })];
  expect(groupStopped(tasks, OURS)).toEqual([expect.objectContaining({ tasks: ['a'] })]);
});

test('tasks that run are no failure', () => {
  const { stopCode: _, stoppedReason: __, ...running } = aTask('a', { lastStatus: 'RUNNING', containers: [] });
  expect(groupStopped([running], OURS)).toEqual([]);
});

test.each([
  [
    'scaling',
    {
      stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/2)',
      stopCode: 'ServiceSchedulerInitiated' as const,
    },
    0,
  ],
  [
    'somebody who gives that reason',
    { stoppedReason: 'Scaling activity initiated by me', stopCode: 'UserInitiated' as const },
    1,
  ],
])('%s', (_name, changes, groups) => {
  expect(groupStopped([aTask('a', changes)], OURS)).toHaveLength(groups);
});

test('alike are grouped, oldest first; the largest group comes first', () => {
  const at = (second: number) => ({ createdAt: new Date(second * 1000) });
  const tasks = [
    aTask('late', at(9)),
    aTask('other', { ...at(1), containers: [{ name: 'api', exitCode: 2 }] }),
    aTask('early', at(2)),
  ];
  expect(groupStopped(tasks, OURS)).toEqual([
    {
      reason: 'Essential container in task exited',
      stopCode: 'EssentialContainerExited',
      container: 'api',
      exitCode: 1,
      tasks: ['early', 'late'],
    },
    expect.objectContaining({ exitCode: 2, tasks: ['other'] }),
  ]);
});

test.each([
  [
    'task ids',
    'User: assumed-role/x/0f3c2a9be1d84c7f9a6b5d4e3c2b1a09 may not',
    'User: assumed-role/x/7bd1e0a4c5f64f0f8a1b2c3d4e5f6a7b may not',
  ],
  ['request ids', 'RequestID: 5d3b1c2a-0000-4f4f-8888-0123456789ab', 'RequestID: 11111111-2222-3333-4444-555555555555'],
  ['counts of tries', 'has been retried 1 time(s)', 'has been retried 7 time(s)'],
  ['addresses', 'dial tcp 52.46.1.1:443: i/o timeout', 'dial tcp 52.46.9.9:443: i/o timeout'],
])('the same failure with other %s is the same', (_name, one, other) => {
  const failed = (id: string, stoppedReason: string) =>
    aTask(id, { stopCode: 'TaskFailedToStart', stoppedReason, containers: [] });
  expect(groupStopped([failed('a', one), failed('b', other)], OURS)).toEqual([
    { reason: one, stopCode: 'TaskFailedToStart', tasks: ['a', 'b'] },
  ]);
});

describe('the container that failed', () => {
  const failed = (containers: Container[], essential?: string[], changes: Partial<Task> = {}) => {
    const [group] = groupStopped([aTask('a', { containers, ...changes })], OURS, essential && new Set(essential));
    return [group?.container, group?.exitCode, group?.reason];
  };
  const EXITED = 'Essential container in task exited';

  test.each<[string, Container[], unknown[]]>([
    [
      'has an error of its own',
      [
        { name: 'proxy', exitCode: 143 },
        { name: 'api', exitCode: 1 },
      ],
      ['api', 1, EXITED],
    ],
    [
      'has a reason of its own',
      [
        { name: 'proxy', exitCode: 1 },
        { name: 'api', exitCode: 137, reason: 'OutOfMemoryError' },
      ],
      ['api', 137, 'OutOfMemoryError'],
    ],
    [
      'was killed rather than told to end',
      [
        { name: 'proxy', exitCode: 143 },
        { name: 'api', exitCode: 137 },
      ],
      ['api', 137, EXITED],
    ],
    [
      'ended cleanly while the other was told to',
      [
        { name: 'proxy', exitCode: 143 },
        { name: 'api', exitCode: 0 },
      ],
      ['api', 0, EXITED],
    ],
    ['is the only one that ended', [{ name: 'proxy' }, { name: 'api', exitCode: 0 }], ['api', 0, EXITED]],
    ['is nobody', [{ name: 'api' }], [undefined, undefined, EXITED]],
  ])('%s', (_name, containers, expected) => {
    expect(failed(containers)).toEqual(expected);
  });

  test('is an essential one, where those are known', () => {
    const containers = [
      { name: 'migrate', exitCode: 3 },
      { name: 'api', exitCode: 143 },
    ];
    expect(failed(containers)).toEqual(['migrate', 3, EXITED]);
    expect(failed(containers, ['api'])).toEqual(['api', 143, EXITED]);
  });

  test('is named without an exit code when the task never started', () => {
    const containers = [{ name: 'api', exitCode: 128, reason: 'CannotPullContainerError: not found' }];
    expect(failed(containers, undefined, { stopCode: 'TaskFailedToStart' })).toEqual([
      'api',
      undefined,
      'CannotPullContainerError: not found',
    ]);
  });

  test.each([
    ['ECS', 'ServiceSchedulerInitiated' as const, 'Task failed ELB health checks in (target-group x)'],
    ['somebody', 'UserInitiated' as const, 'Task stopped by user'],
    ['Spot', 'SpotInterruption' as const, 'Your Spot Task was interrupted.'],
  ])('is not named for a code that it has because %s stopped it', (_name, stopCode, stoppedReason) => {
    const containers = [{ name: 'api', exitCode: 137 }];
    expect(failed(containers, undefined, { stopCode, stoppedReason })).toEqual([undefined, undefined, stoppedReason]);
  });

  test('is the one that ECS calls unhealthy', () => {
    const containers: Container[] = [
      { name: 'proxy', healthStatus: 'HEALTHY', exitCode: 0 },
      { name: 'api', healthStatus: 'UNHEALTHY', exitCode: 137 },
    ];
    const stoppedReason = 'Task failed container health checks';
    expect(failed(containers, undefined, { stopCode: 'ServiceSchedulerInitiated', stoppedReason })).toEqual([
      'api',
      undefined,
      stoppedReason,
    ]);
  });
});
