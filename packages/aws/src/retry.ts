import { StandardRetryStrategy } from '@smithy/core/retry';
import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';

const MAX_ATTEMPTS = 4;

/** The SDK's standard retry: for reads, which can be repeated whatever became of the first try. */
export function readRetry(): RetryStrategyV2 {
  return new StandardRetryStrategy(MAX_ATTEMPTS);
}

/**
 * The SDK's standard retry, on throttling only: for writes without a client token.
 *
 * A throttled call did not happen. After a lost connection or a 5xx it may have: the caller finds out by reading, and
 * repeats it only if it did not. Source: design.md, "The engine".
 */
export function writeRetry(): RetryStrategyV2 {
  const standard = new StandardRetryStrategy(MAX_ATTEMPTS);
  return {
    acquireInitialRetryToken: (scope) => standard.acquireInitialRetryToken(scope),
    refreshRetryTokenForRetry: async (token: RetryToken, info: RetryErrorInfo) => {
      if (info.errorType !== 'THROTTLING') throw info.error ?? new Error('This write is not repeated.');
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
