import { familyOf } from '@fargate-actions/task-definition';
import type { Surroundings } from '@fargate-actions/action-kit';
import { isObject, type Diagnostics } from '@fargate-actions/files';
import {
  completeService,
  openStack,
  renderStack,
  selectServices,
  stackResources,
  tagDeployed,
  type RenderedService,
  type StackService,
} from '@fargate-actions/stack';
import { checkBeats } from './beats.ts';
import { tagsOfRun, progressLog, rolloutSettings } from './deploy-settings.ts';
import type { DeployInputs } from './inputs.ts';
import type { Prepared } from './prepared.ts';
import { rollbackServices } from './rollback-services.ts';
import { loadTaskDefinition } from './load-task-definition.ts';
import { leaveSingletons } from './singletons.ts';

/** What deploys services of the stack; undefined after an error. */
export async function stackServices(
  inputs: DeployInputs,
  path: string,
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<Prepared | undefined> {
  const stack = await openStack(
    path,
    { ...inputs, commitSha: inputs.commitSha ?? surroundings.run.commitSha },
    surroundings,
    diagnostics,
  );
  if (!stack) return undefined;
  const aws = surroundings.aws(stack.region);
  const selected = selectServices(stack, inputs.services, diagnostics);
  const { services, singletons } = leaveSingletons(selected, stack, inputs, diagnostics);
  const names = services.map(({ name }) => name);
  const prepared = { aws, cluster: stack.cluster.name, services: names };
  if (inputs.rollbackTo !== undefined) {
    const rollback = { names, cluster: stack.cluster.name, to: inputs.rollbackTo };
    return { ...prepared, resources: await rollbackServices(rollback, aws, inputs, surroundings, diagnostics) };
  }
  const rendered =
    inputs.taskDefinitions === undefined
      ? await renderStack(stack, [...services, ...singletons], undefined, aws, diagnostics)
      : await readRendered(inputs, services, surroundings, diagnostics);
  if (diagnostics.hasErrors) return undefined;
  const settings = {
    tags: tagsOfRun(inputs, surroundings),
    forceNewDeployment: inputs.forceNewDeployment,
    onConflict: inputs.onConflict,
    rollout: rolloutSettings(inputs),
  };
  const needs = { aws, clock: surroundings.clock, progress: progressLog(surroundings) };
  const deployed = rendered.filter(({ service }) => !service.isSingleton);
  const resources = stackResources(stack, deployed, settings, needs, diagnostics);
  checkBeats(deployed, inputs.allowEmbeddedBeat, diagnostics);
  // What is wrong with a singleton is told before the others are deployed.
  for (const singleton of singletons) completeService(singleton, stack, diagnostics);
  return {
    ...prepared,
    resources,
    afterwards: (asWanted) =>
      tagDeployed(
        stack,
        deployed.filter(({ service }) => asWanted.has(service.name)),
        surroundings.workspace,
        aws,
        diagnostics,
      ),
  };
}

/** The task definitions that render-task-def wrote, in the place of the stack's own files. */
async function readRendered(
  inputs: DeployInputs,
  services: readonly StackService[],
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<RenderedService[]> {
  const paths = isObject(inputs.taskDefinitions) ? inputs.taskDefinitions : {};
  const rendered = await Promise.all(
    services.map(async (service): Promise<RenderedService | undefined> => {
      const path = paths[service.key];
      if (typeof path !== 'string' || path === '') {
        diagnostics.error(
          undefined,
          'inputs/task-definitions',
          `The input \`task-definitions\` has no path for the service ${service.key}.`,
          'Give the output `task-definitions` of render-task-def for the same services.',
        );
        return undefined;
      }
      const taskDefinition = await loadTaskDefinition(path, 'fargate', surroundings, diagnostics);
      return taskDefinition && { service, family: familyOf(taskDefinition), taskDefinition };
    }),
  );
  return rendered.filter((one) => one !== undefined);
}
