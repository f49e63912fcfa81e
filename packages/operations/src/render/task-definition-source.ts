import { readInputFile, type ActionContext } from '@fargate-actions/action-kit';
import { Document, type Diagnostics, type Json, type JsonObject } from '@fargate-actions/documents';
import type { RenderTaskDefInputs } from './inputs.ts';

/**
 * The task definition that the inputs name: a file, or one that ECS has. Undefined after an error.
 *
 * The order in which the inputs count is the official action's.
 */
export async function readSource(
  inputs: RenderTaskDefInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Document | undefined> {
  const { taskDefinition, taskDefinitionArn, taskDefinitionFamily, taskDefinitionRevision: revision } = inputs;
  if (taskDefinition !== undefined) return readInputFile(taskDefinition, context, diagnostics, 'machine');
  const family = taskDefinitionFamily ?? '';
  const reference = taskDefinitionArn ?? (revision === undefined ? family : `${family}:${revision}`);
  return describe(reference, inputs, context, diagnostics);
}

async function describe(
  reference: string,
  inputs: RenderTaskDefInputs,
  { aws }: ActionContext,
  diagnostics: Diagnostics,
): Promise<Document | undefined> {
  const { taskDefinitions } = aws(inputs.awsRegion ?? regionOf(reference));
  const found = await taskDefinitions.find(reference);
  if (found) {
    // Dates become texts; all of them are in fields that only describe.
    const value = JSON.parse(JSON.stringify(found.taskDefinition)) as JsonObject;
    const tags = JSON.parse(JSON.stringify(found.tags)) as Json;
    return new Document({ ...value, tags }, new Map());
  }
  diagnostics.error(
    undefined,
    'task-definition/not-found',
    `ECS has no task definition ${reference}.`,
    'Check the name, the revision, the account and the region.',
  );
  return undefined;
}

function regionOf(reference: string): string | undefined {
  return /^arn:[\w-]+:ecs:([\w-]+):/.exec(reference)?.[1];
}
