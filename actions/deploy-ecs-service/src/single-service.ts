import type { Surroundings } from '@fargate-actions/action-kit';
import type { Diagnostics, JsonObject } from '@fargate-actions/files';
import type { Resource } from '@fargate-actions/plan';
import type { RolloutReport } from '@fargate-actions/service';
import { deployTags, progressLog, rolloutSettings } from './deploy-settings.ts';
import type { DeployInputs } from './inputs.ts';
import { loadTaskDefinition } from './load-task-definition.ts';
import { rollbackServices } from './rollback-services.ts';
import { singleServiceResources } from './single-service-resources.ts';

/** The resources for one service as the official action's inputs name it; none after an error. */
export async function singleService(
  inputs: DeployInputs,
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<Resource<RolloutReport>[]> {
  const aws = surroundings.aws(inputs.awsRegion);
  const cluster = inputs.cluster ?? 'default';
  if (inputs.rollbackTo !== undefined) {
    const rollback = { names: [inputs.service ?? ''], cluster, to: inputs.rollbackTo };
    return rollbackServices(rollback, aws, inputs, surroundings, diagnostics);
  }
  const taskDefinition = await loadTaskDefinition(
    inputs.taskDefinition ?? '',
    'as-declared',
    surroundings,
    diagnostics,
  );
  if (!taskDefinition || diagnostics.hasErrors) return [];
  noteWithoutEffect(inputs, diagnostics);
  return singleServiceResources(
    {
      service: inputs.service,
      cluster,
      taskDefinition,
      fields: serviceFields(inputs),
      forceNewDeployment: inputs.forceNewDeployment,
      onConflict: inputs.onConflict,
      tags: deployTags(inputs, surroundings),
      rollout: rolloutSettings(inputs),
    },
    { aws, clock: surroundings.clock, progress: progressLog(surroundings) },
    diagnostics,
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

/** Inputs of the official action that there is nothing to do for, said rather than ignored. */
function noteWithoutEffect(inputs: DeployInputs, diagnostics: Diagnostics): void {
  const notes = [
    [inputs.waitMaxDelaySeconds, 'wait-max-delay-seconds', 'ECS is looked at every second'],
    [
      inputs.keepNullValueKeys,
      'keep-null-value-keys',
      'empty values that mean something to AWS are kept, others mean "not set"',
    ],
    [inputs.maxRetries, 'max-retries', 'reads and throttled writes are tried four times'],
  ] as const;
  for (const [value, name, why] of notes) {
    if (value !== undefined) {
      diagnostics.notice(
        undefined,
        'inputs/without-effect',
        `The input \`${name}\` has no effect: ${why}.`,
        'Take it out.',
      );
    }
  }
}
