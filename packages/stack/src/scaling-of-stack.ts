import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Address, Resource } from '@fargate-actions/engine';
import {
  checkAddedActions,
  formerScalingResource,
  offHoursActions,
  readScaling,
  scalingResources,
  type ScaledService,
  type ScalingSpec,
  type ScalingToSimulate,
  type WantedScaling,
} from '@fargate-actions/scaling';
import { isInsightsOn } from '@fargate-actions/service';
import { inOwnCluster, scaledService } from './scaled-service.ts';
import type { Stack, StackService } from './stack.ts';

/** How the scaling of a stack is brought about. */
export interface ScalingSettings extends Pick<ScalingSpec, 'prune' | 'tags' | 'now'> {
  /** The services are of this run as well, at these addresses: they need not be there yet. */
  readonly serviceAddressOf?: (service: string) => Address;
}

/** What scales services of a stack. */
export interface ScalingOfStack {
  readonly resources: readonly Resource[];
  /** What the files of each service want of its scaling. */
  readonly scaled: readonly ScalingToSimulate[];
}

/**
 * What scales services of a stack as their files say: targets, policies, scheduled actions, and those of the environment's
 * off-hours. Of services without `scaling`, what is left of a former one.
 */
export function scalingOfStack(
  stack: Stack,
  services: readonly StackService[],
  { serviceAddressOf, ...settings }: ScalingSettings,
  aws: Aws,
  diagnostics: Diagnostics,
): ScalingOfStack {
  const environment = {
    region: stack.region,
    hasOffHours: stack.offHours !== undefined,
    enablesContainerInsights: isInsightsOn(stack.cluster.containerInsights),
  };
  const parts = services.map((service): ScalingOfStack => {
    const scaled = scaledService(service, stack);
    const address = serviceAddressOf?.(service.name);
    const spec = { ...settings, ...environment, service: scaled, ...(address && { serviceAddress: address }) };
    if (!service.scaling) return { resources: [formerScalingResource(spec, aws)], scaled: [] };
    const file = inOwnCluster(service.scaling.policy, scaled, stack, diagnostics);
    const read = readScaling(file, scaled, diagnostics);
    if (!read) return { resources: [], scaled: [] };
    const wanted = withOffHours(read, scaled, stack, diagnostics);
    return { resources: scalingResources(wanted, spec, aws), scaled: [{ service: scaled, wanted }] };
  });
  return { resources: parts.flatMap(({ resources }) => resources), scaled: parts.flatMap(({ scaled }) => scaled) };
}

/** What the environment's off-hours add to a service's scaling. */
function withOffHours(
  wanted: WantedScaling,
  service: ScaledService,
  { offHours, isProduction }: Stack,
  diagnostics: Diagnostics,
): WantedScaling {
  if (!offHours) return wanted;
  const added = offHoursActions(offHours, isProduction, service, wanted.target, diagnostics);
  checkAddedActions(added, wanted.actions, diagnostics);
  return { ...wanted, actions: [...wanted.actions, ...added] };
}
