import type { Task } from '@aws-sdk/client-ecs';
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';

/** Without any check ECS takes a task for healthy after so long in RUNNING. Source: reference/ecs-facts.md. */
const STEADY_SECONDS = 40;

/**
 * Whether any of the tasks has been healthy, by whatever check the service has.
 *
 * Only AWS's own times are compared: the runner's clock can be a minute off.
 *
 * @param tasks of one deployment, running and stopped.
 * @param targets of the service's target groups; none where it has none.
 */
export function hasBeenHealthy(
  tasks: readonly Task[],
  targets: readonly TargetHealthDescription[],
  hasTargetGroup: boolean,
): boolean {
  if (tasks.some(({ healthStatus }) => healthStatus === 'HEALTHY')) return true;
  if (hasTargetGroup) {
    const healthy = new Set(
      targets.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy').map(({ Target }) => Target?.Id),
    );
    return tasks.some((task) => healthy.has(addressOf(task)) || mayHaveBeenHealthy(task));
  }
  const hasCheck = tasks.some(({ healthStatus }) => healthStatus === 'UNHEALTHY');
  return !hasCheck && livedUntilSteady(tasks);
}

/**
 * Whether a stopped task ran so long that its target may have been healthy in between: by now it is gone from its group.
 * One that a health check ended was not.
 */
function mayHaveBeenHealthy({
  startedAt,
  executionStoppedAt,
  stoppingAt,
  stoppedAt,
  stoppedReason = '',
}: Task): boolean {
  const end = executionStoppedAt ?? stoppingAt ?? stoppedAt;
  if (!startedAt || !end || /health check/i.test(stoppedReason)) return false;
  return end.getTime() - startedAt.getTime() >= STEADY_SECONDS * 1000;
}

function livedUntilSteady(tasks: readonly Task[]): boolean {
  const latest = Math.max(0, ...tasks.flatMap(timesOf));
  return tasks.some((task) => {
    if (!task.startedAt) return false;
    const end = task.executionStoppedAt ?? task.stoppingAt ?? task.stoppedAt;
    return (end?.getTime() ?? latest) - task.startedAt.getTime() >= STEADY_SECONDS * 1000;
  });
}

/** The latest of them is a moment that AWS's clock has certainly reached. */
function timesOf(task: Task): number[] {
  const { createdAt, pullStartedAt, pullStoppedAt, startedAt, stoppingAt, executionStoppedAt, stoppedAt } = task;
  return [createdAt, pullStartedAt, pullStoppedAt, startedAt, stoppingAt, executionStoppedAt, stoppedAt].flatMap(
    (time) => (time ? [time.getTime()] : []),
  );
}

/** The private address by which a task is a target. */
export function addressOf({ attachments = [] }: Task): string | undefined {
  const details = attachments.flatMap(({ details = [] }) => details);
  return details.find(({ name }) => name === 'privateIPv4Address')?.value;
}
