import type { ActionOutcome, Surroundings } from '@fargate-actions/action-kit';
import { Diagnostics } from '@fargate-actions/documents';
import { runOperation, stopOnErrors, type Prepared } from '@fargate-actions/operations';
import type { Outcome } from '@fargate-actions/engine';
import { consoleLines, consoleMarkdown, failuresOf } from '@fargate-actions/report';
import { consolePages, type RolloutReport } from '@fargate-actions/service';
import { checkCombination } from './combination.ts';
import { commitHistory, guardOlder, harmlesslySuperseded } from './guard-older.ts';
import type { DeployInputs } from './inputs.ts';
import { deploymentOutputs, failureOutputs, statusOf } from './outputs.ts';
import type { DeployOfRun } from './deploy-of-run.ts';
import { singleService } from './single-service.ts';
import { noteWithoutEffect } from './without-effect.ts';

/** Deploys the services of a stack, or one service as the official action does: plans, shows the plan, applies it. */
export async function run(inputs: DeployInputs, surroundings: Surroundings): Promise<ActionOutcome> {
  const diagnostics = new Diagnostics();
  checkCombination(inputs, diagnostics);
  noteWithoutEffect(inputs, diagnostics);
  stopOnErrors(diagnostics);
  const deploy =
    inputs.stack === undefined
      ? await singleService(inputs, surroundings, diagnostics)
      : await inStackMode(inputs, inputs.stack, surroundings, diagnostics);
  stopOnErrors(diagnostics);
  if (!deploy) throw new Error('Nothing was prepared, though there is no error.');
  return runOperation(await prepared(deploy, inputs, surroundings, diagnostics), inputs, surroundings, diagnostics);
}

/** What only a stack needs, its schema above all, is a chunk of its own: the drop-in starts without it. */
async function inStackMode(inputs: DeployInputs, path: string, surroundings: Surroundings, diagnostics: Diagnostics) {
  const { stackServices } = await import('./stack-services.ts');
  return stackServices(inputs, path, surroundings, diagnostics);
}

async function prepared(
  deploy: DeployOfRun,
  inputs: DeployInputs,
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<Prepared<RolloutReport>> {
  const history = commitHistory(inputs, surroundings);
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
