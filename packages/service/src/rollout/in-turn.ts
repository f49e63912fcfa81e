import type { Process } from '@fargate-actions/engine';

/** A process that has a last word when the run is cancelled. */
export type Cancellable<End, Seen = unknown> = Required<Process<Seen, End>>;

/** One process after the other: the end of the first begins the second, or gives the end of both. */
export function inTurn<End extends object>(
  first: Cancellable<End>,
  second: (end: End) => Promise<Cancellable<End> | End>,
): Cancellable<End> {
  let current = first;
  let end: End | undefined;
  return {
    observe: () => (end ? Promise.resolve(end) : current.observe()),
    next: (seen) => {
      if (end) return { kind: 'done', result: end };
      const turn = current.next(seen);
      if (turn.kind !== 'done' || current !== first) return turn;
      return {
        kind: 'act',
        act: async () => {
          const begun = await second(turn.result);
          if ('observe' in begun) current = begun;
          else end = begun;
        },
      };
    },
    cancelled: () => current.cancelled(),
  };
}

/** A process that is over already. */
export function over<End>(end: End): Cancellable<End> {
  return {
    observe: () => Promise.resolve(end),
    next: () => ({ kind: 'done', result: end }),
    cancelled: () => Promise.resolve(end),
  };
}
