import type {
  CapacityProviderStrategyItem,
  ContainerDefinition,
  DeploymentConfiguration,
  DeploymentController,
  GatewayConnector,
  LoadBalancer,
  MonitoringConfiguration,
  NetworkConfiguration,
  PlacementConstraint,
  PlacementStrategy,
  PropagateTags,
  ServiceConnectConfiguration,
  ServiceDeploymentLifecycleStage,
  ServiceRegistry,
  ServiceVolumeConfiguration,
  TaskDefinition as DescribedTaskDefinition,
  TaskOverride,
  VpcLatticeConfiguration,
} from '@aws-sdk/client-ecs';
import type { Behaviour } from '../../world/scenario.ts';
import type { Tags } from '../../world/tags.ts';
import type { CallOrigin, LossCause, Origin, Wish } from './origin.ts';

/** What ECS keeps: plain records, all times in milliseconds of AWS's clock. */

export type LaunchType = 'FARGATE' | 'EC2';

export interface Cluster {
  readonly arn: string;
  readonly name: string;
  /** Absent for a cluster that was there before the world began. */
  readonly createdAt?: number;
  status: 'ACTIVE' | 'INACTIVE';
  /** Since when its capacity providers are being attached. */
  attaching?: { readonly since: number };
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

/** The settings of a service whose change starts a deployment, and how its tasks are placed. */
export interface Workload {
  readonly taskDefinitionArn: string;
  readonly launchType?: LaunchType;
  readonly capacityProviderStrategy?: CapacityProviderStrategyItem[];
  readonly platformVersion: string;
  readonly networkConfiguration?: NetworkConfiguration;
  readonly loadBalancers: LoadBalancer[];
  readonly serviceRegistries: ServiceRegistry[];
  readonly serviceConnectConfiguration?: ServiceConnectConfiguration;
  readonly volumeConfigurations: ServiceVolumeConfiguration[];
  readonly vpcLatticeConfigurations: VpcLatticeConfiguration[];
  /** These two show in a service revision only. */
  readonly gatewayConnectors?: GatewayConnector[];
  readonly monitoring?: MonitoringConfiguration;
}

/** A workload as one deployment brings it out. */
export interface Revision {
  readonly arn: string;
  readonly serviceArn: string;
  readonly clusterArn: string;
  readonly createdAt: number;
  readonly workload: Workload;
  /** By container: the digest its image had at the first pull. */
  readonly imageDigests: Record<string, string>;
}

export type RolloutState = 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';

/** One entry of a service's `deployments`. */
export interface Deployment {
  readonly id: string;
  readonly revisionArn: string;
  readonly taskDefinitionArn: string;
  readonly serviceDeploymentArn: string;
  /** The deployment that failed and that this one goes back from. */
  readonly rollsBack?: string;
  readonly createdAt: number;
  /** Its new tasks are healthy and the old ones gone: until then alarms may still end it. */
  bakesUntil?: number;
  updatedAt: number;
  status: 'PRIMARY' | 'ACTIVE';
  rolloutState: RolloutState;
  rolloutStateReason: string;
  /** Failures in a row, as the breaker counts them. */
  failedTasks: number;
  /** No task is started any more: it has failed, and nothing goes back. */
  isStalled: boolean;
  /** ECS slows down after failures: when it starts the next task. */
  nextStartAt: number;
  /** Tasks that failed since one was healthy, counted also when nobody watches: what it slows down for. */
  failuresInRow: number;
  /** For judges: the behaviour that made its first task fail. */
  firstFailure?: string;
  /** For judges: the call that began it, and what calls want of it that is not started yet. */
  readonly origin: CallOrigin;
  wishes: Wish[];
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
  /** The deployment that it brings out. */
  readonly deploymentId: string;
  readonly createdAt: number;
  startedAt?: number;
  updatedAt: number;
  finishedAt?: number;
  stoppedAt?: number;
  status: ServiceDeploymentStatus;
  statusReason?: string;
  lifecycleStage?: ServiceDeploymentLifecycleStage;
  readonly targetRevisionArn: string;
  readonly sourceRevisionArns: readonly string[];
  readonly deploymentConfiguration: DeploymentConfiguration;
  /** For judges: the call that asked for the rollback. */
  rollbackAskedBy?: CallOrigin;
  rollback?: { reason: string; startedAt: number; serviceRevisionArn: string };
  /** What made it go back, or end without. */
  failure?: DeploymentFailure;
  /** For judges: the behaviour that doomed it, `alarm`, or `request`. */
  cause?: string;
  breaker: { status: MonitorStatus; failureCount: number; threshold: number };
  alarms?: { status: MonitorStatus; alarmNames: string[]; triggeredAlarmNames: string[] };
  /** One of its alarms was in ALARM when it started: all of them are ignored for it. */
  readonly ignoresAlarms: boolean;
}

/** Its tasks failed to start, an alarm went off, or somebody asked for the rollback. */
export type DeploymentFailure = 'tasks' | 'alarm' | 'request';

export type MonitorStatus = 'DISABLED' | 'MONITORING' | 'MONITORING_COMPLETE' | 'TRIGGERED';

export interface ServiceEvent {
  readonly id: string;
  readonly at: number;
  readonly message: string;
}

/** The settings of a service whose change starts no deployment. */
export interface ServiceSettings {
  readonly deploymentConfiguration: DeploymentConfiguration & {
    readonly maximumPercent: number;
    readonly minimumHealthyPercent: number;
  };
  readonly deploymentController?: DeploymentController;
  readonly availabilityZoneRebalancing: 'ENABLED' | 'DISABLED';
  readonly healthCheckGracePeriodSeconds?: number;
  readonly enableExecuteCommand: boolean;
  readonly enableECSManagedTags: boolean;
  readonly propagateTags: PropagateTags;
  readonly schedulingStrategy: 'REPLICA' | 'DAEMON';
  readonly placementConstraints: PlacementConstraint[];
  readonly placementStrategy: PlacementStrategy[];
  readonly roleArn?: string;
}

export interface Service {
  readonly arn: string;
  readonly name: string;
  readonly clusterArn: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly clientToken?: string;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  workload: Workload;
  settings: ServiceSettings;
  /** The primary one first. */
  deployments: Deployment[];
  /** The newest first. */
  events: ServiceEvent[];
  /** The newest deployment that completed: what a rollback goes back to. */
  lastCompleted?: { readonly deploymentId: string; readonly revisionArn: string };
  /** It has said that it is steady since something last changed. */
  hasSaidSteady: boolean;
  /** Application Auto Scaling waits for as many tasks to run as it asked for. */
  isScaling?: true;
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
  /** Absent for a task that was run by hand. */
  readonly serviceArn?: string;
  /** The deployment's id, or what RunTask was given. */
  readonly startedBy?: string;
  readonly launchType: 'FARGATE';
  readonly capacityProviderName?: string;
  readonly platformVersion: string;
  readonly availabilityZone: string;
  readonly network: TaskNetwork;
  readonly overrides: TaskOverride;
  readonly enableExecuteCommand: boolean;
  readonly loadBalancers: readonly LoadBalancer[];
  containers: Container[];
  lastStatus: TaskStatus;
  desiredStatus: 'RUNNING' | 'STOPPED';
  version: number;
  readonly createdAt: number;
  pullStartedAt?: number;
  pullStoppedAt?: number;
  connectivityAt?: number;
  startedAt?: number;
  stoppingAt?: number;
  executionStoppedAt?: number;
  stoppedAt?: number;
  stopCode?: StopCode;
  stoppedReason?: string;
  /** When its next step is due: whatever else the agenda has for it is void. */
  nextAt?: number;
  /** Healthy for the first time. */
  healthyAt?: number;
  /** The scheduler is to replace it: started anew elsewhere first where maximumPercent lets it. */
  leaves?: { readonly stopCode: StopCode; readonly reason: string; readonly why: LossCause };
  /** It ended before it was of use, and its deployment has not counted that yet. */
  hasUncountedFailure: boolean;
  protectedUntil?: number;
  /** For judges: why it was started, why its service lost it, and whether another was started for it. */
  readonly origin: Origin;
  loss?: LossCause | CallOrigin;
  isReplaced?: true;
  /** What its containers do. */
  fate: Fate;
  tags: Tags;
}

export interface TaskNetwork {
  readonly attachmentId: string;
  readonly eniId: string;
  readonly subnetId: string;
  readonly ip: string;
  readonly mac: string;
}

export type StopCode =
  | 'TaskFailedToStart'
  | 'EssentialContainerExited'
  | 'UserInitiated'
  | 'ServiceSchedulerInitiated'
  | 'SpotInterruption'
  | 'TerminationNotice'
  | 'InfrastructureHealth';

/** What will happen to a task: drawn from the scenario when it is started. */
export interface Fate {
  /** Which behaviour decides over the task as a whole. */
  readonly behaviour: Behaviour;
  /** The container whose image has it. */
  readonly container?: string;
  readonly exitCode: number;
  /** From the container's start to its exit, or further seconds of starting. */
  readonly afterSeconds: number;
  /** What ECS or the load balancer gives as the reason, where the scenario says it. */
  readonly reason?: string;
  /** By container: what it writes. */
  readonly logs: Readonly<Record<string, readonly string[]>>;
  /** By container: seconds from SIGTERM to exit. */
  readonly stopSeconds: Readonly<Record<string, number>>;
}
