import { explain } from './errors.ts';
import { NotSentError } from './not-sent.ts';
import type { Wire } from './wire.ts';

/** A wire whose errors are {@link AwsError}s, in words a user can act on. */
export function explained(wire: Wire): Wire {
  return {
    prepare: (operation) => wire.prepare?.(operation),
    async call(operation, input, options) {
      try {
        return await wire.call(operation, input, options);
      } catch (error) {
        throw error instanceof NotSentError ? error : explain(error, operation, input);
      }
    },
  };
}
