import type {
  NotScaledReason,
  PredictiveScalingPolicyConfiguration,
  StepScalingPolicyConfiguration,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';

import type { MetricFilter } from '../services/logs/model.ts';

/** What surrounds ECS in an account: plain records, all times in milliseconds of AWS's clock. */

export type Tags = Record<string, string>;

export interface Target {
  readonly ip: string;
  readonly port: number;
  readonly availabilityZone: string;
  /** The task behind it; absent for a target registered by hand. */
  readonly taskArn?: string;
  state: 'initial' | 'healthy' | 'unhealthy' | 'draining';
  reason?: string;
  description?: string;
  registeredAt: number;
  /** When the draining ends. */
  drainedAt?: number;
  /** Bumped at every change, so that a check planned before it is void. */
  epoch: number;
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  readonly vpcId: string;
  readonly targetType: 'ip' | 'instance';
  readonly loadBalancerArns: string[];
  healthCheckProtocol: string;
  healthCheckPort: string;
  healthCheckPath: string;
  healthCheckIntervalSeconds: number;
  healthCheckTimeoutSeconds: number;
  healthyThresholdCount: number;
  unhealthyThresholdCount: number;
  matcher: string;
  /** `deregistration_delay.timeout_seconds` and the others, as strings. */
  attributes: Record<string, string>;
  targets: Target[];
  tags: Tags;
}

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly vpcId: string;
  readonly dnsName: string;
  readonly scheme: string;
  readonly type: string;
  readonly createdAt: number;
  tags: Tags;
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

export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly createdAt: number;
  value: string;
  deletedAt?: number;
  tags: Tags;
}

export interface Parameter {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  value: string;
  version: number;
  lastModifiedAt: number;
  tags: Tags;
}

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly createdAt: number;
  assumeRolePolicyDocument: string;
  tags: Tags;
}

export interface Topic {
  readonly arn: string;
  readonly name: string;
  /** Who may do what with it, JSON. */
  policy: string;
  displayName: string;
  /** Id, alias or ARN of the key that it is encrypted with. */
  kmsKey?: string;
  tags: Tags;
}

export interface Vpc {
  readonly id: string;
  readonly cidrBlock: string;
  readonly isDefault: boolean;
  tags: Tags;
}

export interface Subnet {
  readonly id: string;
  readonly arn: string;
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly availabilityZone: string;
  tags: Tags;
}

export interface SecurityGroup {
  readonly id: string;
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  tags: Tags;
}

export interface Image {
  readonly digest: string;
  tags: string[];
  readonly pushedAt: number;
  readonly manifest: string;
  readonly mediaType: string;
  /** What its layers and configuration weigh; of an index, the largest of its images. */
  readonly sizeInBytes: number;
  lastPulledAt?: number;
  /** The last scan, from its start. */
  scan?: { readonly startedAt: number };
}

/** What a repository keeps of a layer or a configuration; the bytes are where HTTP reaches them. */
export interface Layer {
  readonly sizeInBytes: number;
  /** The content, where the emulator made it up. */
  readonly text?: string;
}

export interface TagFilter {
  readonly filterType: 'WILDCARD';
  readonly filter: string;
}

export type TagMutability = 'MUTABLE' | 'IMMUTABLE' | 'IMMUTABLE_WITH_EXCLUSION' | 'MUTABLE_WITH_EXCLUSION';

export interface Repository {
  readonly arn: string;
  readonly name: string;
  readonly uri: string;
  readonly createdAt: number;
  imageTagMutability: TagMutability;
  exclusionFilters: TagFilter[];
  scanOnPush: boolean;
  readonly encryption: { readonly encryptionType: 'AES256' | 'KMS' | 'KMS_DSSE'; readonly kmsKey?: string };
  /** Any tag asked for has a digest: the first question makes it up. */
  hasAnyTag: boolean;
  images: Image[];
  /** By digest. */
  layers: Record<string, Layer>;
  lifecyclePolicy?: { readonly text: string; lastEvaluatedAt?: number };
  /** When the policy acts next. */
  lifecycleAt?: number;
  lifecyclePreview?: { readonly text: string; readonly startedAt: number };
  tags: Tags;
}

/** A password that ECR gave to a Docker client. */
export interface RegistryToken {
  readonly password: string;
  readonly expiresAt: number;
}

export interface ScalableTarget {
  readonly serviceNamespace: string;
  readonly resourceId: string;
  readonly scalableDimension: string;
  readonly arn: string;
  readonly createdAt: number;
  minCapacity: number;
  maxCapacity: number;
  roleArn: string;
  suspendedState: {
    DynamicScalingInSuspended: boolean;
    DynamicScalingOutSuspended: boolean;
    ScheduledScalingSuspended: boolean;
  };
  tags: Tags;
  /** When it is decided what comes of the alarms that have fired. */
  decidesAt?: number;
  /** The activity by which a policy scaled in last: each policy waits for its own cooldown after it. */
  scaledInBy?: string;
}

/** A scaling policy; its configuration is what PutScalingPolicy was given. */
export interface ScalingPolicy {
  readonly arn: string;
  readonly name: string;
  readonly resourceId: string;
  readonly createdAt: number;
  type: string;
  configuration: ScalingPolicyConfiguration;
  /** Names of the alarms that it made itself. */
  alarmNames: string[];
  /** Who put it last. */
  putBy: string;
  /** Names of the alarms that have told it to act, until it is decided what comes of that. */
  triggeredBy: string[];
  /** What it added last, and from which count: counted as part of what it adds within its cooldown. */
  scaledOut?: { readonly activityId: string; readonly from: number };
}

export interface ScalingPolicyConfiguration {
  readonly targetTracking?: TargetTrackingScalingPolicyConfiguration;
  readonly stepScaling?: StepScalingPolicyConfiguration;
  readonly predictive?: PredictiveScalingPolicyConfiguration;
}

export interface ScheduledAction {
  readonly arn: string;
  readonly name: string;
  readonly resourceId: string;
  readonly createdAt: number;
  schedule: string;
  timezone?: string;
  startAt?: number;
  endAt?: number;
  minCapacity?: number;
  maxCapacity?: number;
  /** When it was last put, and by whom. */
  readonly putAt: number;
  readonly putBy: string;
  /** When it acts next: whatever else the agenda has for it is void. */
  nextAt?: number;
}

/** What Application Auto Scaling did, or did not do. */
export interface ScalingActivity {
  readonly id: string;
  readonly resourceId: string;
  readonly description: string;
  readonly cause: string;
  readonly startedAt: number;
  endedAt?: number;
  statusCode: 'Pending' | 'InProgress' | 'Successful' | 'Overridden' | 'Unfulfilled' | 'Failed';
  statusMessage?: string;
  /** Present where nothing was done. */
  readonly notScaled?: NotScaledReason;
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** An alarm of CloudWatch; one that neither `metric` nor `composite` defines is known by its state alone. */
export interface Alarm {
  readonly name: string;
  state: AlarmState;
  /** What PutMetricAlarm was given, but for its tags. */
  metric?: Omit<PutMetricAlarmInput, 'Tags'>;
  /** What PutCompositeAlarm was given, but for its tags. */
  composite?: Omit<PutCompositeAlarmInput, 'Tags'>;
  stateReason?: string;
  stateReasonData?: string;
  /** When its state changed last. */
  stateUpdatedAt?: number;
  configuredAt?: number;
  /** When it told the scaling policies among its actions last. */
  toldPoliciesAt?: number;
  /** A happening of the scenario has set its state, and no evaluation changes it. */
  isHeld?: boolean;
  /** A composite alarm follows a change just now, which may come back to it in a circle. */
  isSettling?: boolean;
  tags?: Tags;
}

export interface Dashboard {
  readonly name: string;
  body: string;
  modifiedAt: number;
}

/** Values that came in for one moment, as CloudWatch stores them. */
export interface MetricSample {
  readonly at: number;
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** The single values; absent where a statistic set came in, of which there are no percentiles. */
  readonly values?: readonly number[];
  readonly unit: string;
}

/** A metric: its name and dimensions, and what came in, in the order of time. */
export interface MetricSeries {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly samples: MetricSample[];
}
