import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import { askingForLogGroupsOnce, deployTags, logGroupResources } from '@fargate-actions/service';
import { monitoringOfStack, openStack, selectServices } from '@fargate-actions/stack';
import { askForTopic } from './ask-for-topic.ts';
import type { MonitorInputs } from './inputs.ts';
import { monitoringInstead } from './monitoring-instead.ts';
import type { MonitoringOfRun } from './monitoring-of-run.ts';

/** What watches services of the stack; undefined after an error. */
export async function stackMonitoring(
  inputs: MonitorInputs,
  path: string,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<MonitoringOfRun | undefined> {
  const choice = {
    ...inputs,
    commitSha: context.run.commitSha,
    readsMonitoring: true,
    monitoringInstead: await monitoringInstead(inputs, context, diagnostics),
  };
  const stack = await openStack(path, choice, context, diagnostics);
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
  const aws = context.aws(stack.region);
  if (stack.monitoring) await askForTopic(stack.monitoring, aws);
  const settings = { prune: inputs.prune, tags: deployTags(context.run) };
  const planning = askingForLogGroupsOnce(aws);
  const { logGroups, items: watching } = await monitoringOfStack(stack, services, settings, planning, diagnostics);
  const items = [...logGroupResources(logGroups, settings.tags, planning), ...watching];
  const { dashboardLink } = await import('./dashboard-link.ts');
  return { items, aws, dashboardUrl: dashboardLink(items, stack.region) };
}
