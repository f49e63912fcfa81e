import type { Operation } from './operations.ts';

/** A request limit of AWS: so many at once, then so many a second. */
export interface RequestLimit {
  readonly category: string;
  readonly burst: number;
  readonly perSecond: number;
}

/** Source: reference/ecs-facts.md, "Request limits of ECS". Per account and region, shared by category. */
const LIMITS: readonly (RequestLimit & { readonly operations: RegExp })[] = [
  {
    category: 'register task definition',
    burst: 20,
    perSecond: 1,
    operations: /^(Register|Deregister)TaskDefinition$/,
  },
  { category: 'task definition reads', burst: 50, perSecond: 20, operations: /^(Describe|List)TaskDefinitions?$/ },
  { category: 'service writes', burst: 50, perSecond: 5, operations: /^(Create|Update|Delete)Service$/ },
  { category: 'service reads', burst: 100, perSecond: 20, operations: /^(Describe|List)Services$/ },
  { category: 'service deployments', burst: 50, perSecond: 20, operations: /ServiceDeployments?$/ },
  { category: 'service revisions', burst: 50, perSecond: 20, operations: /ServiceRevisions$/ },
  { category: 'task reads', burst: 100, perSecond: 20, operations: /^((Describe|List)Tasks|GetTaskProtection)$/ },
  { category: 'task writes', burst: 100, perSecond: 40, operations: /^(Run|Stop)Task$/ },
  { category: 'tags', burst: 20, perSecond: 10, operations: /Tag/ },
  { category: 'clusters', burst: 50, perSecond: 20, operations: /Cluster/ },
];

/** The request limit that an operation counts against; none is known outside ECS. */
export function requestLimit(operation: Operation): RequestLimit | undefined {
  const [service, name = ''] = operation.split(':');
  return service === 'ecs' ? LIMITS.find(({ operations }) => operations.test(name)) : undefined;
}
