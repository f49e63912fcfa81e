import type { Diagnostics } from '@fargate-actions/documents';
import type { Process } from './process.ts';
import { addressText, type Address } from './address.ts';
import type { Changes } from './difference.ts';
import type { Outputs, Ref, Values } from './ref.ts';
import type { Report } from './report.ts';

/** What applying gave: outputs for those that refer to the resource, and a process where it takes minutes. */
export interface Applied<End extends Report> {
  readonly outputs: Outputs;
  readonly process?: Process<unknown, End>;
  /** The way back, once the process is over; absent of what stays when a stack goes back, as configuration does. */
  readonly undo?: Undo<End>;
}

/** The way back from what was applied. It knows what was there before, and what the run made of it. */
export interface Undo<End extends Report> {
  /** Whether it waits for all others to have gone back. */
  readonly comesLast?: boolean;
  /**
   * Begins to go back; undefined where nothing was changed after all.
   *
   * @param run.end how the process of applying ended, where it did.
   */
  begin(run: { readonly signal: AbortSignal | undefined; readonly end: End | undefined }): Promise<
    | { readonly process: Process<unknown, End> }
    /** There is nothing to go back to, and why. */
    | { readonly nothing: string }
    | undefined
  >;
}

/**
 * A kind of AWS resource, handled the one way there is: resolved, read, planned, applied.
 *
 * `plan` is pure: it sees data only. Everything else may call AWS through the ports it was built with.
 */
export interface Definition<Wanted, State, Request, End extends Report> {
  readonly address: Address;
  /** Addresses that must be done, their processes included, before this one is applied. */
  readonly after?: readonly Address[];
  /** Addresses that must have ended, well or not, before this one is applied. */
  readonly follows?: readonly Address[];
  /** The outputs of other resources that it needs; they are applied before. */
  readonly needs?: readonly Ref[];
  /**
   * Whether the others go on when it fails, as configuration does: its parts rest on each other only where they say so.
   * By default nothing new is begun then, because a stack that is half deployed is to be looked at first.
   */
  readonly continueOnFailure?: boolean;
  /** Whether its failure is a warning, and no failure of the run: for what nothing rests on. The others go on then. */
  readonly failureIsWarning?: boolean;
  /** Turns names into ids and ARNs, once, before anything is planned. What is wrong becomes a diagnostic. */
  resolve(diagnostics: Diagnostics): Promise<Wanted>;
  read(wanted: Wanted): Promise<State | undefined>;
  /** What differs. What AWS can't change in place becomes a diagnostic. */
  plan(found: State | undefined, wanted: Wanted, values: Values, diagnostics: Diagnostics): Changes<Request>;
  /** The outputs while nothing has to be written. */
  outputs?(found: State, wanted: Wanted, values: Values): Outputs;
  apply(
    request: Request,
    values: Values,
    planned: { found: State | undefined; wanted: Wanted } & Applying,
  ): Promise<Applied<End>>;
}

/** What applying a resource has to do with the run. */
export interface Applying {
  /** Aborts what applying waits for. */
  readonly signal: AbortSignal | undefined;
  /**
   * Says what of several writes went through, as a noun (`the tag fargate-actions:off-hours`; of what is deleted the
   * address): should a later one fail, it is told.
   */
  readonly noteWrite: (what: string) => void;
}

/** A resource as the engine sees it: each step gives the next, so that no step can be left out. */
export interface Resource<End extends Report = never> {
  readonly address: Address;
  readonly after: readonly Address[];
  readonly follows: readonly Address[];
  readonly needs: readonly Ref[];
  readonly continueOnFailure: boolean;
  readonly failureIsWarning: boolean;
  resolve(diagnostics: Diagnostics): Promise<{ read(): Promise<ReadResource<End>> }>;
}

/** A resource whose state is known. */
export interface ReadResource<End extends Report> {
  plan(values: Values, diagnostics: Diagnostics): PlannedResource<End>;
}

/** A resource whose changes are known. */
export interface PlannedResource<End extends Report = never> {
  readonly address: Address;
  readonly after: readonly Address[];
  readonly follows: readonly Address[];
  readonly needs: readonly Ref[];
  readonly continueOnFailure: boolean;
  readonly failureIsWarning: boolean;
  readonly changes: Changes<unknown>;
  /** Present while nothing has to be written. */
  readonly outputs: Outputs | undefined;
  apply(values: Values, applying: Applying): Promise<Applied<End>>;
}

/** Makes a resource of its definition. */
export function resource<Wanted, State, Request, End extends Report = never>(
  definition: Definition<Wanted, State, Request, End>,
): Resource<End> {
  const {
    address,
    after = [],
    follows = [],
    needs = [],
    failureIsWarning = false,
    continueOnFailure = failureIsWarning,
  } = definition;

  function planned(
    found: State | undefined,
    wanted: Wanted,
    values: Values,
    diagnostics: Diagnostics,
  ): PlannedResource<End> {
    const changes = definition.plan(found, wanted, values, diagnostics);
    const isUnchanged = changes.action === 'none' || changes.action === 'watch';
    return {
      address,
      after,
      follows,
      needs,
      continueOnFailure,
      failureIsWarning,
      changes,
      outputs: isUnchanged && found !== undefined ? (definition.outputs?.(found, wanted, values) ?? {}) : undefined,
      apply: async (known, applying) => {
        if (changes.request === undefined) throw new Error(`There is nothing to apply to ${addressText(address)}.`);
        return definition.apply(changes.request, known, { found, wanted, ...applying });
      },
    };
  }

  return {
    address,
    after,
    follows,
    needs,
    continueOnFailure,
    failureIsWarning,
    async resolve(diagnostics) {
      const wanted = await definition.resolve(diagnostics);
      return {
        async read() {
          const found = await definition.read(wanted);
          return { plan: (values, diagnostics) => planned(found, wanted, values, diagnostics) };
        },
      };
    },
  };
}
