import { CALL_SECONDS, LAST_CALL_SECONDS, LAST_CALLS_END_SECONDS, WRITE_GRACE_SECONDS } from './call-limits.ts';
import type { Clock } from './clock.ts';
import { AwsError } from './errors.ts';
import type { Operation } from './operations.ts';
import { isRead } from './repeatable.ts';
import { unlessAborted } from './unless-aborted.ts';
import type { Wire } from './wire.ts';

/**
 * A wire on which every call ends: with its answer, when its time is over, or with the run.
 *
 * A call whose time is over is an AwsError of the kind `lost`. When the run is aborted, reads reject at once with the
 * signal's reason, and writes a little later, because their answers say what goes on from now on. What is called after
 * that are last words: they get what is left of the run's time.
 *
 * @param clock of this machine, also where the run's own is sped up: a network does not become faster with it.
 * @param run aborted when the run is to stop.
 */
export function timeLimited(wire: Wire, clock: Clock, run?: AbortSignal): Wire {
  let abortedAt = 0;
  run?.addEventListener('abort', () => (abortedAt = clock.now()), { once: true });

  function secondsLeft(): number {
    if (!run?.aborted) return CALL_SECONDS;
    return Math.max(LAST_CALL_SECONDS, LAST_CALLS_END_SECONDS - (clock.now() - abortedAt) / 1000);
  }

  return {
    prepare: (operation) => wire.prepare?.(operation),
    async call(operation, input, options) {
      options?.signal?.throwIfAborted();
      const seconds = secondsLeft();
      /** Aborted when nobody waits for the answer any longer. */
      const given = new AbortController();
      const over = new AbortController();
      const endAfter = (wait: number, why: () => unknown): void => {
        clock.sleep(wait, over.signal).then(
          () => {
            given.abort(why());
          },
          () => undefined,
        );
      };
      const endWith = (signal: AbortSignal | undefined, graceSeconds: number): void => {
        const end = (): void => {
          if (graceSeconds === 0) given.abort(signal?.reason);
          else endAfter(graceSeconds, () => signal?.reason);
        };
        signal?.addEventListener('abort', end, { once: true, signal: over.signal });
      };

      endAfter(seconds, () => unanswered(operation, seconds));
      endWith(options?.signal, 0);
      if (!run?.aborted) endWith(run, isRead(operation) ? 0 : WRITE_GRACE_SECONDS);
      try {
        return await unlessAborted(wire.call(operation, input, { ...options, signal: given.signal }), given.signal);
      } finally {
        over.abort(ANSWERED);
      }
    },
  };
}

/** Made once: the DOMException that `abort` makes by itself, with its stack, took a tenth of a run against the emulator. */
const ANSWERED = new Error('The call was answered.');

/** What became of it is unknown, as when a connection breaks. */
function unanswered(operation: Operation, seconds: number): AwsError {
  const message = `No answer to ${operation} within ${Math.round(seconds)} s.`;
  const hint = 'Check that the runner can reach AWS, then run the job again.';
  return new AwsError({ kind: 'lost', operation, code: 'TimeoutError', message, hint }, undefined);
}
