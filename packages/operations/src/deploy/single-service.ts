import type { ActionContext } from '@fargate-actions/action-kit';
import { Document, type Diagnostics, type JsonObject } from '@fargate-actions/documents';
import { rollbackServices, serviceResource, warnOfBeats } from '@fargate-actions/service';
import { resourcesWithoutStack } from '@fargate-actions/stack';
import { readTaskDefinition } from '../read-task-definition.ts';
import { serviceContext } from '../room-contexts.ts';
import type { DeployOfRun } from './deploy-of-run.ts';
import { deploySettings } from './deploy-settings.ts';
import type { DeployInputs } from './inputs.ts';

/**
 * What deploys one service as the official action's inputs name it, with no more than its permissions; undefined after an
 * error. The service is never created and its count is left alone unless given.
 */
export async function singleService(
  inputs: DeployInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<DeployOfRun | undefined> {
  const aws = context.aws(inputs.awsRegion);
  const cluster = inputs.cluster ?? 'default';
  const region = inputs.awsRegion ?? context.run.region;
  const names = inputs.service === undefined ? [] : [inputs.service];
  const ofRun = { aws, region, cluster, services: names };
  const { tags, ...settings } = deploySettings(inputs, context);
  const needs = serviceContext(aws, context);
  if (inputs.rollbackTo !== undefined) {
    const rollback = { ...settings, tags, names, cluster, to: inputs.rollbackTo };
    return { ...ofRun, items: rollbackServices(rollback, needs, diagnostics) };
  }
  const from = { reach: 'machine', mode: 'as-declared' } as const;
  const taskDefinition = await readTaskDefinition(inputs.taskDefinition ?? '', from, context, diagnostics);
  if (!taskDefinition || diagnostics.hasErrors) return undefined;
  if (inputs.service === undefined) noteOnlyRegistered(diagnostics);
  else warnOfBeats(taskDefinition, diagnostics);
  const items = resourcesWithoutStack(
    { cluster, names, taskDefinition, tags },
    { ...settings, document: new Document(serviceFields(inputs), new Map()), countPolicy: 'as given' },
    needs,
    (spec) => serviceResource(spec, needs),
  );
  return { ...ofRun, items };
}

function noteOnlyRegistered(diagnostics: Diagnostics): void {
  diagnostics.notice(
    undefined,
    'inputs/only-registered',
    'No service is named: the task definition is registered, and nothing is deployed.',
    'Give the input `service` to deploy it.',
  );
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
