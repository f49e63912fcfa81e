/** Measures for how many seconds something has been so, look after look; a look at which it is not so begins anew. */
export function heldFor(now: () => number): (isSo: boolean) => number {
  let since: number | undefined;
  return (isSo) => {
    since = isSo ? (since ?? now()) : undefined;
    return since === undefined ? 0 : now() - since;
  };
}

/** Remembers when something was seen for the first time, and gives how many seconds ago that was; undefined before. */
export function firstSeen(now: () => number): (isSo: boolean) => number | undefined {
  let first: number | undefined;
  return (isSo) => {
    if (isSo) first ??= now();
    return first === undefined ? undefined : now() - first;
  };
}
