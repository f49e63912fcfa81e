import type { ActionOutcome, Surroundings } from '@fargate-actions/action-kit';
import { DiagnosedError, Diagnostics } from '@fargate-actions/files';
import { applyPlan, runStatus, hasChanges, planAll, type Plan } from '@fargate-actions/plan';
import {
  changesJson,
  failuresOf,
  outcomeLines,
  outcomeMarkdown,
  planLines,
  planMarkdown,
  plannedChangesJson,
} from '@fargate-actions/report';
import { appliedAlarms, plannedAlarms } from './alarms-now.ts';
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
  if (!monitoring || diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
  const plan = await planAll(monitoring.items, diagnostics);
  stopOnErrors(diagnostics);
  surroundings.announce(diagnostics.all);
  surroundings.log.group('Plan', planLines(plan));
  return inputs.dryRun ? planned(plan, monitoring) : apply(plan, monitoring, surroundings);
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

async function planned(plan: Plan, { aws, dashboardUrl }: Monitoring): Promise<ActionOutcome> {
  const alarms = await plannedAlarms(plan, aws);
  return {
    outputs: {
      alarms: JSON.stringify(alarms),
      'dashboard-url': dashboardUrl ?? '',
      status: 'planned',
      changes: plannedChangesJson(plan),
      changed: String(hasChanges(plan)),
    },
    diagnostics: plan.diagnostics.all,
    summary: monitoringSummary(planMarkdown(plan), alarms, dashboardUrl),
  };
}

async function apply(plan: Plan, monitoring: Monitoring, surroundings: Surroundings): Promise<ActionOutcome> {
  const { clock, signal, log } = surroundings;
  const { aws, dashboardUrl } = monitoring;
  const outcomes = await applyPlan(plan, { clock, signal });
  for (const line of outcomeLines(outcomes)) log.info(line);
  const alarms = await appliedAlarms(outcomes, aws);
  return {
    outputs: {
      alarms: JSON.stringify(alarms),
      'dashboard-url': dashboardUrl ?? '',
      status: runStatus(outcomes),
      changes: changesJson(outcomes),
      changed: String(hasChanges(plan)),
    },
    diagnostics: plan.diagnostics.all,
    summary: monitoringSummary(outcomeMarkdown(outcomes), alarms, dashboardUrl),
    failures: failuresOf(outcomes),
  };
}

function stopOnErrors(diagnostics: Diagnostics): void {
  if (diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
}
