import type { Aws } from '@fargate-actions/aws';
import type { PlanItem } from '@fargate-actions/engine';

/** What a run is to apply, and where. */
export interface MonitoringOfRun {
  readonly items: readonly PlanItem[];
  readonly aws: Aws;
  /** Absent: no dashboard is wanted. */
  readonly dashboardUrl: string | undefined;
}
