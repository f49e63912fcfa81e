import type { Task } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { hasBeenHealthy } from './new-task-health.ts';

const at = (seconds: number): Date => new Date(1_700_000_000_000 + seconds * 1000);

/** A task that ran so long behind a target group and is out of it by now. */
const stopped = (seconds: number, stoppedReason: string): Task => ({
  startedAt: at(0),
  executionStoppedAt: at(seconds),
  stoppedAt: at(seconds + 8),
  lastStatus: 'STOPPED',
  stoppedReason,
});

const EXITED = 'Essential container in task exited';

test.each([
  { name: 'one that ran long and exited by itself may have been', task: stopped(75, EXITED), expected: true },
  { name: 'one that exited at once was not', task: stopped(5, EXITED), expected: false },
  {
    name: 'one that the load balancer gave up was not',
    task: stopped(75, 'Task failed ELB health checks in (target-group arn:x)'),
    expected: false,
  },
  {
    name: 'one that its own check gave up was not',
    task: stopped(75, 'Task failed container health checks'),
    expected: false,
  },
])('of tasks behind a target group that are gone from it: $name', ({ task, expected }) => {
  expect(hasBeenHealthy([task], [], true)).toBe(expected);
});
