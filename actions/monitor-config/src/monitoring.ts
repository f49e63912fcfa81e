import type { Aws } from '@fargate-actions/aws';
import type { Resource } from '@fargate-actions/plan';

/** What a run is to apply, and where. */
export interface Monitoring {
  readonly resources: readonly Resource[];
  readonly aws: Aws;
  /** Absent: no dashboard is wanted. */
  readonly dashboardUrl: string | undefined;
}
