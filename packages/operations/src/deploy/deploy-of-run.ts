import type { Aws } from '@fargate-actions/aws';
import type { PlanItem } from '@fargate-actions/engine';
import type { RolloutReport } from '@fargate-actions/service';

/** What a run is going to plan and apply. */
export interface DeployOfRun {
  readonly items: readonly PlanItem<RolloutReport>[];
  readonly aws: Aws;
  /** Not known where neither an input nor the environment names it. */
  readonly region: string | undefined;
  readonly cluster: string;
  /** Names of the ECS services. */
  readonly services: readonly string[];
}
