import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';

/** A service event with its moment, in milliseconds of AWS's clock. */
export interface TimedEvent {
  readonly at: number;
  readonly message: string;
}

/** What a target group makes a deployment wait for. */
export interface TargetGroupTimes {
  readonly name: string;
  readonly checkIntervalSeconds: number;
  readonly checkTimeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly deregistrationDelaySeconds: number;
}

/** What AWS tells of a finished deployment. All moments are milliseconds of AWS's clock. */
export interface DeploymentFacts {
  readonly deploymentId: string;
  readonly beganAt: number;
  readonly endedAt: number;
  /** The service's tasks, of this deployment and of those before, running and stopped. */
  readonly tasks: readonly Task[];
  readonly events: readonly TimedEvent[];
  readonly targetGroups: readonly TargetGroupTimes[];
  /** Of the new revision; empty where it may not be read. */
  readonly containers: readonly ContainerDefinition[];
  readonly maximumPercent: number | undefined;
  /** Whether a task that is protected from being stopped was seen to keep ECS from going on. */
  readonly isHeldByProtection: boolean;
}

/** The longest that a task's targets drain. */
export function drainSecondsOf({ targetGroups }: Pick<DeploymentFacts, 'targetGroups'>): number {
  return Math.max(0, ...targetGroups.map(({ deregistrationDelaySeconds }) => deregistrationDelaySeconds));
}
