import type { Container, Task } from '@aws-sdk/client-ecs';
import type { StoppedGroup } from '../../rollout-report.ts';

/** ECS stops tasks itself when it scales, replaces or rolls back: that says nothing about why a deployment fails. */
const NO_FAILURE = 'Scaling activity initiated by';

/** What ECS or somebody else stopped has exit codes, too, which say nothing of why. */
const ENDED_BY_ITSELF: ReadonlySet<string | undefined> = new Set([
  'EssentialContainerExited',
  'TaskFailedToStart',
  undefined,
]);

/**
 * The tasks of one deployment that stopped by failing, grouped by why, most tasks first.
 *
 * @param tasks as DescribeTasks gives them, of any deployment.
 * @param essential the names of the containers that take their task along; undefined where that is not known.
 */
export function groupStopped(
  tasks: readonly Task[],
  deploymentId: string,
  essential?: ReadonlySet<string>,
): StoppedGroup[] {
  const groups = new Map<string, StoppedGroup & { tasks: string[] }>();
  const failed = tasks
    .filter((task) => task.startedBy === deploymentId && hasFailed(task))
    .sort((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0));
  for (const task of failed) {
    const group = groupOf(task, essential);
    const key = JSON.stringify([alike(group.reason), group.stopCode, group.container, group.exitCode]);
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

function groupOf(task: Task, essential: ReadonlySet<string> | undefined): Omit<StoppedGroup, 'tasks'> {
  const reason = task.stoppedReason ?? task.stopCode ?? 'no reason given';
  const bare = { reason, ...(task.stopCode !== undefined && { stopCode: task.stopCode }) };
  if (/container health checks/i.test(reason)) {
    const unhealthy = task.containers?.find(({ healthStatus }) => healthStatus === 'UNHEALTHY')?.name;
    return { ...bare, ...(unhealthy !== undefined && { container: unhealthy }) };
  }
  if (/health checks/i.test(reason) || !ENDED_BY_ITSELF.has(task.stopCode)) return bare;
  const container = failedContainer(task, essential);
  if (!container?.name) return bare;
  const exitCode = task.stopCode === 'TaskFailedToStart' ? undefined : container.exitCode;
  return {
    ...bare,
    // A container's own reason (out of memory, image not found) says more than the task's.
    reason: container.reason ?? reason,
    container: container.name,
    ...(exitCode !== undefined && { exitCode }),
  };
}

/**
 * The container that ended the task.
 *
 * When one ends, ECS stops the others: those have the codes of signals, or 0 where they heed them. So one with a reason
 * or an error of its own goes first.
 */
function failedContainer({ containers = [] }: Task, essential: ReadonlySet<string> | undefined): Container | undefined {
  const candidates = containers
    .filter(({ reason, exitCode }) => (reason !== undefined && reason !== '') || exitCode !== undefined)
    .map((container) => ({ container, rank: suspicion(container, essential) }))
    .sort((a, b) => a.rank - b.rank);
  return candidates[0]?.container;
}

/** The smaller, the likelier that this container ended first. */
function suspicion({ name = '', reason, exitCode }: Container, essential: ReadonlySet<string> | undefined): number {
  if (reason !== undefined && reason !== '') return 0;
  // One that is not essential ends without harm.
  const harmless = essential !== undefined && !essential.has(name) ? 10 : 0;
  const [ofItself, killed, cleanly, terminated] = [1, 2, 3, 4];
  switch (exitCode) {
    case 137:
      return harmless + killed;
    case 0:
      return harmless + cleanly;
    case 143:
      return harmless + terminated;
    default:
      return harmless + ofItself;
  }
}

/** The same failure names another task, request, address or number of tries each time. */
function alike(reason: string): string {
  return reason
    .replace(/[0-9a-f]{8}-?[0-9a-f-]{4,}|\b[0-9a-f]{16,}\b/gi, '*')
    .replace(/\b\d+\.\d+\.\d+\.\d+(?::\d+)?|\b\d+ time\(?s\b/g, '*');
}

function taskId({ taskArn = '' }: Task): string {
  return taskArn.split('/').at(-1) ?? taskArn;
}
