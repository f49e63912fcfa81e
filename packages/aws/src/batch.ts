import type { Clock } from './clock.ts';

/** Timers that are due at the same moment go off some milliseconds apart, and answers arrive so. */
const GATHERING_SECONDS = 0.02;

/**
 * Gathers the keys asked for at about the same time and loads them together, so many a call.
 *
 * Callers stay written for one thing; ECS is asked once for ten services or twenty deployments.
 *
 * @param size the most keys that one call takes.
 * @param prepare is called when gathering begins: what loading needs can be got ready while others are still waited for.
 * @param load answers with what it found, by key; a key that it leaves out was not found.
 */
export function batched<Value>(
  size: number,
  clock: Clock,
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  prepare?: () => void,
): (key: string) => Promise<Value | undefined> {
  let gathering: Promise<Map<string, Promise<ReadonlyMap<string, Value>>>> | undefined;
  let keys = new Set<string>();

  function flush() {
    const wanted = [...keys];
    keys = new Set();
    gathering = undefined;
    const loads = new Map<string, Promise<ReadonlyMap<string, Value>>>();
    for (let start = 0; start < wanted.length; start += size) {
      const part = wanted.slice(start, start + size);
      const loading = load(part);
      for (const key of part) loads.set(key, loading);
    }
    return loads;
  }

  return async (key) => {
    keys.add(key);
    if (!gathering) {
      prepare?.();
      gathering = clock.sleep(GATHERING_SECONDS).then(flush);
    }
    const loads = await gathering;
    return (await loads.get(key))?.get(key);
  };
}
