import type { PolicyType } from '@aws-sdk/client-application-auto-scaling';
import type { Document, JsonObject, Position } from '@fargate-actions/documents';
import type { Queue } from './queue.ts';

/** The scalable target that a service is to have. */
export interface WantedTarget {
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** Absent: whatever is suspended stays so. */
  readonly suspendedState?: JsonObject;
  /** Further fields of the file, as RegisterScalableTarget takes them in camelCase. */
  readonly others: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
  readonly minAt: Position | undefined;
  readonly maxAt: Position | undefined;
}

/** A scaling policy that a service is to have. */
export interface WantedPolicy {
  readonly name: string;
  readonly type: PolicyType;
  /** As PutScalingPolicy takes them, in camelCase: the configuration of its type, and what is not known here. */
  readonly fields: JsonObject;
  /** Where its values stand, under the same paths as in `fields`. */
  readonly document: Document;
  /** The queue of a backlog per task. */
  readonly queue?: Queue;
}

/** A scheduled action that a service is to have. */
export interface WantedAction {
  readonly name: string;
  /** As PutScheduledAction takes them, in camelCase. */
  readonly fields: JsonObject;
  readonly document: Document;
}

/** All that a service's files say about its scaling. */
export interface WantedScaling {
  readonly target: WantedTarget;
  readonly policies: readonly WantedPolicy[];
  readonly actions: readonly WantedAction[];
}
