import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import { appliedAlarms, plannedAlarms, type AlarmNow } from '@fargate-actions/monitoring';
import { operation } from '../operation.ts';
import type { OperationReport, Prepared } from '../prepared.ts';
import { checkCombination } from './combination.ts';
import type { MonitorInputs } from './inputs.ts';
import type { MonitoringOfRun } from './monitoring-of-run.ts';
import { monitoringSummary } from './summary.ts';

/** Applies what watches a stack's services or one service, and reports the state of each alarm. */
export const monitor = operation(prepare);

async function prepare(
  inputs: MonitorInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Prepared | undefined> {
  checkCombination(inputs, diagnostics);
  if (diagnostics.hasErrors) return undefined;
  const monitoring = await monitoringOf(inputs, context, diagnostics);
  if (!monitoring) return undefined;
  const { items, aws, dashboardUrl } = monitoring;
  const reported = (alarms: readonly AlarmNow[]): OperationReport => ({
    outputs: { alarms: JSON.stringify(alarms), 'dashboard-url': dashboardUrl ?? '' },
    summary: monitoringSummary(alarms, dashboardUrl),
  });
  return {
    items,
    ofPlan: async (plan) => reported(await plannedAlarms(plan, aws)),
    ofOutcomes: async (outcomes) => reported(await appliedAlarms(outcomes, aws)),
  };
}

/** What only a stack needs, its schema above all, is a chunk of its own. */
async function monitoringOf(
  inputs: MonitorInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<MonitoringOfRun | undefined> {
  if (inputs.stack === undefined) {
    const { serviceMonitoring } = await import('./service-monitoring.ts');
    return serviceMonitoring(inputs, inputs.service ?? '', context, diagnostics);
  }
  const { stackMonitoring } = await import('./stack-monitoring.ts');
  return stackMonitoring(inputs, inputs.stack, context, diagnostics);
}
