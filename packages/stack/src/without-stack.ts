import type { Aws, Clock } from '@fargate-actions/aws';
import type { Document } from '@fargate-actions/documents';
import type { Report, Resource } from '@fargate-actions/engine';
import { logGroupAddress, logGroupResources, type ServiceSpec } from '@fargate-actions/service';
import { familyOf, logGroupsOf, taskDefinitionArn, taskDefinitionResource } from '@fargate-actions/task-definition';

/** Services of a cluster that are to run one task definition, as inputs name them. */
export interface NamedServices {
  readonly cluster: string;
  /** None: the task definition is registered, and nothing is deployed. */
  readonly names: readonly string[];
  /** Cleaned and checked. */
  readonly taskDefinition: Document;
  readonly tags: Readonly<Record<string, string>>;
}

/** What deploying a service takes that its task definition does not tell. */
export type ServiceOfInputs = Omit<
  ServiceSpec,
  'name' | 'cluster' | 'taskDefinition' | 'render' | 'after' | 'createWhenMissing' | 'tags'
>;

/**
 * The resources that deploy services without a stack: log groups, the task definition, services, and no more than the
 * official action's permissions. A service is never created.
 *
 * @param serviceOf makes the resource of one service, or singleton, of what is wanted of it.
 */
export function resourcesWithoutStack<End extends Report>(
  { cluster, names, taskDefinition, tags }: NamedServices,
  service: ServiceOfInputs,
  { aws, clock }: { readonly aws: Aws; readonly clock: Clock },
  serviceOf: (spec: ServiceSpec) => Resource<End>,
): Resource<End>[] {
  const family = familyOf(taskDefinition);
  const groups = logGroupsOf(taskDefinition);
  const render = () => Promise.resolve(taskDefinition);
  const services = names.map((name) => ({ cluster, name }));
  return [
    ...logGroupResources(
      groups.map((name) => ({ name, continueUnread: true })),
      tags,
      aws,
    ),
    taskDefinitionResource({ family, render, tags, services }, aws, clock),
    ...services.map((named) =>
      serviceOf({
        ...service,
        ...named,
        taskDefinition: taskDefinitionArn(family, named.name),
        render,
        after: groups.map(logGroupAddress),
        createWhenMissing: false,
        tags,
      }),
    ),
  ];
}
