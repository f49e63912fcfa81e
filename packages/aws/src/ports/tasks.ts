import type { Failure, ProtectedTask, RunTaskCommandInput, Task } from '@aws-sdk/client-ecs';
import { isAwsError } from '../errors.ts';
import { expected } from '../expected.ts';
import { allPages } from '../paging.ts';
import { withoutEmptyTexts } from '../without-empty-texts.ts';
import type { Wire } from '../wire.ts';

/** ECS describes this many tasks a call. */
const BATCH = 100;

/** RUNNING hides the stopping tasks: ECS lists them under STOPPED, beside those that are gone. */
export type ListedStatus = 'RUNNING' | 'STOPPED';

/**
 * Which of a cluster's tasks: all, a family's, a service's, or those that one starter started.
 *
 * ECS lets `startedBy` stand alone only. Source: reference/ecs-facts.md, "At most one beat task".
 */
export type TaskFilter =
  | { readonly family?: string; readonly serviceName?: string; readonly startedBy?: never }
  | { readonly family?: never; readonly serviceName?: never; readonly startedBy: string };

/** A task with what is known of it. */
function known(task: Task): Task {
  const { containers, ...others } = task;
  return withoutEmptyTexts({ ...others, ...(containers && { containers: containers.map(withoutEmptyTexts) }) });
}

/** ECS tasks. */
export function tasks(wire: Wire) {
  async function listWhere(cluster: string, which: TaskFilter, desiredStatus: ListedStatus): Promise<string[]> {
    return allPages('ecs:ListTasks', async (nextToken) => {
      const answer = await wire.call('ecs:ListTasks', {
        cluster,
        ...which,
        desiredStatus,
        ...(nextToken && { nextToken }),
      });
      return { items: answer.taskArns, next: answer.nextToken };
    });
  }
  return {
    /** The ARNs of a service's tasks. */
    list: (cluster: string, serviceName: string, desiredStatus: ListedStatus): Promise<string[]> =>
      listWhere(cluster, { serviceName }, desiredStatus),
    /** The ARNs of the tasks of a cluster that pass the filter. */
    listWhere,
    async describe(cluster: string, arns: readonly string[]): Promise<Task[]> {
      const parts: string[][] = [];
      for (let start = 0; start < arns.length; start += BATCH) parts.push(arns.slice(start, start + BATCH));
      const answers = await Promise.all(parts.map((part) => wire.call('ecs:DescribeTasks', { cluster, tasks: part })));
      return answers.flatMap(({ tasks = [] }) => tasks.map(known));
    },
    async protection(cluster: string, arns: readonly string[]): Promise<ProtectedTask[]> {
      return (await wire.call('ecs:GetTaskProtection', { cluster, tasks: [...arns] })).protectedTasks ?? [];
    },
    /** Starts tasks of their own; the token makes a repetition answer with the same ones. */
    async run(input: RunTaskCommandInput & { readonly clientToken: string }): Promise<{
      readonly tasks: readonly Task[];
      /** Why tasks were not started, where there was no room for them. */
      readonly failures: readonly Failure[];
    }> {
      const answer = await wire.call('ecs:RunTask', input);
      return { tasks: expected(answer.tasks, 'ecs:RunTask'), failures: answer.failures ?? [] };
    },
    /**
     * Stops a task: from then on it is stopping. One that is gone is as good.
     *
     * @param reason up to 255 characters, shown as the task's stoppedReason.
     */
    async stop(cluster: string, arn: string, reason: string): Promise<void> {
      try {
        await wire.call('ecs:StopTask', { cluster, task: arn, reason });
      } catch (error) {
        if (isAwsError(error, 'refused') && /task was not found/i.test(error.message)) return;
        throw error;
      }
    },
  };
}
