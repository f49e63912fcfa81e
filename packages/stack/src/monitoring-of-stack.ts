import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import type { MonitoringSettings } from '@fargate-actions/monitoring';
import type { PlanItem } from '@fargate-actions/engine';
import type { WantedLogGroup } from '@fargate-actions/service';
import type { Stack, StackMonitoring, StackService } from './stack.ts';

/** Of a stack.yml that has no `monitoring` any more. */
const NOTHING: StackMonitoring = { alarms: [], dashboard: undefined, at: () => undefined };

/** What watches services of a stack. */
export interface MonitoringOfStack {
  /** The log groups whose settings are kept; they are resources of the run, each once. */
  readonly logGroups: readonly WantedLogGroup[];
  readonly items: readonly PlanItem[];
}

/**
 * What watches services of a stack as its files say; calls nothing.
 *
 * Where stack.yml has no `monitoring`, or it was not read, there is nothing but what a run that prunes takes away.
 */
export async function monitoringOfStack(
  stack: Stack,
  services: readonly StackService[],
  settings: MonitoringSettings,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<MonitoringOfStack> {
  const monitoring = stack.monitoring ?? (settings.prune ? NOTHING : undefined);
  if (!monitoring) return { logGroups: [], items: [] };
  const [{ monitoredLogGroups, monitoringResources }, { monitoredStack }] = await Promise.all([
    import('@fargate-actions/monitoring'),
    import('./monitored-stack.ts'),
  ]);
  // All of them, and what is of none as well.
  const names = services.length === stack.services.length ? undefined : services.map(({ name }) => name);
  const monitored = monitoredStack(stack);
  return {
    logGroups: monitoredLogGroups(monitored, monitoring, names),
    items: monitoringResources(monitored, monitoring, names, settings, aws, diagnostics),
  };
}
