import type { Clock, Wire } from '@fargate-actions/aws';
import type { VirtualClock } from '@fargate-actions/emulator';

/**
 * Plays a run on a clock that others share: while it neither sleeps nor waits for AWS, it works, and time stands still,
 * however long its files take on this machine. So what happens at which moment is the same everywhere.
 */
export async function inOwnTime<T>(
  clock: VirtualClock,
  wire: Wire,
  play: (wire: Wire, clock: Clock) => Promise<T>,
): Promise<T> {
  let waits = 0;
  let work = Promise.withResolvers<undefined>();
  void clock.standStillFor(work.promise);

  async function waiting<Answer>(wait: () => Promise<Answer>): Promise<Answer> {
    if (++waits === 1) work.resolve(undefined);
    try {
      return await wait();
    } finally {
      if (--waits === 0) {
        work = Promise.withResolvers<undefined>();
        void clock.standStillFor(work.promise);
      }
    }
  }

  const own: Required<Clock> = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    sleep: (seconds, signal) => waiting(() => clock.sleep(seconds, signal)),
  };
  const calling: Wire = {
    ...wire,
    call: (operation, input, options) => waiting(() => wire.call(operation, input, options)),
  };
  try {
    return await play(calling, own);
  } finally {
    work.resolve(undefined);
  }
}
