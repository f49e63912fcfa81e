import type { Operation } from './operations.ts';

/**
 * A member of an answer that AWS always sends, though its model calls it optional.
 *
 * @throws Error naming the operation when it is missing after all.
 */
export function expected<T>(value: T | undefined, operation: Operation): T {
  if (value === undefined) throw new Error(`The answer to ${operation} lacks what it always has.`);
  return value;
}
