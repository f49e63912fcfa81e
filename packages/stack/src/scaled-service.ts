import {
  isList,
  isObject,
  valueAt,
  type Diagnostics,
  type Document,
  type Json,
  type Path,
} from '@fargate-actions/documents';
import type { ScaledService } from '@fargate-actions/scaling';
import type { Stack, StackService } from './stack.ts';

/** A service of a stack as its scaling needs to know it. */
export function scaledService({ key, name, service, scaling, isSingleton }: StackService, stack: Stack): ScaledService {
  const desiredCount = valueAt(service.value, ['desiredCount']);
  return {
    name,
    cluster: stack.cluster.name,
    stack: stack.name,
    desiredCount: typeof desiredCount === 'number' ? desiredCount : undefined,
    ...(desiredCount !== undefined && typeof desiredCount !== 'number' && { isDesiredCountWrong: true }),
    minCapacity: scaling?.minCapacity,
    maxCapacity: scaling?.maxCapacity,
    targetGroups: targetGroupsOf(service),
    isSingleton,
    at: stack.document.at(['services', key, 'scaling']),
  };
}

function targetGroupsOf({ value }: Document): string[] {
  const balancers = valueAt(value, ['loadBalancers']);
  return (isList(balancers) ? balancers : []).flatMap((balancer) => {
    const group = valueAt(balancer, ['targetGroupArn']);
    return typeof group === 'string' ? [group] : [];
  });
}

/**
 * A service's scaling file for the environment that is selected: the resource of the base environment becomes its own,
 * with a notice. Any other is for the room to refuse.
 *
 * Source: contracts.md, "An environment never reaches into another".
 */
export function inOwnCluster(file: Document, service: ScaledService, stack: Stack, diagnostics: Diagnostics): Document {
  const base = `service/${stack.base.cluster}/${service.name}`;
  const own = `service/${service.cluster}/${service.name}`;
  if (base === own) return file;

  function rewritten(value: Json, path: Path): Json {
    if (isList(value)) return value.map((item, index) => rewritten(item, [...path, index]));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const inner = [...path, key];
        if (key.toLowerCase() !== 'resourceid' || item !== base) return [key, rewritten(item, inner)];
        diagnostics.notice(
          file.at(inner),
          'scaling/resource-id',
          `The resource ${base} is the base environment's: it becomes ${own}.`,
          'Leave `resourceId` out: it follows the service and its environment.',
        );
        return [key, own];
      }),
    );
  }

  return file.withValue(rewritten(file.value, []));
}
