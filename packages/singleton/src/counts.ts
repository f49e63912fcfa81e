import type { Service } from '@aws-sdk/client-ecs';

/** Whether the service's own counts say that it has no task. */
export function isIdle({ runningCount = 0, pendingCount = 0 }: Service): boolean {
  return runningCount === 0 && pendingCount === 0;
}

/** That a service counts tasks of which none is in any list. */
export function countsDisagree({ serviceName = '', runningCount = 0, pendingCount = 0 }: Service): string {
  return `the counts of ECS disagree: ${serviceName} has ${runningCount} running and ${pendingCount} pending tasks, and every task that ECS lists is STOPPED`;
}
