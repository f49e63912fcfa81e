import type { ActionOutcome, Surroundings } from '@fargate-actions/action-kit';
import { DiagnosedError, Diagnostics } from '@fargate-actions/files';
import { applyPlan, hasChanges, planAll, type Plan, type Resource } from '@fargate-actions/plan';
import {
  changesJson,
  failuresOf,
  outcomeLines,
  outcomeMarkdown,
  planLines,
  planMarkdown,
  plannedChangesJson,
} from '@fargate-actions/report';
import { checkCombination } from './combination.ts';
import type { ScaleInputs } from './inputs.ts';
import { plannedScaling, scalingOutputs, statusOf } from './outputs.ts';
import { singleService } from './single-service.ts';

/** Applies the scaling of a stack's services or of one service, or takes it through a mode: plans, shows, applies. */
export async function run(inputs: ScaleInputs, surroundings: Surroundings): Promise<ActionOutcome> {
  const diagnostics = new Diagnostics();
  checkCombination(inputs, diagnostics);
  stopOnErrors(diagnostics);
  const resources = await resourcesOf(inputs, surroundings, diagnostics);
  stopOnErrors(diagnostics);
  const plan = await planAll(resources, diagnostics);
  stopOnErrors(diagnostics);
  surroundings.announce(diagnostics.all);
  surroundings.log.group('Plan', planLines(plan));
  return inputs.dryRun ? planned(plan) : apply(plan, surroundings);
}

/** What only a stack needs, its schema above all, is a chunk of its own. */
async function resourcesOf(
  inputs: ScaleInputs,
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<Resource[]> {
  if (inputs.stack === undefined) return singleService(inputs, inputs.service ?? '', surroundings, diagnostics);
  const { stackServices } = await import('./stack-services.ts');
  return stackServices(inputs, inputs.stack, surroundings, diagnostics);
}

function planned(plan: Plan): ActionOutcome {
  return {
    outputs: {
      ...plannedScaling(plan),
      status: 'planned',
      changes: plannedChangesJson(plan),
      changed: String(hasChanges(plan)),
    },
    diagnostics: plan.diagnostics.all,
    summary: planMarkdown(plan),
  };
}

async function apply(plan: Plan, { clock, signal, log }: Surroundings): Promise<ActionOutcome> {
  const outcomes = await applyPlan(plan, { clock, signal });
  for (const line of outcomeLines(outcomes)) log.info(line);
  return {
    outputs: {
      ...scalingOutputs(outcomes),
      status: statusOf(outcomes),
      changes: changesJson(outcomes),
      changed: String(hasChanges(plan)),
    },
    diagnostics: plan.diagnostics.all,
    summary: outcomeMarkdown(outcomes),
    failures: failuresOf(outcomes),
  };
}

function stopOnErrors(diagnostics: Diagnostics): void {
  if (diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
}
