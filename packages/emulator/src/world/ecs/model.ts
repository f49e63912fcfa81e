import type {
  AwsVpcConfiguration,
  CapacityProviderStrategyItem,
  ContainerDefinition,
  DeploymentConfiguration,
  LoadBalancer,
  NetworkConfiguration,
  ServiceRegistry,
  TaskDefinition as DescribedTaskDefinition,
  TaskOverride,
} from '@aws-sdk/client-ecs';
import type { Tags } from '../surroundings.ts';

/** What ECS keeps: plain records, all times in milliseconds of AWS's clock. */

export interface Cluster {
  readonly arn: string;
  readonly name: string;
  status: 'ACTIVE' | 'INACTIVE';
  capacityProviders: string[];
  defaultCapacityProviderStrategy: CapacityProviderStrategyItem[];
  settings: { name: 'containerInsights'; value: string }[];
  configuration?: object;
  serviceConnectDefaults?: { namespace: string };
  tags: Tags;
}

export interface TaskDefinition {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  status: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS';
  /** Everything that was registered, with what ECS fills in. */
  readonly definition: Omit<DescribedTaskDefinition, 'registeredAt' | 'deregisteredAt'> & {
    readonly containerDefinitions: ContainerDefinition[];
  };
  readonly registeredAt: number;
  readonly registeredBy: string;
  deregisteredAt?: number;
  tags: Tags;
}

/** What a deployment brings to its tasks: the service's settings whose change starts a deployment, and the strategy. */
export interface Revision {
  readonly arn: string;
  readonly id: string;
  readonly serviceArn: string;
  readonly clusterArn: string;
  readonly createdAt: number;
  readonly taskDefinitionArn: string;
  readonly launchType?: 'FARGATE';
  readonly capacityProviderStrategy?: CapacityProviderStrategyItem[];
  readonly platformVersion: string;
  readonly networkConfiguration?: NetworkConfiguration & { awsvpcConfiguration: AwsVpcConfiguration };
  readonly loadBalancers: LoadBalancer[];
  readonly serviceRegistries: ServiceRegistry[];
  readonly serviceConnectConfiguration?: object;
  readonly volumeConfigurations?: object[];
  readonly vpcLatticeConfigurations?: object[];
  /** By container: the digest its image has at the first pull. */
  imageDigests: Record<string, string>;
}

export type RolloutState = 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';

/** One entry of a service's `deployments`. */
export interface Deployment {
  readonly id: string;
  readonly serviceArn: string;
  readonly revisionArn: string;
  readonly taskDefinitionArn: string;
  readonly serviceDeploymentArn?: string;
  status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE';
  rolloutState: RolloutState;
  rolloutStateReason: string;
  /** Tasks wanted of this deployment. */
  desiredCount: number;
  readonly createdAt: number;
  updatedAt: number;
  /** Consecutive failures, as the breaker counts them. */
  failedTasks: number;
  /** No task is started any more: the breaker has acted and there is nothing to roll back to. */
  isStalled: boolean;
  /** Its breaker counts: a new one until it is completed or has failed. */
  isWatched: boolean;
  /** When ECS starts its next task: it slows down after failures. */
  nextStartAt: number;
  /** Tasks it ever started; the running count of failures in a row across watch states. */
  startedTasks: number;
  failuresInRow: number;
  /** For the judges: the first behaviour that made a task of it fail. */
  firstFailure?: string;
  everHealthy: boolean;
}

export type ServiceDeploymentStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'SUCCESSFUL'
  | 'STOP_REQUESTED'
  | 'STOPPED'
  | 'ROLLBACK_REQUESTED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_SUCCESSFUL'
  | 'ROLLBACK_FAILED';

export interface ServiceDeployment {
  readonly arn: string;
  readonly serviceArn: string;
  readonly clusterArn: string;
  /** The `ecs-svc/N` deployment that it brings out. */
  readonly deploymentId: string;
  readonly createdAt: number;
  startedAt?: number;
  updatedAt: number;
  finishedAt?: number;
  stoppedAt?: number;
  status: ServiceDeploymentStatus;
  statusReason?: string;
  lifecycleStage?: string;
  readonly targetRevisionArn: string;
  readonly sourceRevisions: { readonly arn: string; readonly counts: TaskCounts }[];
  readonly deploymentConfiguration: DeploymentConfiguration;
  rollback?: { reason: string; startedAt: number; serviceRevisionArn: string };
  /** The `ecs-svc/N` deployment that goes back. */
  rollbackDeploymentId?: string;
  breaker: { status: MonitorStatus; failureCount: number; threshold: number };
  alarms?: { status: MonitorStatus; alarmNames: string[]; triggeredAlarmNames: string[] };
  /** Alarms that were in ALARM when it started: ignored for it. */
  readonly ignoredAlarmNames: string[];
}

export type MonitorStatus = 'DISABLED' | 'MONITORING' | 'MONITORING_COMPLETE' | 'TRIGGERED';

export interface TaskCounts {
  readonly requested: number;
  readonly running: number;
  readonly pending: number;
}

export interface ServiceEvent {
  readonly id: string;
  readonly at: number;
  readonly message: string;
}

export interface ServiceSettings {
  readonly launchType?: 'FARGATE';
  readonly capacityProviderStrategy?: CapacityProviderStrategyItem[];
  readonly platformVersion: string;
  readonly networkConfiguration?: NetworkConfiguration & { awsvpcConfiguration: AwsVpcConfiguration };
  readonly loadBalancers: LoadBalancer[];
  readonly serviceRegistries: ServiceRegistry[];
  readonly serviceConnectConfiguration?: object;
  readonly volumeConfigurations?: object[];
  readonly vpcLatticeConfigurations?: object[];
  readonly deploymentConfiguration: DeploymentConfiguration;
  readonly deploymentController?: { type: 'ECS' | 'CODE_DEPLOY' | 'EXTERNAL' };
  readonly availabilityZoneRebalancing: 'ENABLED' | 'DISABLED';
  readonly healthCheckGracePeriodSeconds?: number;
  readonly enableExecuteCommand: boolean;
  readonly enableECSManagedTags: boolean;
  readonly propagateTags: 'NONE' | 'SERVICE' | 'TASK_DEFINITION';
  readonly schedulingStrategy: 'REPLICA' | 'DAEMON';
  readonly roleArn?: string;
}

export interface Service {
  readonly arn: string;
  readonly name: string;
  readonly clusterArn: string;
  readonly createdAt: number;
  readonly createdBy: string;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  taskDefinitionArn: string;
  settings: ServiceSettings;
  /** The primary one first. */
  deployments: Deployment[];
  events: ServiceEvent[];
  currentServiceDeploymentArn?: string;
  currentRevisionArn: string;
  /** The revision of the newest deployment that completed: what a rollback goes back to. */
  lastCompletedRevisionArn?: string;
  /** It has said so since something last changed. */
  saidSteady: boolean;
  /** When it was deleted or went INACTIVE. */
  endedAt?: number;
  clientToken?: string;
  /** The scheduler's next look that is on the agenda. */
  nextLookAt?: number;
  tags: Tags;
}

export type TaskStatus =
  'PROVISIONING' | 'PENDING' | 'ACTIVATING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'DEPROVISIONING' | 'STOPPED';

export type HealthStatus = 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';

export interface Container {
  readonly arn: string;
  readonly name: string;
  readonly image: string;
  readonly isEssential: boolean;
  runtimeId?: string;
  imageDigest?: string;
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  healthStatus: HealthStatus;
  exitCode?: number;
  reason?: string;
  startedAt?: number;
  stoppedAt?: number;
}

export interface Task {
  readonly id: string;
  readonly arn: string;
  readonly clusterArn: string;
  readonly taskDefinitionArn: string;
  /** `service:NAME` or `family:NAME`. */
  readonly group: string;
  /** The service's ARN; absent for a task that was run by hand. */
  readonly serviceArn?: string;
  /** The deployment's id, or what RunTask was given. */
  readonly startedBy?: string;
  readonly launchType: 'FARGATE';
  readonly capacityProviderName?: string;
  readonly platformVersion: string;
  readonly availabilityZone: string;
  readonly subnetId: string;
  readonly eniId: string;
  readonly ip: string;
  readonly attachmentId: string;
  readonly networkInterfaceMac: string;
  readonly overrides: TaskOverride;
  readonly enableExecuteCommand: boolean;
  readonly loadBalancers: readonly LoadBalancer[];
  containers: Container[];
  lastStatus: TaskStatus;
  desiredStatus: 'RUNNING' | 'STOPPED';
  healthStatus: HealthStatus;
  version: number;
  readonly createdAt: number;
  pullStartedAt?: number;
  pullStoppedAt?: number;
  connectivityAt?: number;
  startedAt?: number;
  stoppingAt?: number;
  executionStoppedAt?: number;
  stoppedAt?: number;
  stopCode?: string;
  stoppedReason?: string;
  /** When its next step is due; what the agenda has for an earlier or later moment is void. */
  nextAt?: number;
  /** Counted as healthy once: since when. */
  healthyAt?: number;
  /** Its failure has been counted for its deployment. */
  failureCounted: boolean;
  protectedUntil?: number;
  /** What its containers do: drawn when it starts. */
  fate: Fate;
  tags: Tags;
}

/** What will happen to a task, drawn from the scenario at its start. */
export interface Fate {
  /** The behaviour that the scenario gives it, or what the surroundings force on it. */
  readonly behaviour: string;
  readonly containerName?: string;
  readonly exitCode?: number;
  readonly afterSeconds?: number;
  readonly reason?: string;
  readonly logs: Record<string, readonly string[]>;
  /** By container: seconds from SIGTERM to exit. */
  readonly exitSeconds: Record<string, number>;
}
