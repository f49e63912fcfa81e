import type { Service } from '@aws-sdk/client-ecs';
import type { Moment } from '@fargate-actions/aws';
import type { Cause } from '@fargate-actions/engine';
import type { ServicesOfCluster, Verdict } from '@fargate-actions/service';
import type { Mark } from './mark.ts';
import type { RunMemory } from './memory.ts';

/** A task as one look, and those before it, show it. */
export interface TaskSeen {
  readonly arn: string;
  /** ECS's word; `UNKNOWN` for one that was listed and not described yet, `DELETED` for one that ECS has forgotten. */
  readonly lastStatus: string;
  /** `service:amply-beat`, `family:amply-beat`: who started it. */
  readonly group: string;
  /** The deployment that started it, or what RunTask was given. */
  readonly startedBy: string | undefined;
  readonly taskDefinition: string;
  readonly healthStatus: string | undefined;
  /** Milliseconds of AWS's clock, as far as they have come. */
  readonly createdAt: number | undefined;
  readonly startedAt: number | undefined;
  /** When its containers had ended. */
  readonly executionStoppedAt: number | undefined;
  readonly stoppedAt: number | undefined;
  /** Its command, where whoever started it by hand gave another one. */
  readonly command: string | undefined;
  /** Since when (of our clock) ECS does not know it any more. */
  readonly missingSince: number | undefined;
  /** Since when (of our clock) it is seen RUNNING. */
  readonly runningSince: number | undefined;
}

/** The lock of the service, as SSM shows it. */
export type LockSeen =
  | { readonly kind: 'not read' }
  /** SSM may not be used: the mark alone tells. */
  | { readonly kind: 'denied' }
  | { readonly kind: 'free' }
  | {
      readonly kind: 'held';
      readonly owner: string;
      /** By AWS's clock, in milliseconds. */
      readonly writtenAt: number;
      readonly generation: number;
    };

/** The lists of tasks that one look read. */
export interface ListsSeen {
  /** When the first of them was asked for, by our clock, in milliseconds. */
  readonly askedAt: number;
  /** The first read since the last write to which no task was added by any later one, this one included. */
  readonly agreeingSince: number;
}

/** One look at a singleton, and what this run remembers: plain data, from which the planner decides. */
export interface Observation {
  /** When the look began, by our clock, in milliseconds: only differences mean anything. */
  readonly at: number;
  /** The same by every clock of the machine: what is sent because of this look is confirmed by it. */
  readonly moment: Moment;
  /** AWS's clock is at least here: the latest of its times seen, and the time since. */
  readonly awsAt: number;
  /** For how long looks have failed. */
  readonly blindSeconds: number;
  readonly service: Service | undefined;
  /** Where the service is not there: what the cluster has, or that there is no such cluster. */
  readonly others?: ServicesOfCluster | undefined;
  /** Every task of the service ever seen. */
  readonly tasks: readonly TaskSeen[];
  /** Tasks that run beat and are not the service's. */
  readonly strays: readonly TaskSeen[];
  /** Absent where this look did not read them. */
  readonly lists: ListsSeen | undefined;
  /** Other services that are known to run beat, as far as they want or run tasks. */
  readonly otherServices: readonly { readonly name: string; readonly running: number; readonly desired: number }[];
  /** What may scale the desired count. */
  readonly scalableTarget: { readonly min: number; readonly max: number } | undefined;
  /** Capacity providers of the cluster's default strategy, for a service that names none. */
  readonly defaultProviders: readonly string[];
  readonly mark: Mark | undefined;
  /** An off-hours mark is set: no task is wanted. */
  readonly isOffHours: boolean;
  readonly lock: LockSeen;
  /** The rollout as packages/service sees it, once a new task has failed. */
  readonly rollout: { readonly verdict: Verdict; readonly cause: Cause | undefined } | undefined;
  readonly memory: RunMemory;
}
