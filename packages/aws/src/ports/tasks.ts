import type { ProtectedTask, Task } from '@aws-sdk/client-ecs';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';

/** ECS describes this many tasks a call. */
const BATCH = 100;

/** ECS tasks. */
export function tasks(wire: Wire) {
  return {
    /**
     * The ARNs of a service's tasks.
     *
     * @param desiredStatus STOPPED lists the stopping ones too; ECS hides them from RUNNING.
     */
    async list(cluster: string, serviceName: string, desiredStatus: 'RUNNING' | 'STOPPED'): Promise<string[]> {
      return allPages(async (nextToken) => {
        const answer = await wire.call('ecs:ListTasks', {
          cluster,
          serviceName,
          desiredStatus,
          ...(nextToken && { nextToken }),
        });
        return { items: answer.taskArns, next: answer.nextToken };
      });
    },
    async describe(cluster: string, arns: readonly string[]): Promise<Task[]> {
      const parts: string[][] = [];
      for (let start = 0; start < arns.length; start += BATCH) parts.push(arns.slice(start, start + BATCH));
      const answers = await Promise.all(parts.map((part) => wire.call('ecs:DescribeTasks', { cluster, tasks: part })));
      return answers.flatMap(({ tasks }) => tasks ?? []);
    },
    async protection(cluster: string, arns: readonly string[]): Promise<ProtectedTask[]> {
      return (await wire.call('ecs:GetTaskProtection', { cluster, tasks: [...arns] })).protectedTasks ?? [];
    },
  };
}
