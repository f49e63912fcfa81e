import { CancelledError } from './cancelled-error.ts';
import type { Host } from './host.ts';

/** How long a cancelled run may take for its last words. The runner kills it 10 s after the first signal. */
const LAST_WORDS_SECONDS = 4.5;

/** Ends a run that nobody can wait for any longer: it may still be going on. */
export class AbandonedError extends Error {
  constructor(cause: unknown) {
    super('The run was abandoned.', { cause });
    this.name = 'AbandonedError';
  }
}

/**
 * Runs work to its end, stopping it when the process is asked to stop.
 *
 * @param stop is aborted with a CancelledError at the first signal.
 * @throws AbandonedError when something crashed beside the work, or when stopping takes too long.
 */
export async function runToEnd<T>(host: Host, stop: AbortController, work: () => Promise<T>): Promise<T> {
  const { promise: abandoned, reject } = Promise.withResolvers<never>();
  const over = new AbortController();

  host.onCrash((error) => {
    reject(new AbandonedError(error));
  });
  host.onStop((signal) => {
    if (stop.signal.aborted) return;
    const reason = new CancelledError(signal);
    stop.abort(reason);
    host.clock.sleep(LAST_WORDS_SECONDS, over.signal).then(
      () => {
        reject(new AbandonedError(reason));
      },
      () => undefined,
    );
  });

  try {
    return await Promise.race([work(), abandoned]);
  } finally {
    over.abort();
  }
}
