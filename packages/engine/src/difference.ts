import type { Json } from '@fargate-actions/documents';
import type { Address } from './address.ts';
import type { RefusedError } from './refusal.ts';

/** A value that is an output of another resource which this run changes: nobody can know it before. */
export class KnownAfterApply {
  readonly what: string;

  constructor(what: string) {
    this.what = what;
  }

  toString(): string {
    return '(known after apply)';
  }
}

/** One field that differs. `undefined` is absence. */
export interface Difference {
  /** As people write it: `networkConfiguration.awsvpcConfiguration.subnets`. */
  readonly path: string;
  readonly from: Json | undefined;
  readonly to: Json | KnownAfterApply | undefined;
}

/** What a resource needs to become as wanted. */
export interface Changes<Request> {
  /**
   * `watch` writes nothing: what is wanted is already under way, and is seen to its end. `refused` writes nothing either,
   * and is a failure of this resource alone.
   */
  readonly action: 'none' | 'create' | 'update' | 'delete' | 'watch' | 'refused';
  readonly differences: readonly Difference[];
  /** The addresses of all that is deleted: one call may take many things, and each of them is told. */
  readonly deletes?: readonly Address[];
  /** What applying needs to know; undefined when the action is `none` or `refused`. */
  readonly request?: Request;
  /** One line for people: why, or what else happens. */
  readonly note?: string;
  /** One line for people: what to do when a write fails after others went through. */
  readonly ifInterrupted?: string;
  /** Present exactly when the action is `refused`. */
  readonly refusal?: RefusedError;
}

/** Nothing to do. */
export const NO_CHANGES = { action: 'none', differences: [] } as const;

/** The changes of a resource that only takes things away. @param deletes addresses; without any, nothing is to do. */
export function deletion<Request>(deletes: readonly Address[], request: Request): Changes<Request> {
  return deletes.length === 0 ? NO_CHANGES : { action: 'delete', differences: [], deletes, request };
}
