import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Plan } from '@fargate-actions/engine';
import { simulationLines, simulationMarkdown } from '@fargate-actions/report';
import { simulateChanges } from '@fargate-actions/scaling';
import { operation } from '../operation.ts';
import type { Prepared } from '../prepared.ts';
import { checkCombination } from './combination.ts';
import type { ScaleInputs } from './inputs.ts';
import { plannedScaling, scalingOutputs } from './outputs.ts';
import type { ScalingOfRun } from './scaling-of-run.ts';
import { singleService } from './single-service.ts';

/**
 * Applies the scaling of a stack's services or of one service, or takes it through a mode.
 *
 * What only one service is to blame for (a tag that nobody can read, a stray beat) leaves that one as it is, and the run
 * fails: the others neither sleep on nor stay awake for it.
 */
export const scale = operation(prepare);

async function prepare(
  inputs: ScaleInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Prepared | undefined> {
  checkCombination(inputs, diagnostics);
  if (diagnostics.hasErrors) return undefined;
  const scaling = await scalingOf(inputs, context, diagnostics);
  return (
    scaling && {
      items: scaling.resources,
      check: scaling.check,
      besidePlan: (plan) => simulated(plan, scaling, inputs, context),
      ofPlan: (plan) => ({ outputs: plannedScaling(plan) }),
      ofOutcomes: (outcomes) => ({ outputs: scalingOutputs(outcomes) }),
    }
  );
}

/** What only a stack needs, its schema above all, is a chunk of its own. */
async function scalingOf(
  inputs: ScaleInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<ScalingOfRun | undefined> {
  if (inputs.stack === undefined) return singleService(inputs, inputs.service ?? '', context, diagnostics);
  const { stackServices } = await import('./stack-services.ts');
  return stackServices(inputs, inputs.stack, context, diagnostics);
}

/** Shows in the log what the changed scaling would have done, and gives it as Markdown. */
async function simulated(
  plan: Plan,
  { scaled, aws }: ScalingOfRun,
  { simulateHours }: ScaleInputs,
  { clock, log }: ActionContext,
): Promise<string> {
  const services = await simulateChanges(plan, scaled, simulateHours, clock.now(), aws);
  if (services.length > 0) log.group(`Simulation of the last ${simulateHours} h`, simulationLines(services));
  return simulationMarkdown(services, simulateHours);
}
