import type { Surroundings } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/files';
import { monitoringOfStack, openStack, selectServices } from '@fargate-actions/stack';
import type { MonitorInputs } from './inputs.ts';
import { monitorSettings } from './monitor-settings.ts';
import { monitoringInstead } from './monitoring-instead.ts';
import type { Monitoring } from './monitoring.ts';

/** What watches services of the stack; undefined after an error. */
export async function stackMonitoring(
  inputs: MonitorInputs,
  path: string,
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<Monitoring | undefined> {
  const choice = {
    ...inputs,
    commitSha: surroundings.run.commitSha,
    readsMonitoring: true,
    monitoringInstead: await monitoringInstead(inputs, surroundings, diagnostics),
  };
  const stack = await openStack(path, choice, surroundings, diagnostics);
  if (!stack) return undefined;
  const services = selectServices(stack, inputs.services, diagnostics);
  if (!stack.monitoring && !inputs.prune && !diagnostics.hasErrors) {
    diagnostics.notice(
      stack.document.at(),
      'monitoring/none',
      `The stack ${stack.name} has no \`monitoring\`: there is nothing to apply.`,
      'Add `monitoring: { recommended: true, dashboard: true, notify: my-topic }` to stack.yml.',
    );
  }
  const aws = surroundings.aws(stack.region);
  const resources = await monitoringOfStack(stack, services, monitorSettings(inputs, surroundings), aws, diagnostics);
  const { dashboardLink } = await import('./dashboard-link.ts');
  return { resources, aws, dashboardUrl: dashboardLink(resources, stack.region) };
}
