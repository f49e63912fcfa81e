/** What the metrics of a target group are found by. Source: ELB user guide, "CloudWatch metrics". */
export interface TargetGroupDimensions {
  /** `app/amply/50dc6c495c0c9188`. */
  readonly LoadBalancer: string;
  /** `targetgroup/amply-api-tg/6d0ecf831eec9f09`. */
  readonly TargetGroup: string;
}

/** A deployment as the graphs of its service have it. */
export interface DeploymentMark {
  /** When it began, by ECS's clock. */
  readonly at: Date;
  /** What it brought: `amply-api:42`. */
  readonly label: string;
}

/** What a dashboard shows of a service, besides what the stack knows. */
export interface ServiceFacts {
  readonly targetGroups: readonly TargetGroupDimensions[];
  /** Newest first. */
  readonly deployments: readonly DeploymentMark[];
}

/** The facts of each service, by its name. */
export type DashboardFacts = ReadonlyMap<string, ServiceFacts>;

/** A service of which nothing more is known. */
export const NO_FACTS: ServiceFacts = { targetGroups: [], deployments: [] };
