import type { Outcome, Plan, PlannedResource } from '@fargate-actions/plan';
import { changesJson, plannedChangesJson } from '@fargate-actions/report';

/** The outputs `changes` and `changed` of a dry run. */
export function plannedChanges(plan: Plan): Record<string, string> {
  const resources = plan.resources.filter(setsSomething).map(withoutVariables);
  return { changes: plannedChangesJson({ ...plan, resources }), changed: String(resources.length > 0) };
}

/** The outputs `changes` and `changed`: what was set, field by field, and whether anything was. */
export function madeChanges(outcomes: readonly Outcome[]): Record<string, string> {
  const made = outcomes.filter(({ resource }) => setsSomething(resource));
  const shown = made.map((outcome) => ({ ...outcome, resource: withoutVariables(outcome.resource) }));
  return { changes: changesJson(shown), changed: String(shown.length > 0) };
}

function setsSomething({ changes }: PlannedResource): boolean {
  return changes.differences.length > 0;
}

const VARIABLE = /\.environment\[[^\]]*\](\.value)?$/;

/**
 * The same without the values of variables, which often come from secrets: GitHub masks them in logs and summaries, but
 * drops an output that holds one when it crosses jobs. Source: reference/actions-ecosystem.md, "Runtime".
 */
function withoutVariables(resource: PlannedResource): PlannedResource {
  const differences = resource.changes.differences.map((difference) => {
    const { path, from, to } = difference;
    if (!VARIABLE.test(path)) return difference;
    return {
      path,
      from: from === undefined ? undefined : '(not shown)',
      to: to === undefined ? undefined : from === undefined ? '(not shown)' : '(not shown, another one)',
    };
  });
  return { ...resource, changes: { ...resource.changes, differences } };
}
