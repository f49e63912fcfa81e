import type { ActionContext } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics, Json } from '@fargate-actions/documents';
import type { PlanItem, Report, Resource } from '@fargate-actions/engine';
import type { ServiceSpec } from '@fargate-actions/service';
import {
  deployedTags,
  deploymentGuards,
  renderedInFiles,
  renderings,
  stackResources,
  type DeploySettings,
  type Stack,
  type StackRendering,
  type StackService,
} from '@fargate-actions/stack';
import { readTaskDefinition } from './read-task-definition.ts';
import { stopOnErrors } from './stop-on-errors.ts';

/** The task definitions of services: those that render-task-def wrote, where an input names them, or the stack's own. */
export async function taskDefinitionsOf(
  services: readonly StackService[],
  { stack, inFiles }: { readonly stack: Stack; readonly inFiles: Json | undefined },
  aws: Aws,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<StackRendering[]> {
  if (inFiles === undefined) return renderings(stack, services, { image: undefined }, aws, diagnostics);
  const read = (file: string) => readTaskDefinition(file, { reach: 'job', mode: 'fargate' }, context, diagnostics);
  return renderedInFiles(inFiles, services, read, diagnostics);
}

/** How services of a stack are deployed. */
interface HowToDeploy<End extends Report> extends DeploySettings {
  /** Makes the resource of one service, or singleton, of what is wanted of it. */
  readonly serviceOf: (spec: ServiceSpec, rendering: StackRendering) => Resource<End>;
  /** Those that the run sees to their end: whether an image is what runs shows then, and it is tagged. */
  readonly watched: readonly StackRendering[];
}

/**
 * What deploys services of a stack, and all that they need, guarded by the alarms that there are.
 *
 * @throws DiagnosedError where the files are wrong so far.
 */
export async function servicesOfStack<End extends Report>(
  stack: Stack,
  deployed: readonly StackRendering[],
  { serviceOf, watched, ...settings }: HowToDeploy<End>,
  aws: Aws,
  { clock, workspace }: ActionContext,
  diagnostics: Diagnostics,
): Promise<PlanItem<End>[]> {
  const guards = deploymentGuards(stack, false, diagnostics);
  stopOnErrors(diagnostics);
  const resources = stackResources(stack, deployed, { ...settings, guards }, { aws, clock }, diagnostics, serviceOf);
  return [...resources, ...(await deployedTags(stack, watched, workspace, aws))];
}
