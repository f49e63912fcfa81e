import type { ActionOutcome, ActionContext } from '@fargate-actions/action-kit';
import { Diagnostics } from '@fargate-actions/documents';
import { runOperation, stopOnErrors } from '@fargate-actions/operations';
import { appliedAlarms, plannedAlarms, type AlarmNow } from './alarms-now.ts';
import { checkCombination } from './combination.ts';
import type { MonitorInputs } from './inputs.ts';
import type { Monitoring } from './monitoring.ts';
import { monitoringSummary } from './summary.ts';

/** Applies what watches a stack's services or one service: plans, shows, applies, and tells each alarm's state. */
export async function run(inputs: MonitorInputs, context: ActionContext): Promise<ActionOutcome> {
  const diagnostics = new Diagnostics();
  checkCombination(inputs, diagnostics);
  stopOnErrors(diagnostics);
  const monitoring = await monitoringOf(inputs, context, diagnostics);
  stopOnErrors(diagnostics);
  if (!monitoring) throw new Error('Nothing was prepared, though there is no error.');
  const { items, aws, dashboardUrl } = monitoring;
  const reported = (alarms: readonly AlarmNow[]) => ({
    outputs: { alarms: JSON.stringify(alarms), 'dashboard-url': dashboardUrl ?? '' },
    summary: monitoringSummary(alarms, dashboardUrl),
  });
  return runOperation(
    {
      items,
      ofPlan: async (plan) => reported(await plannedAlarms(plan, aws)),
      ofOutcomes: async (outcomes) => reported(await appliedAlarms(outcomes, aws)),
    },
    inputs,
    context,
    diagnostics,
  );
}

/** What only a stack needs, its schema above all, is a chunk of its own. */
async function monitoringOf(
  inputs: MonitorInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Monitoring | undefined> {
  if (inputs.stack === undefined) {
    const { serviceMonitoring } = await import('./service-monitoring.ts');
    return serviceMonitoring(inputs, inputs.service ?? '', context, diagnostics);
  }
  const { stackMonitoring } = await import('./stack-monitoring.ts');
  return stackMonitoring(inputs, inputs.stack, context, diagnostics);
}
