import { isAwsError } from './errors.ts';

/** A permission that the run did without, and all that was lost by it. */
export interface Denial {
  readonly permission: string;
  readonly lost: string;
}

/**
 * What a run was denied and went on without: one notice a permission, however often it was asked.
 *
 * Source: design.md, principle 8: "every further call that is denied degrades to one notice".
 */
export class Denials {
  readonly #lost = new Map<string, Set<string>>();
  readonly #closed = new Set<string>();

  get all(): readonly Denial[] {
    return [...this.#lost].map(([permission, lost]) => ({ permission, lost: [...lost].join(' ') }));
  }

  /** The call's answer, or undefined when it is denied, which is noted. */
  async without<T>(lost: string, call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      if (!isAwsError(error, 'denied')) throw error;
      this.note(error.permission, lost);
      return undefined;
    }
  }

  /**
   * As `without`; but once it was denied it is not asked again: for what would be asked every second.
   *
   * @param what the things asked for, because one of them may be allowed and another not.
   */
  async whileAllowed<T>(what: string, lost: string, call: () => Promise<T>): Promise<T | undefined> {
    if (this.#closed.has(what)) return undefined;
    const answer = await this.without(lost, async () => ({ value: await call() }));
    if (!answer) this.#closed.add(what);
    return answer?.value;
  }

  /** Notes that the run goes on without a permission. */
  note(permission: string, lost: string): void {
    const known = this.#lost.get(permission);
    if (known) known.add(lost);
    else this.#lost.set(permission, new Set([lost]));
  }

  has(permission: string): boolean {
    return this.#lost.has(permission);
  }
}
