import { APPLICATION_ELB } from './application-elb.ts';
import { CONTAINER_INSIGHTS } from './container-insights.ts';
import { ECS } from './ecs.ts';
import type { KnownMetric, KnownNamespace } from './known-metric.ts';
import { SQS } from './sqs.ts';

/** The namespaces whose metrics are known: what a service on Fargate, its load balancer and its queue publish. */
export const NAMESPACES: readonly KnownNamespace[] = [ECS, CONTAINER_INSIGHTS, APPLICATION_ELB, SQS];

/** The namespace of that name. */
export function knownNamespace(name: string | undefined): KnownNamespace | undefined {
  return NAMESPACES.find((namespace) => namespace.name === name);
}

/** The metric of that name in a namespace. */
export function knownMetric(namespace: string | undefined, name: string | undefined): KnownMetric | undefined {
  return knownNamespace(namespace)?.metrics.find((metric) => metric.name === name);
}

/** Whether a namespace is known, in whatever case it is written, and has no metric of that name. */
export function isUnknownMetric(namespace: string | undefined, name: string | undefined): boolean {
  const known = knownNamespace(namespace) ?? sameButForCase(NAMESPACES, namespace ?? '');
  return known !== undefined && !knownMetric(known.name, name);
}

/** The item of a list whose name is the same but for case. */
export function sameButForCase<Item extends { readonly name: string }>(
  items: readonly Item[],
  name: string,
): Item | undefined {
  return items.find((item) => item.name.toLowerCase() === name.toLowerCase());
}
