import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import type { Resource } from '@fargate-actions/plan';
import {
  offHoursActions,
  readScaling,
  scalingResources,
  type ScaledService,
  type ScalingSpec,
  type WantedScaling,
} from '@fargate-actions/scaling';
import { inOwnCluster, scaledService } from './scaled-service.ts';
import type { Stack, StackService } from './stack.ts';

/**
 * The resources that scale services of a stack as their files say: targets, policies, scheduled actions, and those of the
 * environment's off-hours. Services without `scaling` have none.
 */
export function scalingOfStack(
  stack: Stack,
  services: readonly StackService[],
  settings: Pick<ScalingSpec, 'prune' | 'tags'>,
  aws: Aws,
  diagnostics: Diagnostics,
): Resource[] {
  return services.flatMap((service) => {
    if (!service.scaling) return [];
    const scaled = scaledService(service, stack);
    const file = inOwnCluster(service.scaling.policy, scaled, stack, diagnostics);
    const wanted = readScaling(file, scaled, diagnostics);
    if (!wanted) return [];
    const { containerInsights = 'disabled' } = stack.cluster;
    const spec = {
      ...settings,
      service: scaled,
      hasOffHours: stack.offHours !== undefined,
      enablesContainerInsights: containerInsights !== 'disabled',
    };
    return scalingResources(withOffHours(wanted, scaled, stack, diagnostics), spec, aws);
  });
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
  return { ...wanted, actions: [...wanted.actions, ...added] };
}
