import type { Clock } from './clock.ts';
import { requestLimit, type RequestLimit } from './limits.ts';
import type { Operation } from './operations.ts';
import { isRead } from './repeatable.ts';
import type { Wire } from './wire.ts';

/** How much of AWS's request limits a run takes: the rest is for everybody else in the account. */
const SHARE = 0.5;

/** Of a burst a little less: calls that left some time apart arrive nearer to each other on a busy network. */
const BURST_SHARE = 0.44;

/**
 * A wire that keeps a whole run under half of AWS's request limits, by category, or under the limit's own share.
 *
 * A call beyond the budget waits for its turn, first come, first served.
 *
 * @param signal of the run: when it is aborted, reads and calls that only set an account up wait no longer for their turn,
 * and reject with its reason. They were not sent. What is called after that was meant to be, and waits.
 */
export function budgeted(wire: Wire, clock: Clock, signal?: AbortSignal): Wire {
  const buckets = new Map<string, Bucket>();
  return {
    prepare: (operation) => wire.prepare?.(operation),
    async call(operation, input, options) {
      const limit = requestLimit(operation);
      if (limit) {
        let bucket = buckets.get(limit.category);
        if (!bucket) {
          const { burst, perSecond, share } = limit;
          bucket = new Bucket(burst * (share ?? BURST_SHARE), perSecond * (share ?? SHARE), clock.now());
          buckets.set(limit.category, bucket);
        }
        const waitSeconds = bucket.take(clock.now());
        if (waitSeconds > 0) await turn(bucket, waitSeconds, endingOf(limit, operation, options?.signal));
      }
      return wire.call(operation, input, options);
    },
  };

  /** What ends the wait for a turn. */
  function endingOf(limit: RequestLimit, operation: Operation, own: AbortSignal | undefined): AbortSignal | undefined {
    const endsWithRun = (limit.endsWithRun === true || isRead(operation)) && signal?.aborted === false;
    return endsWithRun && own ? AbortSignal.any([signal, own]) : endsWithRun ? signal : own;
  }

  async function turn(bucket: Bucket, waitSeconds: number, ending: AbortSignal | undefined): Promise<void> {
    try {
      await clock.sleep(waitSeconds, ending);
    } catch (error) {
      bucket.giveBack();
      throw error;
    }
  }
}

/** A token bucket that may go into debt: the debt is the time until a taker's turn. */
class Bucket {
  readonly #capacity: number;
  readonly #perSecond: number;
  #tokens: number;
  #at: number;

  constructor(capacity: number, perSecond: number, now: number) {
    this.#capacity = Math.max(1, Math.floor(capacity));
    this.#perSecond = perSecond;
    this.#tokens = this.#capacity;
    this.#at = now;
  }

  /** Takes a token, and says how many seconds to wait for it. */
  take(now: number): number {
    const elapsedSeconds = Math.max(0, now - this.#at) / 1000;
    this.#tokens = Math.min(this.#capacity, this.#tokens + elapsedSeconds * this.#perSecond);
    this.#at = Math.max(this.#at, now);
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : -this.#tokens / this.#perSecond;
  }

  /** Puts back what was taken for a call that was not sent. */
  giveBack(): void {
    this.#tokens += 1;
  }
}
