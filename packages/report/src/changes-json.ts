import type { Json, JsonObject } from '@fargate-actions/documents';
import { addressText, type Outcome, type Plan, type PlannedResource, type Report } from '@fargate-actions/engine';
import { eachAlone, outcomesAlone } from './each-alone.ts';
import { fields, Placeholder, type Shown } from './fields.ts';

/** The output `changes` of a plan: what would change, resource by resource and field by field. */
export function plannedChangesJson(plan: Plan<Report>): string {
  return json(plan.resources.flatMap(eachAlone).map((resource) => ({ resource, result: 'planned' })));
}

/** The output `changes` of a run: what was to change, and what became of it. */
export function changesJson(outcomes: readonly Outcome[]): string {
  return json(outcomes.flatMap(outcomesAlone));
}

interface Entry {
  readonly resource: PlannedResource<Report>;
  readonly result: string;
  readonly completedWrites?: readonly string[];
}

function json(entries: readonly Entry[]): string {
  const changed = entries.filter(({ resource }) => resource.changes.action !== 'none');
  return JSON.stringify(
    changed.map(({ resource: { address, changes }, result, completedWrites }): JsonObject => {
      return {
        resource: addressText(address),
        action: changes.action,
        result,
        ...(completedWrites && { completedWrites: completedWrites.map(withoutAccount) }),
        ...(changes.note !== undefined && { note: withoutAccount(changes.note) }),
        fields: fields(changes.differences).map(({ path, from, to }) => ({
          path,
          from: plain(from),
          to: plain(to),
        })),
      };
    }),
  );
}

function plain(value: Shown): Json {
  if (value === undefined) return null;
  if (value instanceof Placeholder) return value.text;
  return JSON.parse(withoutAccount(JSON.stringify(value))) as Json;
}

/**
 * A text without account ids in its ARNs and registries.
 *
 * aws-actions/configure-aws-credentials can mask the account id, and the runner drops an output with a masked value when
 * it crosses jobs. Source: reference/actions-ecosystem.md, "Runtime".
 */
function withoutAccount(text: string): string {
  return text
    .replaceAll(/(arn:[\w-]+:[\w-]+:[\w-]*:)\d{12}(?=:)/g, '$1ACCOUNT')
    .replaceAll(/\b\d{12}(?=\.dkr\.ecr[.-])/g, 'ACCOUNT');
}
