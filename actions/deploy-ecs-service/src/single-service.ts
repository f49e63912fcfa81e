import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics, JsonObject } from '@fargate-actions/documents';
import { tagsOfRun, progressLog, rolloutSettings } from './deploy-settings.ts';
import type { DeployInputs } from './inputs.ts';
import { loadTaskDefinition } from './load-task-definition.ts';
import type { DeployOfRun } from './deploy-of-run.ts';
import { rollbackServices } from './rollback-services.ts';
import { singleServiceResources } from './single-service-resources.ts';

/** What deploys one service as the official action's inputs name it; undefined after an error. */
export async function singleService(
  inputs: DeployInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<DeployOfRun | undefined> {
  const aws = context.aws(inputs.awsRegion);
  const cluster = inputs.cluster ?? 'default';
  const region = inputs.awsRegion ?? context.run.region;
  const prepared = { aws, region, cluster, services: inputs.service === undefined ? [] : [inputs.service] };
  if (inputs.rollbackTo !== undefined) {
    const rollback = { names: prepared.services, cluster, to: inputs.rollbackTo };
    return { ...prepared, items: rollbackServices(rollback, aws, inputs, context, diagnostics) };
  }
  const taskDefinition = await loadTaskDefinition(inputs.taskDefinition ?? '', 'as-declared', context, diagnostics);
  if (!taskDefinition || diagnostics.hasErrors) return undefined;
  const single = {
    service: inputs.service,
    cluster,
    taskDefinition,
    fields: serviceFields(inputs),
    forceNewDeployment: inputs.forceNewDeployment,
    onConflict: inputs.onConflict,
    tags: tagsOfRun(inputs, context),
    rollout: rolloutSettings(inputs),
  };
  const needs = { aws, clock: context.clock, progress: progressLog(context) };
  return { ...prepared, items: singleServiceResources(single, needs, diagnostics) };
}

/** What the inputs say of the service itself. */
function serviceFields(inputs: DeployInputs): JsonObject {
  return {
    ...(inputs.desiredCount !== undefined && { desiredCount: inputs.desiredCount }),
    ...(inputs.enableEcsManagedTags !== undefined && { enableECSManagedTags: inputs.enableEcsManagedTags }),
    ...(inputs.propagateTags !== undefined && { propagateTags: inputs.propagateTags }),
    ...(inputs.serviceManagedEbsVolumeName !== undefined &&
      inputs.serviceManagedEbsVolume !== undefined && {
        volumeConfigurations: [
          { name: inputs.serviceManagedEbsVolumeName, managedEBSVolume: inputs.serviceManagedEbsVolume },
        ],
      }),
  };
}
