import type {
  NotScaledReason,
  PredictiveScalingPolicyConfiguration,
  StepScalingPolicyConfiguration,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';

import type { Tags } from '../../world/tags.ts';

/** What the service keeps: plain records, all times in milliseconds of AWS's clock. */

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
  /** Names of the alarms that have triggered it, until it is decided what comes of that. */
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
