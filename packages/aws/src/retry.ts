import { StandardRetryStrategy } from '@smithy/core/retry';
import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';
import { isSignatureAge } from './errors.ts';

const MAX_ATTEMPTS = 4;

/** The SDK's standard retry: for reads, which can be repeated whatever became of the first try. */
export function readRetry(): RetryStrategyV2 {
  return new StandardRetryStrategy(MAX_ATTEMPTS);
}

/**
 * The SDK's standard retry, on throttling and on a signature's age only: for writes without a client token.
 *
 * A call that was throttled, or signed by a clock that is off, did not happen; the SDK has corrected its clock by then. After a lost connection or a 5xx it may have: the caller finds out by reading, and
 * repeats it only if it did not. Source: design.md, "The engine".
 */
export function writeRetry(): RetryStrategyV2 {
  const standard = new StandardRetryStrategy(MAX_ATTEMPTS);
  return {
    acquireInitialRetryToken: (scope) => standard.acquireInitialRetryToken(scope),
    refreshRetryTokenForRetry: async (token: RetryToken, info: RetryErrorInfo) => {
      if (info.errorType !== 'THROTTLING' && !isOutdated(info.error))
        throw info.error ?? new Error('This write is not repeated.');
      return standard.refreshRetryTokenForRetry(
        token as Parameters<typeof standard.refreshRetryTokenForRetry>[0],
        info,
      );
    },
    recordSuccess: (token) => {
      standard.recordSuccess(token as Parameters<typeof standard.recordSuccess>[0]);
    },
  };
}

/** Whether AWS refused a request for the time of its signature. */
function isOutdated(error: unknown): boolean {
  return error instanceof Error && isSignatureAge(error.name, error.message);
}
