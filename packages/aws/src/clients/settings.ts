import type { RetryStrategyV2 } from '@smithy/types';

/** What every SDK client is built with. Credentials and endpoint come from the standard chain and environment. */
export interface ClientSettings {
  readonly region?: string;
  readonly retryStrategy: RetryStrategyV2;
  readonly customUserAgent: [string, string][];
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly httpAgent?: object;
    readonly httpsAgent?: object;
  };
}
