import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics, JsonObject } from '@fargate-actions/documents';
import { deploySettings, progressLog } from './deploy-settings.ts';
import type { DeployInputs } from './inputs.ts';
import { loadTaskDefinition } from '../read-task-definition.ts';
import type { DeployOfRun } from './deploy-of-run.ts';
import { rollbackServices } from '@fargate-actions/service';
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
  const settings = deploySettings(inputs, context);
  const needs = { aws, clock: context.clock, progress: progressLog(context) };
  if (inputs.rollbackTo !== undefined) {
    const rollback = { ...settings, names: prepared.services, cluster, to: inputs.rollbackTo };
    return { ...prepared, items: rollbackServices(rollback, needs, diagnostics) };
  }
  const taskDefinition = await loadTaskDefinition(inputs.taskDefinition ?? '', 'as-declared', context, diagnostics);
  if (!taskDefinition || diagnostics.hasErrors) return undefined;
  const single = {
    service: inputs.service,
    cluster,
    taskDefinition,
    fields: serviceFields(inputs),
    ...settings,
  };
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
