import type { ProtectedTask, ServiceDeployment, Task } from '@aws-sdk/client-ecs';
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TimedEvent } from './deployment-facts.ts';

/** What AWS shows of a deployment that has not moved for a while. */
export interface WaitObserved {
  /** The deployment that ECS works towards: ours, or the one it goes back to. */
  readonly deploymentId: string;
  /** Milliseconds of AWS's clock. */
  readonly beganAt: number;
  readonly desiredCount: number;
  /** Of the whole service, running, stopping and stopped. */
  readonly tasks: readonly Task[];
  /** Of its target groups; undefined where it has none, or they may not be read. */
  readonly targets: readonly TargetHealthDescription[] | undefined;
  /** Undefined as above. */
  readonly drainSeconds: number | undefined;
  /** Of the old tasks. */
  readonly protectedTasks: readonly ProtectedTask[];
  /** Newest first, as ECS gives them. */
  readonly events: readonly TimedEvent[];
  readonly serviceDeployment: ServiceDeployment | undefined;
}
