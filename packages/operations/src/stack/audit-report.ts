import type { ActionContext } from '@fargate-actions/action-kit';
import { addressText, type Changes, type Plan, type Report } from '@fargate-actions/engine';
import { consoleLines, consoleMarkdown, planLines, planMarkdown, plannedChangesJson } from '@fargate-actions/report';
import { auditSingleton, type SingletonAudit } from '@fargate-actions/singleton';
import type { Prepared } from '../prepared.ts';
import { inStack } from './in-stack.ts';
import { nothingApplied } from './plan-report.ts';
import type { StackOfRun } from './stack-of-run.ts';

/** Compares a whole stack with its files: any difference is drift, and so is a singleton that is not the only one. */
export function auditReport(all: StackOfRun, { clock }: ActionContext): Prepared<Report> {
  const { stack, items, pages, dashboardUrl, aws, singletons } = all;
  let audits: readonly SingletonAudit[] = [];
  return {
    items,
    check: async () => {
      const wanted = await singletons();
      audits = await Promise.all(wanted.map((one) => auditSingleton(one, { aws, clock })));
    },
    planGroups: (plan) => {
      const drift = onlyDrift(plan);
      return [{ title: 'Drift', lines: [headline(drift, audits), ...planLines(drift).slice(1)] }];
    },
    lines: consoleLines(pages),
    links: consoleMarkdown(pages),
    ofPlan: (plan, diagnostics) => {
      const drift = onlyDrift(plan);
      const drifted = drift.resources;
      if (drifted.length > 0) {
        diagnostics.error(
          stack.document.at(),
          'stack/drift',
          `${differ(drifted.length)}: ${drifted.map(({ address }) => addressText(address)).join(', ')}.`,
          'Deploy the stack to bring them back, or write into the files what was changed on purpose.',
        );
      }
      for (const { findings } of audits)
        for (const { severity, rule, message, hint } of findings.map(inStack))
          diagnostics[severity](undefined, rule, message, hint);
      const isRed = drifted.length > 0 || audits.some(({ status }) => status === 'broken');
      return {
        overview: planMarkdown(drift, {
          headline: `${isRed ? '❌' : '✅'} ${headline(drift, audits)}`,
          column: 'in AWS → in the files',
        }),
        outputs: {
          plan: plannedChangesJson(plan),
          status: isRed ? 'failed' : 'unchanged',
          drift: String(isRed),
          ...(pages && { 'service-url': pages.url }),
          'dashboard-url': dashboardUrl,
        },
      };
    },
    ofOutcomes: nothingApplied,
  };
}

/** What was found, in one sentence. */
function headline({ resources }: Plan<Report>, audits: readonly SingletonAudit[]): string {
  const broken = audits.filter(({ status }) => status === 'broken').map(brokenText);
  const found = [...(resources.length > 0 ? [differ(resources.length)] : []), ...broken];
  return found.length === 0 ? 'No drift: everything is as the files say' : found.join('; ');
}

function differ(resources: number): string {
  return resources === 1 ? 'One resource differs from the files' : `${resources} resources differ from the files`;
}

function brokenText({ service, running, duplicates, wantedCount }: SingletonAudit): string {
  const beats = Math.min(running, 1) + duplicates.length;
  if (beats === wantedCount) return `${service} has to be repaired`;
  return `${beats} ${beats === 1 ? 'beat runs' : 'beats run'} for ${service}, which must have ${wantedCount}`;
}

/** The plan with what differs from the files, and nothing else. */
function onlyDrift(plan: Plan<Report>): Plan<Report> {
  return { ...plan, resources: plan.resources.filter(({ changes }) => isDrift(changes)) };
}

/** A dashboard's marks are of deployments: they come with the next deploy, and no file says them. */
const MARKS = /\.annotations\.vertical\b/;

function isDrift({ action, differences }: Changes<unknown>): boolean {
  if (action === 'none' || action === 'watch') return false;
  return action !== 'update' || differences.some(({ path }) => !MARKS.test(path));
}
