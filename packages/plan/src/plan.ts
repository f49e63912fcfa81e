import { Diagnostics } from '@fargate-actions/files';
import { inOrder } from './order.ts';
import { Values } from './ref.ts';
import type { Report } from './report.ts';
import type { PlannedResource, Resource } from './resource.ts';

/** What a run would change, and what is wrong or worth knowing about it. */
export interface Plan<End extends Report = never> {
  /** In the order of their dependencies. */
  readonly resources: readonly PlannedResource<End>[];
  readonly diagnostics: Diagnostics;
  /** The outputs of what stays as it is. */
  readonly values: Values;
}

const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'delete']);

/** Whether applying the plan would write anything. */
export function hasChanges(plan: Plan<Report>): boolean {
  return plan.resources.some(({ changes: { action } }) => WRITES.has(action));
}

/**
 * Resolves, reads and plans resources; writes nothing.
 *
 * All names are looked up and all states read at once; planning follows the order of the dependencies, so that what an
 * unchanged resource gives is known to those that refer to it. Stops after an error, with all of the diagnostics that
 * the step had.
 *
 * @param diagnostics what was found before, in the files; the plan's own are added.
 * @throws AwsError when AWS can't be read.
 */
export async function planAll<End extends Report>(
  resources: readonly Resource<End>[],
  diagnostics = new Diagnostics(),
): Promise<Plan<End>> {
  const values = new Values();
  const nothing = { resources: [], diagnostics, values };

  const stops = (): boolean => diagnostics.hasErrors;
  const ordered = inOrder(resources, diagnostics);
  if (stops()) return nothing;
  const resolved = await Promise.all(ordered.map((resource) => resource.resolve(diagnostics)));
  if (stops()) return nothing;
  const read = await Promise.all(resolved.map((resource) => resource.read()));

  const planned: PlannedResource<End>[] = [];
  for (const resource of read) {
    const next = resource.plan(values, diagnostics);
    if (next.outputs) values.set(next.address, next.outputs);
    planned.push(next);
  }
  return { resources: planned, diagnostics, values };
}
