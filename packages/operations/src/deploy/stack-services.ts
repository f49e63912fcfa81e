import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import { serviceResource } from '@fargate-actions/service';
import {
  checkRendering,
  completeService,
  deploymentGuards,
  openStack,
  renderedInFiles,
  renderings,
  selectServices,
  stackResources,
  deployedTags,
  WITH_GUARDS,
} from '@fargate-actions/stack';
import { checkBeats } from '@fargate-actions/service';
import { deploySettings, progressLog } from './deploy-settings.ts';
import type { DeployInputs } from './inputs.ts';
import type { DeployOfRun } from './deploy-of-run.ts';
import { rollbackServices } from '@fargate-actions/service';
import { loadTaskDefinition } from '../read-task-definition.ts';
import { leaveSingletons } from '@fargate-actions/stack';

/** What deploys services of the stack; undefined after an error. */
export async function stackServices(
  inputs: DeployInputs,
  path: string,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<DeployOfRun | undefined> {
  const stack = await openStack(
    path,
    { ...inputs, commitSha: inputs.commitSha ?? context.run.commitSha, ...WITH_GUARDS },
    context,
    diagnostics,
  );
  if (!stack) return undefined;
  const aws = context.aws(stack.region);
  const selected = selectServices(stack, inputs.services, diagnostics);
  const { services, singletons } = leaveSingletons(selected, stack, inputs.services, diagnostics);
  const names = services.map(({ name }) => name);
  const prepared = { aws, region: stack.region, cluster: stack.cluster.name, services: names };
  const settings = deploySettings(inputs, context);
  const needs = { aws, clock: context.clock, progress: progressLog(context) };
  if (inputs.rollbackTo !== undefined) {
    const rollback = { ...settings, names, cluster: stack.cluster.name, to: inputs.rollbackTo };
    return { ...prepared, items: rollbackServices(rollback, needs, diagnostics) };
  }
  const all =
    inputs.taskDefinitions === undefined
      ? renderings(stack, [...services, ...singletons], { image: undefined }, aws, diagnostics)
      : await renderedInFiles(
          inputs.taskDefinitions,
          services,
          (file) => loadTaskDefinition(file, 'fargate', context, diagnostics),
          diagnostics,
        );
  const guards = deploymentGuards(stack, false, diagnostics);
  if (diagnostics.hasErrors) return undefined;
  const deployed = all.filter(({ service }) => !service.isSingleton);
  const resources = stackResources(stack, deployed, { ...settings, guards }, needs, diagnostics, (spec) =>
    serviceResource(spec, needs),
  );
  checkBeats(deployed, inputs.allowEmbeddedBeat, diagnostics);
  // What is wrong with a singleton is told before the others are deployed.
  for (const singleton of singletons) completeService(singleton, stack, diagnostics);
  const checked = all.filter(({ service }) => service.isSingleton).map(checkRendering);
  // Whether an image is what runs shows when the service is watched to its end.
  const watched = inputs.waitForServiceStability ? deployed : [];
  const tags = await deployedTags(stack, watched, context.workspace, aws);
  return { ...prepared, items: [...resources, ...checked, ...tags] };
}
