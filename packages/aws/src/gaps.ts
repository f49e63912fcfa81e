import { AwsError, isAwsError } from './errors.ts';

/** A call that the run did without, and all that was lost by it. */
export interface Gap {
  /** The permission of the call. */
  readonly permission: string;
  /** Why it was not answered; without it, the permission is denied. */
  readonly failure?: string;
  /** What to do about a denied permission: which policy AWS says denies it, and whom to ask. */
  readonly remedy?: string | undefined;
  readonly lost: string;
}

/**
 * What a run went on without: one notice for each call, however often it was made.
 *
 * Which calls are `optional`: those that decorate, name or speed something up. Safety rests on none of them; what it rests on
 * is read by `unlessDenied`, where a failure that passes ends the run, and only a denied permission takes the way that is
 * documented for it.
 */
export class Gaps {
  readonly #gaps = new Map<string, Pick<Gap, 'failure' | 'remedy'> & { readonly lost: Set<string> }>();
  readonly #closed = new Set<string>();
  readonly #failuresInARow = new Map<string, number>();

  get all(): readonly Gap[] {
    return [...this.#gaps].map(([permission, { lost, ...gap }]) => ({ permission, ...gap, lost: [...lost].join(' ') }));
  }

  /** The call's answer, or undefined when it fails for whatever reason, which is noted. An abort of the run goes through. */
  optional<T>(lost: string, call: () => Promise<T>): Promise<T | undefined> {
    return this.#without(lost, call, () => true);
  }

  /** As `optional`, before anything is written: credentials that are not accepted end the run, which could do nothing. */
  optionalRead<T>(lost: string, call: () => Promise<T>): Promise<T | undefined> {
    return this.#without(lost, call, (error) => !isAwsError(error, 'credentials'));
  }

  /** The call's answer, or undefined when it is denied, which is noted. */
  unlessDenied<T>(lost: string, call: () => Promise<T>): Promise<T | undefined> {
    return this.#without(lost, call, (error) => isAwsError(error, 'denied'));
  }

  /**
   * As `unlessDenied`; but once it was denied it is not asked again: for what would be asked every second.
   *
   * @param what the things asked for, because one of them may be allowed and another not.
   */
  whileAllowed<T>(what: string, lost: string, call: () => Promise<T>): Promise<T | undefined> {
    return this.#whileOpen(what, lost, call, (error) => isAwsError(error, 'denied'));
  }

  /**
   * As `whileAllowed`, and the same where AWS refuses the call for good, because some partitions lack the newer operations,
   * and where it has failed so often in a row that it will not come back: a failure that passes is thrown until then.
   */
  async whileSupported<T>(what: string, lost: string, call: () => Promise<T>): Promise<T | undefined> {
    const failures = this.#failuresInARow.get(what) ?? 0;
    const isTolerated = (error: AwsError): boolean =>
      isAwsError(error, 'denied', 'refused') ||
      isUnsupported(error) ||
      (!isAwsError(error, 'credentials', 'missing') && failures + 1 >= MOST_FAILURES_IN_A_ROW);
    try {
      const answer = await this.#whileOpen(what, lost, call, isTolerated);
      this.#failuresInARow.delete(what);
      return answer;
    } catch (error) {
      // What is missing may only not show yet: a stale read answers, and the next ones will.
      if (isAwsError(error) && error.kind !== 'missing') this.#failuresInARow.set(what, failures + 1);
      throw error;
    }
  }

  /** Notes that the run goes on without what this call asked for. */
  note(error: AwsError, lost: string): void {
    const known = this.#gaps.get(error.permission);
    if (known) {
      known.lost.add(lost);
      return;
    }
    const why = error.kind === 'denied' ? { remedy: error.remedy } : { failure: error.message };
    this.#gaps.set(error.permission, { ...why, lost: new Set([lost]) });
  }

  /** Whether the run went on without the call of this permission. */
  has(permission: string): boolean {
    return this.#gaps.has(permission);
  }

  /** Whether that was because it is denied: then it is so for the whole run. */
  isDenied(permission: string): boolean {
    const gap = this.#gaps.get(permission);
    return gap !== undefined && gap.failure === undefined;
  }

  async #without<T>(
    lost: string,
    call: () => Promise<T>,
    isTolerated: (error: AwsError) => boolean,
  ): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof AwsError) || !isTolerated(error)) throw error;
      this.note(error, lost);
      return undefined;
    }
  }

  async #whileOpen<T>(
    what: string,
    lost: string,
    call: () => Promise<T>,
    isTolerated: (error: AwsError) => boolean,
  ): Promise<T | undefined> {
    if (this.#closed.has(what)) return undefined;
    const answer = await this.#without(lost, async () => ({ value: await call() }), isTolerated);
    if (!answer) this.#closed.add(what);
    return answer?.value;
  }
}

/** Each was tried four times by the SDK, and a poll is seconds after the one before: an outage that passes takes less. */
const MOST_FAILURES_IN_A_ROW = 5;

/** The names that AWS and those who stand in for it give to this. */
const UNSUPPORTED = /^(Unknown|Unsupported|Unrecognized)Operation|^InvalidAction$|^NotImplemented|^UnsupportedFeature/;

function isUnsupported({ code, status }: AwsError): boolean {
  return UNSUPPORTED.test(code) || status === 501;
}
