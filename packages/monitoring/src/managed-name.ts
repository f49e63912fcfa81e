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
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH);
  return `${name.slice(0, longest - HASH_LENGTH - 1)}-${hash}`;
}
