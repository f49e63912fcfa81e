import { setTimeout as delay } from 'node:timers/promises';

/** Time, passed in so that a test can run an hour in a millisecond. */
export interface Clock {
  /** Milliseconds since the epoch, as this machine has it: up to a minute off AWS's. */
  now(): number;
  /**
   * Milliseconds of a clock that nobody sets: only differences mean anything. It may stop while the machine sleeps.
   * Absent where there is only one clock.
   */
  monotonic?(): number;
  /** Resolves after so many seconds; rejects with the signal's reason when it is aborted. */
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Required<Clock> = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(seconds, signal) {
    try {
      await delay(seconds * 1000, undefined, signal && { signal });
    } catch (error) {
      // Node rejects with an AbortError of its own, whatever the reason is.
      signal?.throwIfAborted();
      throw error;
    }
  },
};
