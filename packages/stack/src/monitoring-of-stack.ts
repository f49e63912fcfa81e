import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import type { MonitoringSettings } from '@fargate-actions/monitoring';
import type { Resource } from '@fargate-actions/plan';
import type { Stack, StackMonitoring, StackService } from './stack.ts';

/** Of a stack.yml that has no `monitoring` any more. */
const NOTHING: StackMonitoring = { alarms: [], dashboard: undefined, at: () => undefined };

/**
 * The resources that watch services of a stack as its files say.
 *
 * Where stack.yml has no `monitoring`, or it was not read, there is nothing but what a run that prunes takes away.
 */
export async function monitoringOfStack(
  stack: Stack,
  services: readonly StackService[],
  settings: MonitoringSettings,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<Resource[]> {
  const monitoring = stack.monitoring ?? (settings.prune ? NOTHING : undefined);
  if (!monitoring) return [];
  await askForTopic(monitoring, aws);
  const [{ monitoringResources }, { monitoredStack }] = await Promise.all([
    import('@fargate-actions/monitoring'),
    import('./monitored-stack.ts'),
  ]);
  // All of them, and what is of none as well.
  const names = services.length === stack.services.length ? undefined : services.map(({ name }) => name);
  return monitoringResources(monitoredStack(stack), monitoring, names, settings, aws, diagnostics);
}

/**
 * Asks for the topic that alarms tell: AWS answers while what makes alarms is still loaded.
 *
 * Names are asked for once a run: who needs the answer gets this one, and a failure with it.
 */
async function askForTopic({ notify, alarms, recommended = false }: StackMonitoring, aws: Aws): Promise<void> {
  if (notify === undefined || (alarms.length === 0 && !recommended)) return;
  // Of an ARN, its last part.
  aws.names.topic(notify.split(':').at(-1) ?? notify).catch(() => undefined);
  await aws.callsHaveLeft();
}
