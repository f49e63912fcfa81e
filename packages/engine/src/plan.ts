import { Diagnostics } from '@fargate-actions/documents';
import { inOrder } from './order.ts';
import { Values } from './ref.ts';
import type { Report } from './report.ts';
import type { PlanItem } from './expansion.ts';
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
 * Expands, resolves, reads and plans resources; writes nothing.
 *
 * All names are looked up at once, and then all states are read; what is expanded keeps nothing else waiting. Planning follows the order of the dependencies, so that what an
 * unchanged resource gives is known to those that refer to it. Stops after an error, with all of the diagnostics that
 * the step had, in the order of the resources, whichever was answered first.
 *
 * @param diagnostics what was found before, in the files; the plan's own are added.
 * @throws AwsError when AWS can't be read.
 */
export async function planAll<End extends Report>(
  items: readonly PlanItem<End>[],
  diagnostics = new Diagnostics(),
): Promise<Plan<End>> {
  const values = new Values();
  const nothing = { resources: [], diagnostics, values };

  const stops = (): boolean => diagnostics.hasErrors;
  if (stops()) return nothing;
  const resolved = (await together(items, resolvedOf<End>, diagnostics)).flat();
  const ordered = inOrder(resolved, diagnostics);
  if (stops()) return nothing;
  const read = await Promise.all(ordered.map((resource) => resource.read()));

  const planned: PlannedResource<End>[] = [];
  for (const resource of read) {
    const next = resource.plan(values, diagnostics);
    if (next.outputs) values.set(next.address, next.outputs);
    planned.push(next);
  }
  return { resources: planned, diagnostics, values };
}

type Resolved<End extends Report> = Pick<Resource<End>, 'address' | 'after' | 'follows' | 'needs'> &
  Awaited<ReturnType<Resource<End>['resolve']>>;

/** The resources of an item, with their names looked up. */
async function resolvedOf<End extends Report>(item: PlanItem<End>, diagnostics: Diagnostics): Promise<Resolved<End>[]> {
  if ('expand' in item) return (await together(await item.expand(diagnostics), resolvedOf<End>, diagnostics)).flat();
  const { address, after, follows, needs } = item;
  return [{ address, after, follows, needs, ...(await item.resolve(diagnostics)) }];
}

/** Does something with all items at once; what each of them finds is added in their order. */
async function together<Item, Result>(
  items: readonly Item[],
  doOne: (item: Item, diagnostics: Diagnostics) => Promise<Result>,
  diagnostics: Diagnostics,
): Promise<Result[]> {
  const found = items.map(() => new Diagnostics());
  const results = await Promise.all(items.map((item, index) => doOne(item, found[index] ?? diagnostics)));
  for (const { all } of found) for (const one of all) diagnostics.add(one);
  return results;
}
