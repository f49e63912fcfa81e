import type { Task } from '@aws-sdk/client-ecs';
import type { TaskSeen } from '../observation.ts';

/** A task that was listed and not described yet. */
export function listedTask(arn: string): TaskSeen {
  return {
    arn,
    lastStatus: 'UNKNOWN',
    group: '',
    startedBy: undefined,
    taskDefinition: '',
    healthStatus: undefined,
    createdAt: undefined,
    startedAt: undefined,
    executionStoppedAt: undefined,
    stoppedAt: undefined,
    command: undefined,
    missingSince: undefined,
    runningSince: undefined,
  };
}

/**
 * A task as it is known after one more answer; `undefined` where ECS did not know it.
 *
 * ECS does not know it yet, or no longer: a list may still show what descriptions have forgotten. After `goneSeconds` it is
 * the latter.
 */
export function describedTask(known: TaskSeen, task: Task | undefined, at: number, goneSeconds: number): TaskSeen {
  if (!task) {
    const missingSince = known.missingSince ?? at;
    const isForgotten = at - missingSince >= goneSeconds * 1000;
    return { ...known, missingSince, ...(isForgotten && { lastStatus: 'DELETED' }) };
  }
  const lastStatus = task.lastStatus ?? 'UNKNOWN';
  return {
    arn: known.arn,
    lastStatus,
    group: task.group ?? '',
    startedBy: task.startedBy,
    taskDefinition: task.taskDefinitionArn ?? '',
    healthStatus: task.healthStatus,
    createdAt: task.createdAt?.getTime(),
    startedAt: task.startedAt?.getTime(),
    executionStoppedAt: task.executionStoppedAt?.getTime(),
    stoppedAt: task.stoppedAt?.getTime(),
    command: commandOf(task),
    missingSince: undefined,
    runningSince: lastStatus === 'RUNNING' ? (known.runningSince ?? at) : known.runningSince,
  };
}

/** What whoever ran it by hand had it run, where that is not what its definition says. */
function commandOf({ overrides }: Task): string | undefined {
  const commands = (overrides?.containerOverrides ?? []).flatMap(({ command }) => command ?? []);
  return commands.length > 0 ? commands.join(' ') : undefined;
}

/** Whether a task of a beat's family runs beat: not one that was given another command, such as a migration. */
export function runsBeat({ command }: TaskSeen): boolean {
  return command === undefined || /\bbeat\b|(^|\s)-[A-Za-z]*B\b/.test(command);
}
