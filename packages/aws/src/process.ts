import type { Clock } from './clock.ts';

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
}

/**
 * Runs a process to its end.
 *
 * @throws the signal's reason when it is aborted while waiting, and whatever `observe` or an act throws.
 */
export async function drive<Seen, Result>(
  process: Process<Seen, Result>,
  surroundings: { clock: Clock; signal?: AbortSignal | undefined },
): Promise<Result> {
  for (;;) {
    surroundings.signal?.throwIfAborted();
    const turn = process.next(await process.observe());
    if (turn.kind === 'done') return turn.result;
    if (turn.kind === 'act') await turn.act();
    else await surroundings.clock.sleep(onTick(turn.seconds, surroundings.clock.now()), surroundings.signal);
  }
}

/** Processes that look at the same moment share their calls: all of them wake on a common tick. */
const TICK_SECONDS = 0.5;

/** The seconds until the last tick within the wait, or the first one after a short one. */
function onTick(seconds: number, now: number): number {
  const ticks = Math.max(1, Math.round(seconds / TICK_SECONDS));
  const tick = Math.floor(now / 1000 / TICK_SECONDS) + ticks;
  return tick * TICK_SECONDS - now / 1000;
}
