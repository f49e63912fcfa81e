import type { Report } from '@fargate-actions/engine';
import { consoleLines, consoleMarkdown, plannedChangesJson } from '@fargate-actions/report';
import type { PreparedPush } from '../build/push-image.ts';
import type { Prepared } from '../prepared.ts';
import type { StackOfRun } from './stack-of-run.ts';

/** Shows what a deploy of the whole stack would change. Nothing is applied. */
export function planReport(
  { items, pages, dashboardUrl }: StackOfRun,
  push: PreparedPush | undefined,
): Prepared<Report> {
  return {
    items,
    check: push?.check,
    lines: consoleLines(pages),
    links: consoleMarkdown(pages),
    ofPlan: (plan) => ({
      outputs: {
        plan: plannedChangesJson(plan),
        'builds-image': String(push?.isBuilt ?? false),
        ...(pages && { 'service-url': pages.url }),
        'dashboard-url': dashboardUrl,
      },
    }),
    ofOutcomes: nothingApplied,
  };
}

/** @throws Error always: what is only planned has no outcomes. */
export function nothingApplied(): never {
  throw new Error('A plan was applied that was only to be shown.');
}
