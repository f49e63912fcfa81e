import type { Container, Task } from '@aws-sdk/client-ecs';
import type { StoppedGroup } from '../rollout-report.ts';

/** ECS stops tasks itself when it scales, replaces or rolls back: that says nothing about why a deployment fails. */
const NO_FAILURE = 'Scaling activity initiated by';

/** A container that ECS killed for failing its checks has an exit code, which is ECS's doing. */
const KILLED_BY_ECS = /health checks/i;

/**
 * The tasks of one deployment that stopped by failing, grouped by why, most tasks first.
 *
 * @param tasks as DescribeTasks gives them, of any deployment.
 */
export function groupStopped(tasks: readonly Task[], deploymentId: string): StoppedGroup[] {
  const groups = new Map<string, StoppedGroup & { tasks: string[] }>();
  const failed = tasks
    .filter((task) => task.startedBy === deploymentId && hasFailed(task))
    .sort((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0));
  for (const task of failed) {
    const group = groupOf(task);
    const key = JSON.stringify([withoutIds(group.reason), group.container, group.exitCode]);
    const known = groups.get(key);
    if (known) known.tasks.push(taskId(task));
    else groups.set(key, { ...group, tasks: [taskId(task)] });
  }
  return [...groups.values()].sort((a, b) => b.tasks.length - a.tasks.length);
}

function hasFailed(task: Task): boolean {
  if (task.stoppedReason === undefined && task.stopCode === undefined) return false;
  if (task.stopCode === 'UserInitiated') return true;
  return task.stoppedReason?.startsWith(NO_FAILURE) !== true;
}

function groupOf(task: Task): Omit<StoppedGroup, 'tasks'> {
  const reason = task.stoppedReason ?? task.stopCode ?? 'no reason given';
  if (KILLED_BY_ECS.test(reason)) return { reason };
  const container = failedContainer(task);
  if (!container?.name) return { reason };
  const exitCode = task.stopCode === 'TaskFailedToStart' ? undefined : container.exitCode;
  return {
    // A container's own reason (out of memory, image not found) says more than the task's.
    reason: container.reason ?? reason,
    container: container.name,
    ...(exitCode !== undefined && { exitCode }),
  };
}

/** The container that ended the task: one with a reason of its own, else one that exited with an error, else any that exited. */
function failedContainer({ containers = [] }: Task): Container | undefined {
  return (
    containers.find(({ reason }) => reason !== undefined && reason !== '') ??
    containers.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0) ??
    containers.find(({ exitCode }) => exitCode !== undefined)
  );
}

/** The same failure names another task or request each time. */
function withoutIds(reason: string): string {
  return reason.replace(/[0-9a-f]{8}-?[0-9a-f-]{4,}|\b[0-9a-f]{16,}\b/gi, '*');
}

function taskId({ taskArn = '' }: Task): string {
  return taskArn.split('/').at(-1) ?? taskArn;
}
