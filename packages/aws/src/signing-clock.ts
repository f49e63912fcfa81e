/** The part of an SDK client's configuration that says how far AWS's clock is ahead of the machine's, in milliseconds. */
export interface SignedByClock {
  systemClockOffset: number;
}

/**
 * One correction of the machine's clock for all clients of a run.
 *
 * The SDK learns it from the time in AWS's answers, each client for itself: a client's first call would be signed by a clock
 * that others know to be off. If it is a write, AWS refuses it, or takes it for longer than the five minutes that it should.
 */
export function signingClock(now: () => number) {
  let offset = 0;
  return {
    /** The time by which calls are signed now. */
    time: () => now() + offset,
    /** Has a client use the correction that all use. */
    share(config: SignedByClock): void {
      Object.defineProperty(config, 'systemClockOffset', {
        get: () => offset,
        set: (next: number) => (offset = next),
        enumerable: true,
        configurable: true,
      });
    },
  };
}
