import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import { checkBeats, rollbackServices, serviceResource, type ServiceSpec } from '@fargate-actions/service';
import {
  checkRendering,
  completeService,
  leaveSingletons,
  openStack,
  selectServices,
  WITH_GUARDS,
} from '@fargate-actions/stack';
import { serviceContext } from '../room-contexts.ts';
import { servicesOfStack, taskDefinitionsOf } from '../services-of-stack.ts';
import type { DeployOfRun } from './deploy-of-run.ts';
import { deploySettings } from './deploy-settings.ts';
import type { DeployInputs } from './inputs.ts';

/** What deploys services of the stack; undefined after an error. */
export async function stackServices(
  inputs: DeployInputs,
  path: string,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<DeployOfRun | undefined> {
  const choice = { ...inputs, commitSha: inputs.commitSha ?? context.run.commitSha, ...WITH_GUARDS };
  const stack = await openStack(path, choice, context, diagnostics);
  if (!stack) return undefined;
  const aws = context.aws(stack.region);
  const selected = selectServices(stack, inputs.services, diagnostics);
  const { services, singletons } = leaveSingletons(selected, stack, inputs.services, diagnostics);
  const cluster = stack.cluster.name;
  const names = services.map(({ name }) => name);
  const ofRun = { aws, region: stack.region, cluster, services: names };
  const settings = deploySettings(inputs, context);
  const needs = serviceContext(aws, context);
  if (inputs.rollbackTo !== undefined) {
    const rollback = { ...settings, names, cluster, to: inputs.rollbackTo };
    return { ...ofRun, items: rollbackServices(rollback, needs, diagnostics) };
  }
  const inFiles = inputs.taskDefinitions;
  const read = inFiles === undefined ? [...services, ...singletons] : services;
  const all = await taskDefinitionsOf(read, { stack, inFiles }, aws, context, diagnostics);
  const deployed = all.filter(({ service }) => !service.isSingleton);
  const watched = inputs.waitForServiceStability ? deployed : [];
  const serviceOf = (spec: ServiceSpec) => serviceResource(spec, needs);
  const items = await servicesOfStack(stack, deployed, { ...settings, serviceOf, watched }, aws, context, diagnostics);
  checkBeats(deployed, inputs.allowEmbeddedBeat, diagnostics);
  // Errors of a singleton are reported before the others are deployed.
  for (const singleton of singletons) completeService(singleton, stack, diagnostics);
  const checked = all.filter(({ service }) => service.isSingleton).map(checkRendering);
  return { ...ofRun, items: [...items, ...checked] };
}
