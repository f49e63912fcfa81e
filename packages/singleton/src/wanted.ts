import type { UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import type { RolloutSettings } from '@fargate-actions/service';
import type { SingletonTimings } from './timings.ts';

/** Fields of a service beside its revision and its count. */
export type ServiceUpdate = Omit<
  UpdateServiceCommandInput,
  'service' | 'cluster' | 'taskDefinition' | 'desiredCount' | 'forceNewDeployment'
>;

/** What is wanted of a service of which at most one task may run. */
export interface SingletonWanted {
  /** `deploy` brings a revision out; `enforce` repairs the service and keeps the revision that it has. */
  readonly mode: 'deploy' | 'enforce';
  /** The cluster's name. */
  readonly cluster: string;
  readonly service: string;
  /** The ARN of the revision to deploy, registered before; absent: the revision that the service has. */
  readonly taskDefinition?: string | undefined;
  /** What else of the service is to change, and what it was: both are sent while no task is wanted. */
  readonly update?: { readonly to: ServiceUpdate; readonly back: ServiceUpdate } | undefined;
  /** `strict`: the old task is gone before the new one starts. `ecs`: ECS replaces it, and both may run for up to stopTimeout. */
  readonly strategy: 'strict' | 'ecs';
  /** What becomes of beat tasks that were started by hand: stopped; left and a failure; left and a warning. Nothing is ever started beside one. */
  readonly strays: 'stop' | 'report' | 'leave';
  /** Only these revisions are replaced, by ARN: with any other one somebody else has deployed since. */
  readonly replaces?: readonly string[];
  /** This run has created the service, with no task: its first deployment has started nothing. */
  readonly isNew?: boolean;
  /** A new deployment though the revision is the one that runs: for images by a tag that moves. */
  readonly forceNewDeployment: boolean;
  /** How long a task may take to stop. */
  readonly drainMinutes: number;
  /** How long another run is waited for; 0 gives up at once. */
  readonly conflictMinutes: number;
  readonly rollout: Pick<RolloutSettings, 'waitMinutes' | 'logLines' | 'failFastAfter'>;
  /** RedBeat keeps a lock: a second beat waits for it, and what could overlap is a warning. */
  readonly isRedBeat: boolean;
  /** Other services of the cluster that are known to run beat. */
  readonly otherBeatServices: readonly string[];
  /** Other families whose tasks are known to run beat: looked through for strays. */
  readonly otherBeatFamilies: readonly string[];
  /** stopTimeout of the container that runs beat: the longest that ECS's own replacements can overlap. */
  readonly stopTimeoutSeconds: number;
  /**
   * Names this step in lock and mark; no other may have the same (a random part is needed: jobs of a matrix share their
   * names). A post step that repairs what its own step left gives the same.
   */
  readonly run: string;
  /** A moment of AWS's clock that has passed, such as the revision's registeredAt: tells at once that an old lock has expired. */
  readonly awsTimeSeen?: Date | undefined;
  readonly timings?: Partial<SingletonTimings>;
}

/** Whether beat is replaced though its revision is the one that is wanted. */
export function isReplacedAnyway({ forceNewDeployment, update }: SingletonWanted): boolean {
  return forceNewDeployment || update !== undefined;
}
