import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import { monitoringResources, type MonitoringSettings } from '@fargate-actions/monitoring';
import type { Resource } from '@fargate-actions/plan';
import { monitoredStack } from './monitored-stack.ts';
import type { Stack, StackMonitoring, StackService } from './stack.ts';

/** Of a stack.yml that has no `monitoring` any more. */
const NOTHING: StackMonitoring = { alarms: [], dashboard: undefined, at: () => undefined };

/**
 * The resources that watch services of a stack as its files say.
 *
 * Where stack.yml has no `monitoring`, or it was not read, there is nothing but what a run that prunes takes away.
 */
export function monitoringOfStack(
  stack: Stack,
  services: readonly StackService[],
  settings: MonitoringSettings,
  aws: Aws,
  diagnostics: Diagnostics,
): Resource[] {
  const monitoring = stack.monitoring ?? (settings.prune ? NOTHING : undefined);
  if (!monitoring) return [];
  // All of them, and what is of none as well.
  const names = services.length === stack.services.length ? undefined : services.map(({ name }) => name);
  return monitoringResources(monitoredStack(stack), monitoring, names, settings, aws, diagnostics);
}
