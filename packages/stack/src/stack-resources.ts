import type { Aws, Clock } from '@fargate-actions/aws';
import { isList, valueAt, type Diagnostics, type Document } from '@fargate-actions/files';
import type { Report, Resource } from '@fargate-actions/plan';
import {
  clusterAddress,
  clusterResource,
  logGroupAddress,
  logGroupResource,
  readTargetGroup,
  serviceAddress,
  serviceResource,
  targetGroupAddress,
  targetGroupResource,
  type RolloutProgress,
  type RolloutReport,
  type RolloutSettings,
  type ServiceSpec,
} from '@fargate-actions/service';
import { imagesOf, logGroupsOf, taskDefinitionArn, taskDefinitionResource } from '@fargate-actions/task-definition';
import { completeService } from './complete-service.ts';
import type { DeploymentGuards } from './deployment-guards.ts';
import { oneOfEachFamily } from './families.ts';
import type { RenderedService } from './render-stack.ts';
import type { Stack, StackService } from './stack.ts';

/** What the resources of a stack need. */
export interface StackSurroundings {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly progress: (progress: RolloutProgress) => void;
}

/** How a stack is deployed. */
export interface DeploySettings {
  readonly tags: Readonly<Record<string, string>>;
  readonly forceNewDeployment: boolean;
  readonly onConflict: ServiceSpec['onConflict'];
  /** Absent: the run does not wait. */
  readonly rollout: RolloutSettings | undefined;
  /** The alarms that guard deployments, besides those that services name themselves. */
  readonly guards?: DeploymentGuards | undefined;
}

/**
 * The resources that deploy services of a stack: the cluster, log groups, task definitions, services.
 *
 * A service comes after its log groups, because a task whose log group is missing does not start.
 */
export function stackResources(
  stack: Stack,
  rendered: readonly RenderedService[],
  settings: DeploySettings,
  surroundings: StackSurroundings,
  diagnostics: Diagnostics,
): Resource<RolloutReport>[] {
  return resourcesAround(stack, rendered, settings, surroundings, diagnostics, (spec) =>
    serviceResource(spec, surroundings),
  );
}

/**
 * The resources of services, and all that they rest on.
 *
 * @param serviceOf makes the resource of one service of what is wanted of it.
 */
export function resourcesAround<End extends Report>(
  stack: Stack,
  rendered: readonly RenderedService[],
  settings: DeploySettings,
  { aws, clock }: Pick<StackSurroundings, 'aws' | 'clock'>,
  diagnostics: Diagnostics,
  serviceOf: (spec: ServiceSpec, rendered: RenderedService) => Resource<End>,
): Resource<End>[] {
  const vpc = stack.vpc === undefined ? undefined : { name: stack.vpc, at: stack.document.at(['vpc']) };
  const completed = rendered.map((one) => ({
    ...one,
    document: completeService(one.service, stack, diagnostics, settings.guards?.of.get(one.service.name)),
  }));
  const deployed = new Map(completed.map(({ service }) => [service.key, service.name]));
  const groups = [...new Set(rendered.flatMap(({ taskDefinition }) => logGroupsOf(taskDefinition)))];

  function targetGroupOf(service: StackService, serviceDocument: Document): Resource[] {
    if (!service.targetGroup) return [];
    const targetGroupSettings = readTargetGroup(service.targetGroup, diagnostics);
    return [targetGroupResource({ service: service.name, serviceDocument, settings: targetGroupSettings, vpc }, aws)];
  }

  return [
    clusterResource(
      {
        name: stack.cluster.name,
        capacityProviders: providers(
          stack,
          completed.map(({ document }) => document),
        ),
        ...(stack.cluster.containerInsights && { containerInsights: stack.cluster.containerInsights }),
        tags: settings.tags,
      },
      aws,
    ),
    ...groups.map((group) => logGroupResource(group, settings.tags, aws)),
    ...completed.flatMap(({ service, document }) => targetGroupOf(service, document)),
    ...oneOfEachFamily(rendered, diagnostics).map(({ family, taskDefinition }) => {
      const users = rendered.filter((one) => one.family === family);
      const services = users.map(({ service: { name } }) => ({ cluster: stack.cluster.name, name }));
      return taskDefinitionResource({ family, document: taskDefinition, tags: settings.tags, services }, aws, clock);
    }),
    ...completed.map(({ document, ...one }) => {
      const { service, family, taskDefinition } = one;
      return serviceOf(
        {
          name: service.name,
          cluster: stack.cluster.name,
          document,
          taskDefinition: taskDefinitionArn(family, service.name),
          definition: taskDefinition.value,
          images: imagesOf(taskDefinition),
          ...(stack.image && { repositories: [stack.image.repository] }),
          after: [
            clusterAddress(stack.cluster.name),
            ...logGroupsOf(taskDefinition).map(logGroupAddress),
            ...(service.targetGroup ? [targetGroupAddress(service.name)] : []),
            // A service that is not part of this run is as it is: nothing to wait for.
            ...service.after.flatMap((key) => deployed.get(key) ?? []).map(serviceAddress),
          ],
          vpc,
          desiredCount: service.scaling ? 'left alone' : 'from the file unless scaled',
          createWhenMissing: true,
          forceNewDeployment: settings.forceNewDeployment,
          onConflict: settings.onConflict,
          tags: { ...tagsOf(service.service), ...settings.tags },
          ownTags: tagsOf(service.service),
          formerGuards: settings.guards?.formerly,
          knownGuards: settings.guards && {
            names: settings.guards.of.get(service.name) ?? [],
            inAlarm: settings.guards.inAlarm,
          },
          rollout: settings.rollout,
        },
        one,
      );
    }),
  ];
}

/** The providers that the stack and its services name: what a strategy uses must be attached to the cluster. */
function providers(stack: Stack, services: readonly Document[]): string[] {
  const used = services.flatMap(({ value }) => {
    const strategy = valueAt(value, ['capacityProviderStrategy']);
    return isList(strategy) ? strategy.map((item) => valueAt(item, ['capacityProvider'])) : [];
  });
  const named = used.filter((provider) => typeof provider === 'string');
  return [...new Set([...(stack.cluster.capacityProviders ?? []), ...named])];
}

/** Tags of ours, which a file has that was described: what they say is not the file's business. */
const OURS = 'fargate-actions:';

/** The tags that a service file has itself, `[{ key, value }]`. */
function tagsOf({ value }: Document): Record<string, string> {
  const list = valueAt(value, ['tags']);
  const pairs = (isList(list) ? list : []).flatMap((item) => {
    const key = valueAt(item, ['key']);
    const text = valueAt(item, ['value']) ?? '';
    const isTag = typeof key === 'string' && typeof text === 'string' && !key.startsWith(OURS);
    return isTag ? [[key, text] as const] : [];
  });
  return Object.fromEntries(pairs);
}
