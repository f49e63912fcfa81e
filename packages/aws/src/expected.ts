import { AwsError } from './errors.ts';
import type { Operation } from './operations.ts';

/**
 * A member of an answer that AWS always sends, though its model calls it optional.
 *
 * @throws AwsError of the kind `lost` when it is missing after all: what was asked for may have happened all the same.
 */
export function expected<T>(value: T | undefined, operation: Operation): T {
  if (value !== undefined) return value;
  const message = `The answer to ${operation} lacks what it always has.`;
  throw new AwsError({ kind: 'lost', operation, code: 'IncompleteAnswer', message }, undefined);
}
