import type { ActionOutcome, Surroundings } from '@fargate-actions/action-kit';
import { Diagnostics } from '@fargate-actions/documents';
import { runOperation, stopOnErrors } from '@fargate-actions/operations';
import { appliedAlarms, plannedAlarms, type AlarmNow } from './alarms-now.ts';
import { checkCombination } from './combination.ts';
import type { MonitorInputs } from './inputs.ts';
import type { Monitoring } from './monitoring.ts';
import { monitoringSummary } from './summary.ts';

/** Applies what watches a stack's services or one service: plans, shows, applies, and tells each alarm's state. */
export async function run(inputs: MonitorInputs, surroundings: Surroundings): Promise<ActionOutcome> {
  const diagnostics = new Diagnostics();
  checkCombination(inputs, diagnostics);
  stopOnErrors(diagnostics);
  const monitoring = await monitoringOf(inputs, surroundings, diagnostics);
  stopOnErrors(diagnostics);
  if (!monitoring) throw new Error('Nothing was prepared, though there is no error.');
  const { items, aws, dashboardUrl } = monitoring;
  const telling = (alarms: readonly AlarmNow[]) => ({
    outputs: { alarms: JSON.stringify(alarms), 'dashboard-url': dashboardUrl ?? '' },
    summary: monitoringSummary(alarms, dashboardUrl),
  });
  return runOperation(
    {
      items,
      ofPlan: async (plan) => telling(await plannedAlarms(plan, aws)),
      ofOutcomes: async (outcomes) => telling(await appliedAlarms(outcomes, aws)),
    },
    inputs,
    surroundings,
    diagnostics,
  );
}

/** What only a stack needs, its schema above all, is a chunk of its own. */
async function monitoringOf(
  inputs: MonitorInputs,
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<Monitoring | undefined> {
  if (inputs.stack === undefined) {
    const { serviceMonitoring } = await import('./service-monitoring.ts');
    return serviceMonitoring(inputs, inputs.service ?? '', surroundings, diagnostics);
  }
  const { stackMonitoring } = await import('./stack-monitoring.ts');
  return stackMonitoring(inputs, inputs.stack, surroundings, diagnostics);
}
