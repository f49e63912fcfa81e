import type {
  DeploymentRolloutState,
  ServiceDeploymentLifecycleStage,
  ServiceDeploymentRollbackMonitorsStatus,
  ServiceDeploymentStatus,
} from '@aws-sdk/client-ecs';
import type { Evidence } from './evidence.ts';
import type { RolloutTime } from './time/rollout-time.ts';

/** The service deployment that leads to our revision, where the permission to see it is there. */
export interface ServiceDeploymentSeen {
  readonly arn: string;
  readonly status: ServiceDeploymentStatus | undefined;
  readonly statusReason: string | undefined;
  readonly lifecycleStage: ServiceDeploymentLifecycleStage | undefined;
  readonly rollbackReason: string | undefined;
  readonly breaker: ServiceDeploymentRollbackMonitorsStatus | undefined;
  readonly alarms: ServiceDeploymentRollbackMonitorsStatus | undefined;
  readonly triggeredAlarms: readonly string[];
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly finishedAt?: number | undefined;
}

/** A deployment as DescribeServices shows it. */
export interface DeploymentSeen {
  readonly id: string;
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly createdAt: number;
  readonly taskDefinition: string;
  readonly rolloutState: DeploymentRolloutState | undefined;
  readonly rolloutStateReason: string | undefined;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly failed: number;
}

/** What speaks for or against a deployment that calls itself COMPLETED, where its service deployment can't be had. */
export interface Witnesses {
  /** How long ours has been PRIMARY and COMPLETED. */
  readonly completedForSeconds: number;
  /** How long the counts have agreed with that, without a task of ours that failed. */
  readonly agreedForSeconds: number;
  /** Whether any task of ours has failed, as far as is known. */
  readonly hasFailedTasks: boolean;
}

/** One look at a rollout: plain data, from which {@link decide} decides. */
export interface RolloutSeen {
  /** Undefined when the service is gone. */
  readonly serviceStatus: string | undefined;
  readonly desiredCount: number;
  readonly runningCount: number;
  /** When the deployment that this run began was created, by AWS's clock. */
  readonly begunAt: number;
  /** The deployment that this run began, while ECS shows it. */
  readonly ours: DeploymentSeen | undefined;
  /** The deployment that ECS works towards now. */
  readonly primary: DeploymentSeen | undefined;
  /** Whether that is one which the service had before ours began. */
  readonly isPrimaryOlder: boolean;
  /** Whether it leads to the revision that ran before. */
  readonly isPrimaryAsBefore: boolean;
  /** All that the service has. */
  readonly deployments: readonly DeploymentSeen[];
  /** Running tasks of others than ours. */
  readonly oldRunning: number;
  /** Whether ECS is set to go back by itself when the deployment fails. */
  readonly rollsBackByItself: boolean;
  /** For how long no look has shown ours. */
  readonly notShownForSeconds: number;
  /** How long ago another one that began after ours was seen in its place for the first time. */
  readonly replacedForSeconds: number;
  /** How long ago ours was seen FAILED for the first time, if it ever was. */
  readonly failedForSeconds: number | undefined;
  /** How long its service deployment has been STOPPED, as far as this run saw. */
  readonly stoppedForSeconds: number;
  readonly serviceDeployment: ServiceDeploymentSeen | undefined;
  readonly witnesses: Witnesses;
  readonly isRollingBack: boolean;
  readonly elapsedSeconds: number;
  /** What it waits for that has not moved for a while, where that is known. */
  readonly waitingFor?: string | undefined;
  /** Where the time of one that succeeded went. */
  readonly time?: RolloutTime | undefined;
  /** What was found out about failures so far. */
  readonly evidence: Evidence;
}
