import type { Outcome, Plan, PlannedResource, Report } from '@fargate-actions/engine';
import { changesJson, plannedChangesJson } from '@fargate-actions/report';

/** The outputs `changes` and `changed` of a dry run. */
export function plannedChanges(plan: Plan): Record<string, string> {
  const resources = plan.resources.filter(setsSomething);
  return { changes: plannedChangesJson({ ...plan, resources }), changed: String(resources.length > 0) };
}

/** The outputs `changes` and `changed`: what was set, field by field, and whether anything was. */
export function madeChanges(outcomes: readonly Outcome[]): Record<string, string> {
  const made = outcomes.filter(({ resource }) => setsSomething(resource));
  return { changes: changesJson(made), changed: String(made.length > 0) };
}

function setsSomething({ changes }: PlannedResource<Report>): boolean {
  return changes.differences.length > 0;
}
