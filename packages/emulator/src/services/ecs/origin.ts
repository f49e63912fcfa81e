/**
 * A call had the task started, at so many seconds from the world's start: by itself, or through the rollback of what it began.
 *
 * Of auto scaling it is the call that set it up (PutScheduledAction, ...), at the moment at which it acts.
 */
export interface CallOrigin {
  readonly kind: 'call';
  /** `UpdateService`; of a rollback what asked for it, or the call whose deployment failed. */
  readonly operation: string;
  /** Who called. */
  readonly caller: string;
  readonly at: number;
  readonly isRollback?: true;
}

/** What made ECS start a task in the place of another by itself. */
export type LossCause = 'unhealthy' | 'retirement' | 'spot-interruption' | 'ended' | 'rebalancing';

/** ECS started the task by itself, in the place of one that it lost or gives up. */
export interface ReplacementOrigin {
  readonly kind: 'replacement';
  /** The id of the task that it replaces; absent where ECS has forgotten it. */
  readonly of?: string;
  readonly why: LossCause;
  readonly at: number;
}

/** Why a task was started: for judges of who is to blame for two tasks at once. */
export type Origin = CallOrigin | ReplacementOrigin;

/** Tasks that a call asked a deployment for and that are not started yet. */
export interface Wish {
  readonly origin: CallOrigin;
  count: number;
}
