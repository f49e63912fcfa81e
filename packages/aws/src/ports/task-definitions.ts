import type { RegisterTaskDefinitionCommandInput, Tag, TaskDefinition } from '@aws-sdk/client-ecs';
import { isAwsError } from '../errors.ts';
import { expected } from '../expected.ts';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';

/** A registered revision and its tags. */
export interface RegisteredTaskDefinition {
  readonly taskDefinition: TaskDefinition;
  readonly tags: readonly Tag[];
}

/** ECS task definitions. */
export function taskDefinitions(wire: Wire) {
  return {
    /**
     * A revision, by ARN, `family:revision`, or family alone for its newest ACTIVE revision.
     *
     * Undefined when there is none: ECS answers with a ClientException that says "Unable to describe task definition."
     */
    async find(reference: string): Promise<RegisteredTaskDefinition | undefined> {
      try {
        const answer = await wire.call('ecs:DescribeTaskDefinition', { taskDefinition: reference, include: ['TAGS'] });
        return answer.taskDefinition && { taskDefinition: answer.taskDefinition, tags: answer.tags ?? [] };
      } catch (error) {
        if (isAwsError(error, 'refused', 'missing') && /unable to describe task definition/i.test(error.message))
          return undefined;
        throw error;
      }
    },
    /** The ARNs of a family's ACTIVE revisions, newest first. */
    async listActive(family: string): Promise<string[]> {
      return allPages('ecs:ListTaskDefinitions', async (nextToken) => {
        const answer = await wire.call('ecs:ListTaskDefinitions', {
          familyPrefix: family,
          status: 'ACTIVE',
          sort: 'DESC',
          ...(nextToken && { nextToken }),
        });
        return { items: answer.taskDefinitionArns, next: answer.nextToken };
      });
    },
    /** Registers a revision. */
    async register(input: RegisterTaskDefinitionCommandInput): Promise<TaskDefinition> {
      const { taskDefinition } = await wire.call('ecs:RegisterTaskDefinition', input);
      return expected(taskDefinition, 'ecs:RegisterTaskDefinition');
    },
  };
}
