import { isAbsolute, join, relative, sep } from 'node:path';
import type { Surroundings } from '@fargate-actions/action-kit';
import {
  diskWorkspace,
  Document,
  loadDocument,
  parseDocument,
  resolveInside,
  type Diagnostics,
  type Json,
  type JsonObject,
} from '@fargate-actions/files';
import type { RenderTaskDefInputs } from './inputs.ts';

/**
 * The task definition that the inputs name: a file, or one that ECS has. Undefined after an error.
 *
 * The order in which the inputs count is the official action's.
 */
export async function readSource(
  inputs: RenderTaskDefInputs,
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<Document | undefined> {
  const { taskDefinition, taskDefinitionArn, taskDefinitionFamily, taskDefinitionRevision: revision } = inputs;
  if (taskDefinition !== undefined) return readFile(taskDefinition, surroundings, diagnostics);
  const family = taskDefinitionFamily ?? '';
  const reference = taskDefinitionArn ?? (revision === undefined ? family : `${family}:${revision}`);
  return describe(reference, inputs, surroundings, diagnostics);
}

/** From the workspace, or from the runner's temporary directory, where a render before has left it. */
async function readFile(
  path: string,
  { workspace, tempDirectory }: Surroundings,
  diagnostics: Diagnostics,
): Promise<Document | undefined> {
  if (!isBelow(tempDirectory, path)) return loadDocument(workspace, path, undefined, diagnostics);
  const temporary = diskWorkspace(tempDirectory);
  const file = await resolveInside(temporary, path, undefined, diagnostics);
  const bytes = file === undefined ? undefined : await temporary.read(file);
  // No checkout has the file: its whole path says where to look.
  return bytes && parseDocument(bytes, join(tempDirectory, file ?? ''), diagnostics);
}

/** Whether an absolute path is written as one below a directory. */
export function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return isAbsolute(path) && way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function describe(
  reference: string,
  inputs: RenderTaskDefInputs,
  { aws }: Surroundings,
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
