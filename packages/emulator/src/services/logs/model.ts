import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';

import type { Tags } from '../../world/tags.ts';

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

export interface LogEvent {
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
}

export interface LogStream {
  readonly name: string;
  readonly createdAt: number;
  readonly events: LogEvent[];
}

export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  retentionInDays?: number;
  kmsKeyId?: string;
  readonly streams: LogStream[];
  readonly metricFilters: MetricFilter[];
  tags: Tags;
}
