import type { Aws, Clock } from '@fargate-actions/aws';
import type { Diagnostics, Workspace } from '@fargate-actions/documents';
import type { PlanItem, Report, Resource } from '@fargate-actions/engine';
import { askingForLogGroupsOnce, checkBeats, serviceAddress, type ServiceSpec } from '@fargate-actions/service';
import { deploymentGuards } from './deployment-guards.ts';
import { checkDefinition } from './check-definition.ts';
import { monitoringOfStack } from './monitoring-of-stack.ts';
import { renderings, type ImageOfRun, type StackRendering } from './render-stack.ts';
import { scalingOfStack } from './scaling-of-stack.ts';
import { stackResources, type DeploySettings } from './stack-resources.ts';
import type { Stack, StackService } from './stack.ts';
import { deployedTags } from './tag-deployed.ts';

/** How a run brings a whole stack about. */
export interface WholeStackSettings<End extends Report> extends Omit<DeploySettings, 'guards' | 'logGroups'> {
  readonly image: ImageOfRun;
  /** Deletes what this tool made and the files no longer have. */
  readonly prune: boolean;
  /** Whether a worker may have a beat in each of its tasks (`celery worker -B`). */
  readonly allowEmbeddedBeat: boolean;
  /** Makes the resource of one service, or singleton, of what is wanted of it. */
  readonly serviceOf: (spec: ServiceSpec, rendering: StackRendering) => Resource<End>;
}

/** What assembling a stack needs. */
export interface AssemblyContext {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly workspace: Workspace;
}

/**
 * Everything that services of a stack consist of, each resource once: cluster, log groups, target groups, task definitions,
 * services and singletons, their scaling, what watches them, the tags of their images.
 *
 * Calls nothing of AWS, so that there can be a plan before there is an image. An alarm that this run creates guards this
 * run's deployment; a log group is created once, whether tasks need it or its retention is kept.
 */
export async function assembleStack<End extends Report>(
  stack: Stack,
  services: readonly StackService[],
  settings: WholeStackSettings<End>,
  { aws: ports, clock, workspace }: AssemblyContext,
  diagnostics: Diagnostics,
): Promise<PlanItem<End>[]> {
  const { tags, prune, serviceOf } = settings;
  const aws = askingForLogGroupsOnce(ports);
  const all = renderings(stack, services, settings.image, aws, diagnostics);
  for (const { taskDefinition } of all) checkDefinition(taskDefinition, diagnostics);
  const monitoring = await monitoringOfStack(
    stack,
    services,
    { prune, tags, deployed: services.map(({ name }) => serviceAddress(name)) },
    aws,
    diagnostics,
  );
  const scaling = scalingOfStack(
    stack,
    services,
    { prune, tags, now: clock.now(), serviceAddressOf: serviceAddress },
    aws,
    diagnostics,
  );
  const deploying = stackResources(
    stack,
    all,
    { ...settings, guards: deploymentGuards(stack, true, diagnostics), logGroups: monitoring.logGroups },
    { aws, clock },
    diagnostics,
    serviceOf,
  );
  checkBeats(
    all.filter(({ service }) => !service.isSingleton),
    settings.allowEmbeddedBeat,
    diagnostics,
  );
  const watched = settings.rollout ? all : [];
  return [
    ...deploying,
    ...scaling.resources,
    ...monitoring.items,
    ...(await deployedTags(stack, watched, workspace, aws)),
  ];
}
