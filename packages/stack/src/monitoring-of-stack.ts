import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import { monitoringResources, type MonitoringSettings } from '@fargate-actions/monitoring';
import type { Resource } from '@fargate-actions/plan';
import { monitoredStack } from './monitored-stack.ts';
import type { Stack, StackService } from './stack.ts';

/** The resources that watch services of a stack as its files say; none where it has no `monitoring`, or it was not read. */
export function monitoringOfStack(
  stack: Stack,
  services: readonly StackService[],
  settings: MonitoringSettings,
  aws: Aws,
  diagnostics: Diagnostics,
): Resource[] {
  if (!stack.monitoring) return [];
  // All of them, and what is of none as well.
  const names = services.length === stack.services.length ? undefined : services.map(({ name }) => name);
  return monitoringResources(monitoredStack(stack), stack.monitoring, names, settings, aws, diagnostics);
}
