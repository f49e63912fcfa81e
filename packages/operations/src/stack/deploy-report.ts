import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Outcome, Report } from '@fargate-actions/engine';
import { consoleLines, consoleMarkdown, failuresOf, planLines, planMarkdown } from '@fargate-actions/report';
import { guardOlder, harmlesslySuperseded } from '@fargate-actions/service';
import { runName, type SingletonReport } from '@fargate-actions/singleton';
import { commitHistory } from '../deploy/commit-history.ts';
import { deploymentOutputs, failureOutputs, statusOf } from '../deploy/outputs.ts';
import type { Prepared } from '../prepared.ts';
import { leaveUnfinished, markingTheEnd } from '../singleton/unfinished.ts';
import { leaveSingletons } from './end-stack.ts';
import { inStack } from './in-stack.ts';
import { checkGivenImage } from './given-image.ts';
import type { WholeStackInputs } from './inputs.ts';
import { shownOutcomes, shownPlan } from './shown.ts';
import type { StackOfRun } from './stack-of-run.ts';

/** Deploys a whole stack, and reports what became of each part of it. */
export function deployReport(all: StackOfRun, inputs: WholeStackInputs, context: ActionContext): Prepared<Report> {
  const { stack, services, aws, pages, dashboardUrl } = all;
  const history = commitHistory(inputs, context);
  const run = { aws, cluster: stack.cluster.name, services: services.map(({ name }) => name) };
  const links = { ...(pages && { 'service-url': pages.url }), 'dashboard-url': dashboardUrl };
  const singletons = services.filter(({ isSingleton }) => isSingleton).map(({ name }) => name);

  const prepared: Prepared<Report> = {
    items: all.items,
    check: async (found) => {
      await checkGivenImage(inputs, stack, aws, found);
      if (history && !inputs.allowOlder) await guardOlder(run, history, found);
    },
    planGroups: (plan) => [{ title: 'Plan', lines: planLines(shownPlan(plan, all)) }],
    lines: consoleLines(pages),
    links: consoleMarkdown(pages),
    beforeApply: async () => {
      if (singletons.length === 0) return;
      await leaveSingletons(singletons, context);
      await leaveUnfinished(runName(context.run.runId), context);
    },
    outcomeLines: shownOutcomes,
    ofPlan: (plan) => ({ outputs: links, overview: planMarkdown(shownPlan(plan, all)) }),
    ofOutcomes: async (outcomes, diagnostics) => {
      const refused = noteRefusals(outcomes, diagnostics);
      const harmless = await harmlesslySuperseded(outcomes, run, history);
      return {
        outputs: {
          ...deploymentOutputs(outcomes, pages),
          ...failureOutputs(failuresOf(outcomes)),
          ...links,
          status: statusOf(outcomes, true),
        },
        // A refusal is a diagnostic: it is shown as that.
        failures: failuresOf(outcomes.filter((outcome) => !harmless.has(outcome) && !refused.has(outcome))),
      };
    },
  };
  return singletons.length === 0 ? prepared : markingTheEnd(prepared, 'deploy', context);
}

/** What kept singletons from being touched, as diagnostics. */
function noteRefusals(outcomes: readonly Outcome[], diagnostics: Diagnostics): ReadonlySet<Outcome> {
  const refused = new Set<Outcome>();
  for (const outcome of outcomes) {
    const report = 'end' in outcome ? outcome.end : undefined;
    if (!report || !isOfSingleton(report)) continue;
    for (const { severity, rule, message, hint } of report.singleton.refusals.map(inStack))
      diagnostics[severity](undefined, rule, message, hint);
    if (report.status === 'refused') refused.add(outcome);
  }
  return refused;
}

function isOfSingleton(report: Report): report is SingletonReport {
  return 'singleton' in report;
}
