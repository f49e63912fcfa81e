import type { Aws, Clock } from '@fargate-actions/aws';
import { isList, valueAt, type Diagnostics, type Document } from '@fargate-actions/documents';
import { alarmAddress } from '@fargate-actions/monitoring';
import type { Report, Resource } from '@fargate-actions/engine';
import {
  clusterAddress,
  clusterResource,
  logGroupAddress,
  logGroupResources,
  readTargetGroup,
  serviceAddress,
  targetGroupAddress,
  targetGroupResource,
  type RolloutSettings,
  type ServiceGuards,
  type ServiceSpec,
  type WantedLogGroup,
} from '@fargate-actions/service';
import { logGroupsOf, taskDefinitionArn, taskDefinitionResource } from '@fargate-actions/task-definition';
import { completeService } from './complete-service.ts';
import { familiesOf, renderFamily } from './families.ts';
import type { StackRendering } from './render-stack.ts';
import type { Stack, StackService } from './stack.ts';

/** How a stack is deployed. */
export interface DeploySettings {
  readonly tags: Readonly<Record<string, string>>;
  readonly forceNewDeployment: boolean;
  readonly onConflict: ServiceSpec['onConflict'];
  /** Absent: the run does not wait. */
  readonly rollout: RolloutSettings | undefined;
  /** Log groups whose settings this run keeps; those that its tasks write to are created by themselves. */
  readonly logGroups?: readonly WantedLogGroup[] | undefined;
  /** The alarms that guard a service's deployments, besides those that it names itself. */
  readonly guards?: ((service: Pick<StackService, 'name' | 'isSingleton'>) => ServiceGuards) | undefined;
}

/**
 * The resources that deploy services of a stack: the cluster, log groups, target groups, task definitions, services.
 *
 * Calls nothing: names are looked up when the engine resolves the resources. A service comes after its log groups, because
 * a task whose log group is missing does not start.
 *
 * @param serviceOf makes the resource of one service, or singleton, of what is wanted of it.
 */
export function stackResources<End extends Report>(
  stack: Stack,
  renderings: readonly StackRendering[],
  settings: DeploySettings,
  { aws, clock }: { readonly aws: Aws; readonly clock: Clock },
  diagnostics: Diagnostics,
  serviceOf: (spec: ServiceSpec, rendering: StackRendering) => Resource<End>,
): Resource<End>[] {
  const vpc = stack.vpc === undefined ? undefined : { name: stack.vpc, at: stack.document.at(['vpc']) };
  const completed = renderings.map((one) => ({ ...one, document: completeService(one.service, stack, diagnostics) }));
  const deployed = new Map(completed.map(({ service }) => [service.key, service.name]));
  const groups = [...new Set(renderings.flatMap(({ taskDefinition }) => logGroupsOf(taskDefinition)))];

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
    ...logGroupResources([...groups.map((name) => ({ name })), ...(settings.logGroups ?? [])], settings.tags, aws),
    ...completed.flatMap(({ service, document }) => targetGroupOf(service, document)),
    ...familiesOf(renderings).map((family) =>
      taskDefinitionResource(
        {
          family: family[0].family,
          render: (found) => renderFamily(family, found),
          image: family[0].image?.name,
          tags: settings.tags,
          services: family.map(({ service: { name } }) => ({ cluster: stack.cluster.name, name })),
        },
        aws,
        clock,
      ),
    ),
    ...completed.map(({ document, ...one }) => {
      const { service, family, taskDefinition, render } = one;
      const guards = settings.guards?.(service);
      return serviceOf(
        {
          name: service.name,
          cluster: stack.cluster.name,
          document,
          taskDefinition: taskDefinitionArn(family, service.name),
          render: async () => (await render()).document,
          ...(stack.image && { repositories: [stack.image.repository] }),
          after: [
            clusterAddress(stack.cluster.name),
            ...logGroupsOf(taskDefinition).map(logGroupAddress),
            ...(service.targetGroup ? [targetGroupAddress(service.name)] : []),
            ...(guards?.alarms ?? []).filter(({ isOfThisRun }) => isOfThisRun).map(({ name }) => alarmAddress(name)),
            // A service that is not part of this run is as it is: nothing to wait for.
            ...service.after.flatMap((key) => deployed.get(key) ?? []).map(serviceAddress),
          ],
          vpc,
          countPolicy: service.scaling ? 'left alone' : 'from the file unless scaled',
          createWhenMissing: true,
          forceNewDeployment: settings.forceNewDeployment,
          onConflict: settings.onConflict,
          tags: { ...tagsOf(service.service), ...settings.tags },
          ownTags: tagsOf(service.service),
          guards,
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
