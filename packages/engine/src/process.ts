import { unlessAborted, type Clock } from '@fargate-actions/aws';

/** What to do after one look: look again later, do something and then look again, or stop. */
export type Turn<Result> =
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'act'; readonly act: () => Promise<void> }
  | { readonly kind: 'done'; readonly result: Result };

/**
 * What takes minutes: observe, decide, act or wait, and again.
 *
 * `next` is where the decision is; it calls nothing and keeps nothing.
 */
export interface Process<Seen, Result> {
  observe(): Promise<Seen>;
  next(seen: Seen): Turn<Result>;
  /** The end when the run is cancelled: a last word, or a last act. Without it the signal's reason is thrown. */
  cancelled?(): Promise<Result>;
}

/**
 * Runs a process to its end.
 *
 * @throws the signal's reason when it is aborted, unless the process has an end for that, and whatever `observe` or an act
 * throws.
 */
export async function drive<Seen, Result>(
  process: Process<Seen, Result>,
  context: { clock: Clock; signal?: AbortSignal | undefined },
): Promise<Result> {
  const { clock, signal } = context;
  try {
    for (;;) {
      signal?.throwIfAborted();
      // A look may wait long for its turn under the request budget: a cancel does not wait with it.
      const turn = process.next(await unlessAborted(process.observe(), signal));
      if (turn.kind === 'done') return turn.result;
      if (turn.kind === 'act') await turn.act();
      else await clock.sleep(onTick(turn.seconds, clock.now()), signal);
    }
  } catch (error) {
    if (signal?.aborted === true && process.cancelled) return process.cancelled();
    throw error;
  }
}

/**
 * Processes that look at the same moment share their calls: all of them wake on a common tick.
 *
 * Fifty a minute: to describe a hundred services, ten a call, takes 500 of the 1,200 calls a minute that AWS allows.
 */
const TICK_MS = 1200;

/** The seconds until the last tick within the wait, or the next one where none is within it. */
function onTick(seconds: number, now: number): number {
  const last = Math.floor((now + seconds * 1000) / TICK_MS) * TICK_MS;
  const next = (Math.floor(now / TICK_MS) + 1) * TICK_MS;
  return (Math.max(last, next) - now) / 1000;
}
