import type { Task } from '@aws-sdk/client-ecs';
import type { Begun } from './begun.ts';

/**
 * A service's tasks with those of our deployment as ECS marks them: `startedBy` is the deployment's id.
 *
 * Other implementations of ECS mark none so. There the tasks of the service's group count that run our revision and were
 * created since the update. Source: docs/reference/ecs.md, "Service deployments".
 */
export function marked(tasks: readonly Task[], begun: Begun): Task[] {
  const { deploymentId } = begun;
  if (tasks.some(({ startedBy }) => startedBy === deploymentId)) return [...tasks];
  return tasks.map((task) => (looksOwn(task, begun) ? { ...task, startedBy: deploymentId } : task));
}

function looksOwn(
  { group, taskDefinitionArn, createdAt, startedBy = '' }: Task,
  { service, taskDefinition, createdAt: begunAt, olderIds }: Begun,
): boolean {
  return (
    group === `service:${service}` &&
    taskDefinitionArn === taskDefinition &&
    createdAt !== undefined &&
    createdAt >= begunAt &&
    !olderIds.includes(startedBy)
  );
}
