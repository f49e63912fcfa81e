import type { Report } from '@fargate-actions/engine';
import { consoleLines, consoleMarkdown, planLines, planMarkdown, plannedChangesJson } from '@fargate-actions/report';
import type { PreparedPush } from '../build/push-image.ts';
import type { Prepared } from '../prepared.ts';
import { shownPlan } from './shown.ts';
import type { StackOfRun } from './stack-of-run.ts';

/** Shows what a deploy of the whole stack would change. Nothing is applied. */
export function planReport(all: StackOfRun, push: PreparedPush | undefined): Prepared<Report> {
  const { items, pages, dashboardUrl } = all;
  return {
    items,
    planGroups: (plan) => [{ title: 'Plan', lines: planLines(shownPlan(plan, all)) }],
    check: push?.check,
    lines: consoleLines(pages),
    links: consoleMarkdown(pages),
    ofPlan: (plan) => ({
      overview: planMarkdown(shownPlan(plan, all)),
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
