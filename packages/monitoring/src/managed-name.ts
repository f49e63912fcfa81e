import { createHash } from 'node:crypto';

/** So much of a hash that two names of one account hardly ever share it. */
const HASH_LENGTH = 8;

/**
 * A name as it is while it fits; else its beginning and a hash of all of it, which is the same in every run.
 *
 * @param longest the number of characters that AWS takes.
 */
export function fitting(name: string, longest: number): string {
  if (name.length <= longest) return name;
  return `${fittingBeginning(name, longest)}-${hashOf(name)}`;
}

/** What stands for a text where there is no room or no letter for it, the same in every run. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
}

/** What all names begin with that begin so, {@link fitting} ones as well. */
export function fittingBeginning(beginning: string, longest: number): string {
  return beginning.slice(0, longest - HASH_LENGTH - 1);
}
