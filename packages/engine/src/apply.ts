import type { Clock } from '@fargate-actions/aws';
import { DiagnosedError } from '@fargate-actions/documents';
import { drive } from './process.ts';
import { addressText, type Address } from './address.ts';
import { gateFor } from './gate.ts';
import type { Plan } from './plan.ts';
import type { Outputs } from './ref.ts';
import type { Report } from './report.ts';
import type { Applied, PlannedResource, Undo } from './resource.ts';
import { isGood } from './status.ts';

/** What became of one resource of a plan. */
export type Outcome<End extends Report = Report> = {
  readonly address: Address;
  readonly resource: PlannedResource<End>;
} & (
  | { readonly result: 'unchanged' }
  | { readonly result: 'applied'; readonly outputs: Outputs; readonly end?: End; readonly undo?: Undo<End> }
  /** With outputs: written, but its process did not end well, or was not seen to its end (`error`). */
  | {
      readonly result: 'failed';
      readonly outputs?: Outputs;
      /** What it said to have written before a later write failed. */
      readonly completedWrites?: readonly string[];
      readonly end?: End;
      readonly error?: unknown;
      readonly undo?: Undo<End>;
    }
  | { readonly result: 'not attempted'; readonly because: string }
);

/** Everything applying needs besides the plan. */
export interface ApplyContext {
  readonly clock: Clock;
  /** Aborted: nothing new is begun, and what is under way is told. */
  readonly signal?: AbortSignal | undefined;
  /** How many resources may be under way at once, their processes included. */
  readonly maxParallel?: number;
}

/** How many resources are under way at once where nobody says otherwise. */
export const DEFAULT_PARALLEL = 50;

/** The outcome of what the plan refuses: known before anything is applied. */
function refusedOutcome<End extends Report>(resource: PlannedResource<End>): Outcome<End> {
  return { address: resource.address, resource, result: 'failed', error: resource.changes.refusal };
}

/** The outcomes of all that a plan refuses. */
export function refusedIn<End extends Report>({ resources }: Plan<End>): Outcome<End>[] {
  return resources.filter(({ changes }) => changes.action === 'refused').map(refusedOutcome);
}

/**
 * Applies a plan: each change as soon as what it depends on is done, so many at a time.
 *
 * When one fails, what depends on it is not attempted, and nothing new is begun unless its `continueOnFailure` says so; what
 * is under way goes on to its end.
 * What the plan refuses keeps only what depends on it from being attempted.
 * Every resource has its outcome, in the plan's order.
 *
 * @throws DiagnosedError when the plan has errors: nothing is written then.
 */
export async function applyPlan<End extends Report>(plan: Plan<End>, context: ApplyContext): Promise<Outcome<End>[]> {
  if (plan.diagnostics.hasErrors) throw new DiagnosedError(plan.diagnostics.all);

  const { values } = plan;
  const gate = gateFor(context.maxParallel ?? DEFAULT_PARALLEL);
  const written = new Map<string, Promise<boolean>>();
  const done = new Map<string, Promise<Outcome<End>>>();
  let firstFailure: string | undefined;

  function noteFailure({ address, continueOnFailure }: PlannedResource<End>): void {
    if (!continueOnFailure) firstFailure ??= `${addressText(address)} failed`;
  }

  async function whyNot(resource: PlannedResource<End>): Promise<string | undefined> {
    const lacks = await lacking(resource);
    // A run that was cancelled has ended what is under way as failed: that is not why the rest was not begun.
    if (context.signal?.aborted) return 'the run was cancelled';
    // What goes on when others fail, as configuration does, is not stopped by what it does not depend on.
    return lacks ?? (resource.continueOnFailure ? undefined : firstFailure);
  }

  /** What the resource depends on and can't have, once all of that is settled. */
  async function lacking({ needs, after, follows }: PlannedResource<End>): Promise<string | undefined> {
    for (const address of needs.map((needed) => addressText(needed.address))) {
      if (!(await written.get(address))) return `${address} was not applied`;
    }
    for (const address of follows.map(addressText)) await done.get(address);
    for (const address of after.map(addressText)) {
      const outcome = await done.get(address);
      if (outcome?.result === 'failed') return `${address} failed`;
      if (outcome?.result === 'not attempted') return `${address} was not attempted`;
    }
    return undefined;
  }

  async function run(resource: PlannedResource<End>, hasWritten: (isWritten: boolean) => void): Promise<Outcome<End>> {
    const { address } = resource;
    if (resource.changes.action === 'none') {
      hasWritten(true);
      return { address, resource, result: 'unchanged' };
    }
    if (resource.changes.action === 'refused') return refusedOutcome(resource);
    const early = await whyNot(resource);
    if (early !== undefined) return { address, resource, result: 'not attempted', because: early };
    const leave = await gate.enter();
    let written: Pick<Applied<End>, 'outputs' | 'undo'> | undefined;
    const completedWrites: string[] = [];
    try {
      // Something may have failed while this one waited for its place.
      const because = await whyNot(resource);
      if (because !== undefined) return { address, resource, result: 'not attempted', because };
      const { process, ...rest } = await resource.apply(values, {
        signal: context.signal,
        noteWrite: (what) => void completedWrites.push(what),
      });
      written = rest;
      values.set(address, written.outputs);
      hasWritten(true);
      if (!process) return { address, resource, result: 'applied', ...written };
      const end = await drive(process, context);
      if (isGood(end.status)) return { address, resource, result: 'applied', ...written, end };
      noteFailure(resource);
      return { address, resource, result: 'failed', ...written, end };
    } catch (error) {
      noteFailure(resource);
      const parts = written ?? (completedWrites.length > 0 ? { completedWrites } : {});
      return { address, resource, result: 'failed', ...parts, error };
    } finally {
      leave();
    }
  }

  for (const resource of plan.resources) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    written.set(addressText(resource.address), promise);
    const outcome = run(resource, resolve);
    done.set(addressText(resource.address), outcome);
    // Whatever happened, those that need its outputs must not wait for ever.
    void outcome.then(() => resolve(false));
  }
  return Promise.all(done.values());
}
