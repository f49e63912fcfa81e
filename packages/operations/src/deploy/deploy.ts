import type { ActionOutcome, ActionContext } from '@fargate-actions/action-kit';
import { Diagnostics } from '@fargate-actions/documents';
import type { Outcome } from '@fargate-actions/engine';
import { consoleLines, consoleMarkdown, failuresOf } from '@fargate-actions/report';
import { consolePages, type RolloutReport } from '@fargate-actions/service';
import { runOperation } from '../run-operation.ts';
import { stopOnErrors } from '../stop-on-errors.ts';
import type { Prepared } from '../prepared.ts';
import { checkCombination } from './combination.ts';
import { commitHistory } from './commit-history.ts';
import { guardOlder, harmlesslySuperseded } from '@fargate-actions/service';
import type { DeployInputs } from './inputs.ts';
import { deploymentOutputs, failureOutputs, statusOf } from './outputs.ts';
import type { DeployOfRun } from './deploy-of-run.ts';
import { singleService } from './single-service.ts';
import { noteWithoutEffect } from './without-effect.ts';

/** Deploys the services of a stack, or one service as the official action does: plans, shows the plan, applies it. */
export async function run(inputs: DeployInputs, context: ActionContext): Promise<ActionOutcome> {
  const diagnostics = new Diagnostics();
  checkCombination(inputs, diagnostics);
  noteWithoutEffect(inputs, diagnostics);
  stopOnErrors(diagnostics);
  const deploy =
    inputs.stack === undefined
      ? await singleService(inputs, context, diagnostics)
      : await inStackMode(inputs, inputs.stack, context, diagnostics);
  stopOnErrors(diagnostics);
  if (!deploy) throw new Error('Nothing was prepared, though there is no error.');
  return runOperation(await prepared(deploy, inputs, context, diagnostics), inputs, context, diagnostics);
}

/** What only a stack needs, its schema above all, is a chunk of its own: the drop-in starts without it. */
async function inStackMode(inputs: DeployInputs, path: string, context: ActionContext, diagnostics: Diagnostics) {
  const { stackServices } = await import('./stack-services.ts');
  return stackServices(inputs, path, context, diagnostics);
}

async function prepared(
  deploy: DeployOfRun,
  inputs: DeployInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Prepared<RolloutReport>> {
  const history = commitHistory(inputs, context);
  if (history && !inputs.allowOlder && inputs.rollbackTo === undefined) await guardOlder(deploy, history, diagnostics);
  const pages = consolePages(deploy, deploy.services);
  const ofOutcomes = async (outcomes: readonly Outcome<RolloutReport>[]) => {
    const harmless = await harmlesslySuperseded(outcomes, deploy, history);
    return {
      outputs: {
        ...deploymentOutputs(outcomes, pages),
        ...failureOutputs(failuresOf(outcomes)),
        status: statusOf(outcomes, inputs.waitForServiceStability),
      },
      failures: failuresOf(outcomes.filter((outcome) => !harmless.has(outcome))),
    };
  };
  return {
    items: deploy.items,
    lines: consoleLines(pages),
    links: consoleMarkdown(pages),
    ofPlan: () => ({ outputs: pages ? { 'service-url': pages.url } : {} }),
    ofOutcomes,
  };
}
