import type { ActionOutcome, Surroundings } from '@fargate-actions/action-kit';
import { DiagnosedError, Diagnostics } from '@fargate-actions/files';
import { applyPlan, hasChanges, planAll, type Plan } from '@fargate-actions/plan';
import {
  blocks,
  changesJson,
  consoleLines,
  consoleMarkdown,
  failuresOf,
  outcomeLines,
  outcomeMarkdown,
  planLines,
  planMarkdown,
  plannedChangesJson,
  warningsOf,
} from '@fargate-actions/report';
import { consolePages, type ConsolePages, type RolloutReport } from '@fargate-actions/service';
import { checkCombination } from './combination.ts';
import { commitHistory, guardOlder, harmlesslySuperseded, type CommitHistory } from './guard-older.ts';
import type { DeployInputs } from './inputs.ts';
import { deploymentOutputs, failureOutputs, statusOf } from './outputs.ts';
import type { Prepared } from './prepared.ts';
import { singleService } from './single-service.ts';
import { noteWithoutEffect } from './without-effect.ts';

/** Deploys the services of a stack, or one service as the official action does: plans, shows the plan, applies it. */
export async function run(inputs: DeployInputs, surroundings: Surroundings): Promise<ActionOutcome> {
  const diagnostics = new Diagnostics();
  checkCombination(inputs, diagnostics);
  noteWithoutEffect(inputs, diagnostics);
  stopOnErrors(diagnostics);
  const prepared =
    inputs.stack === undefined
      ? await singleService(inputs, surroundings, diagnostics)
      : await inStackMode(inputs, inputs.stack, surroundings, diagnostics);
  stopOnErrors(diagnostics);
  if (!prepared) throw new Error('Nothing was prepared, though there is no error.');
  const history = commitHistory(inputs, surroundings);
  if (history && !inputs.allowOlder && inputs.rollbackTo === undefined)
    await guardOlder(prepared, history, diagnostics);
  return deploy(prepared, history, inputs, surroundings, diagnostics);
}

/** What only a stack needs, its schema above all, is a chunk of its own: the drop-in starts without it. */
async function inStackMode(inputs: DeployInputs, path: string, surroundings: Surroundings, diagnostics: Diagnostics) {
  const { stackServices } = await import('./stack-services.ts');
  return stackServices(inputs, path, surroundings, diagnostics);
}

async function deploy(
  prepared: Prepared,
  history: CommitHistory | undefined,
  inputs: DeployInputs,
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<ActionOutcome> {
  const { log, clock, signal } = surroundings;
  const plan = await planAll(prepared.items, diagnostics);
  stopOnErrors(diagnostics);
  surroundings.announce(diagnostics.all);
  log.group('Plan', planLines(plan));
  const pages = consolePages(prepared, prepared.services);
  for (const line of consoleLines(pages)) log.info(line);
  if (inputs.dryRun) return planned(plan, pages);

  const outcomes = await applyPlan(plan, { clock, signal, maxParallel: inputs.maxParallel });
  for (const line of outcomeLines(outcomes)) log.info(line);
  for (const warning of warningsOf(outcomes))
    diagnostics.warning(undefined, 'run/warning', `${warning.title}: ${warning.message}`, warning.details?.join(' '));
  const harmless = await harmlesslySuperseded(outcomes, prepared, history);
  return {
    outputs: {
      ...deploymentOutputs(outcomes, pages),
      ...failureOutputs(failuresOf(outcomes)),
      status: statusOf(outcomes, inputs.waitForServiceStability),
      changes: changesJson(outcomes),
      changed: String(hasChanges(plan)),
    },
    diagnostics: diagnostics.all,
    summary: blocks(outcomeMarkdown(outcomes), consoleMarkdown(pages)),
    failures: failuresOf(outcomes.filter((outcome) => !harmless.has(outcome))),
  };
}

function planned(plan: Plan<RolloutReport>, pages: ConsolePages | undefined): ActionOutcome {
  return {
    outputs: {
      status: 'planned',
      ...(pages && { 'service-url': pages.url }),
      changes: plannedChangesJson(plan),
      changed: String(hasChanges(plan)),
    },
    diagnostics: plan.diagnostics.all,
    summary: blocks(planMarkdown(plan), consoleMarkdown(pages)),
  };
}

function stopOnErrors(diagnostics: Diagnostics): void {
  if (diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
}
