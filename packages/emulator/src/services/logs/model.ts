import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';

/** What CloudWatch Logs keeps beside the lines themselves. */

export interface MetricFilter {
  readonly name: string;
  readonly pattern: string;
  readonly transformation: MetricTransformation;
  readonly createdAt: number;
}

/** A saved query of Logs Insights. */
export interface QueryDefinition {
  readonly id: string;
  readonly name: string;
  readonly queryString: string;
  readonly logGroupNames: readonly string[];
  readonly lastModifiedAt: number;
}
