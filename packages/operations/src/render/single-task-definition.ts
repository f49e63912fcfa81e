import type { ActionContext } from '@fargate-actions/action-kit';
import { isObject, type Diagnostics } from '@fargate-actions/documents';
import {
  cleanTaskDefinition,
  familyOf,
  imageToSet,
  renderTaskDefinition,
  validateTaskDefinition,
  withWrittenNames,
  type Rendered,
} from '@fargate-actions/task-definition';
import { inputOverrides } from './input-overrides.ts';
import type { RenderTaskDefInputs } from './inputs.ts';
import { readSource } from './task-definition-source.ts';

/**
 * One task definition as the official action renders it: what the inputs say is set, the rest stays.
 *
 * Fargate's rules bind only a definition that asks for FARGATE. None after an error.
 */
export async function singleTaskDefinition(
  inputs: RenderTaskDefInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Rendered[]> {
  const { image: _, ...overrides } = inputOverrides(inputs, diagnostics);
  const source = await readSource(inputs, context, diagnostics);
  const cleaned = source && cleanTaskDefinition(source, diagnostics);
  if (!cleaned) return [];

  const { aws, run } = context;
  const { awsRegion, registry, containerName } = inputs;
  const given = { image: inputs.image, registry, region: awsRegion ?? run.region };
  const image = await imageToSet(given, cleaned, overrides.containerNames, aws, diagnostics);
  const set = renderTaskDefinition(cleaned, { ...overrides, ...(image !== undefined && { image }) }, diagnostics);
  const lookUp = { keepsImages: containerName !== undefined, region: awsRegion, defaultRegion: run.region };
  const taskDefinition = await withWrittenNames(set, lookUp, aws, diagnostics);
  // What the official action passes on, a later step may complete: deploy-ecs-service refuses what AWS would refuse.
  validateTaskDefinition(taskDefinition, { mode: 'as-declared', before: cleaned }, diagnostics);
  const family = familyOf(taskDefinition);
  return [{ name: family, family, before: isObject(cleaned.value) ? cleaned.value : {}, taskDefinition }];
}
