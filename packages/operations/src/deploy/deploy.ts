import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import { consoleLines, consoleMarkdown, failuresOf } from '@fargate-actions/report';
import { consolePages, guardOlder, harmlesslySuperseded, type RolloutReport } from '@fargate-actions/service';
import { operation } from '../operation.ts';
import type { Prepared } from '../prepared.ts';
import { checkCombination } from './combination.ts';
import { commitHistory } from './commit-history.ts';
import type { DeployOfRun } from './deploy-of-run.ts';
import type { DeployInputs } from './inputs.ts';
import { deploymentOutputs, failureOutputs, statusOf } from './outputs.ts';
import { singleService } from './single-service.ts';
import { noteWithoutEffect } from './without-effect.ts';

/** Deploys the services of a stack, or one service as the official action does. */
export const deploy = operation(prepare);

async function prepare(
  inputs: DeployInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Prepared<RolloutReport> | undefined> {
  checkCombination(inputs, diagnostics);
  noteWithoutEffect(inputs, diagnostics);
  if (diagnostics.hasErrors) return undefined;
  const run = await deployOfRun(inputs, context, diagnostics);
  if (!run) return undefined;
  const history = commitHistory(inputs, context);
  const goesBackOnPurpose = inputs.allowOlder || inputs.rollbackTo !== undefined;
  const pages = consolePages(run, run.services);
  return {
    items: run.items,
    check: history && !goesBackOnPurpose ? (found) => guardOlder(run, history, found) : undefined,
    lines: consoleLines(pages),
    links: consoleMarkdown(pages),
    ofPlan: () => ({ outputs: pages ? { 'service-url': pages.url } : {} }),
    ofOutcomes: async (outcomes) => {
      const harmless = await harmlesslySuperseded(outcomes, run, history);
      return {
        outputs: {
          ...deploymentOutputs(outcomes, pages),
          ...failureOutputs(failuresOf(outcomes)),
          status: statusOf(outcomes, inputs.waitForServiceStability),
        },
        failures: failuresOf(outcomes.filter((outcome) => !harmless.has(outcome))),
      };
    },
  };
}

/** What only a stack needs, its schema above all, is a chunk of its own: the drop-in starts without it. */
async function deployOfRun(
  inputs: DeployInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<DeployOfRun | undefined> {
  if (inputs.stack === undefined) return singleService(inputs, context, diagnostics);
  const { stackServices } = await import('./stack-services.ts');
  return stackServices(inputs, inputs.stack, context, diagnostics);
}
