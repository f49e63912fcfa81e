import type { ActionContext } from '@fargate-actions/action-kit';
import { addressText, type Changes, type Report } from '@fargate-actions/engine';
import { consoleLines, consoleMarkdown, plannedChangesJson } from '@fargate-actions/report';
import { auditSingleton, type SingletonAudit } from '@fargate-actions/singleton';
import type { Prepared } from '../prepared.ts';
import { inStack } from './in-stack.ts';
import { nothingApplied } from './plan-report.ts';
import type { StackOfRun } from './stack-of-run.ts';

/** Compares a whole stack with its files: any difference is drift, and so is a singleton that is not the only one. */
export function auditReport(
  { stack, items, pages, dashboardUrl, aws, singletons }: StackOfRun,
  { clock }: ActionContext,
): Prepared<Report> {
  let audits: readonly SingletonAudit[] = [];
  return {
    items,
    check: async () => {
      const wanted = await singletons();
      audits = await Promise.all(wanted.map((one) => auditSingleton(one, { aws, clock })));
    },
    lines: consoleLines(pages),
    links: consoleMarkdown(pages),
    ofPlan: (plan, diagnostics) => {
      const drifted = plan.resources.filter(({ changes }) => isDrift(changes));
      if (drifted.length > 0) {
        diagnostics.error(
          stack.document.at(),
          'stack/drift',
          `${drifted.length === 1 ? 'One resource differs' : `${drifted.length} resources differ`} from the files: ${drifted.map(({ address }) => addressText(address)).join(', ')}.`,
          'Deploy the stack to bring them back, or write into the files what was changed on purpose.',
        );
      }
      for (const { findings } of audits)
        for (const { severity, rule, message, hint } of findings.map(inStack))
          diagnostics[severity](undefined, rule, message, hint);
      const isBroken = audits.some(({ status }) => status === 'broken');
      return {
        outputs: {
          plan: plannedChangesJson(plan),
          drift: String(drifted.length > 0 || isBroken),
          ...(pages && { 'service-url': pages.url }),
          'dashboard-url': dashboardUrl,
        },
      };
    },
    ofOutcomes: nothingApplied,
  };
}

/** A dashboard's marks are of deployments: they come with the next deploy, and no file says them. */
const MARKS = /\.annotations\.vertical\b/;

function isDrift({ action, differences }: Changes<unknown>): boolean {
  if (action === 'none' || action === 'watch') return false;
  return action !== 'update' || differences.some(({ path }) => !MARKS.test(path));
}
