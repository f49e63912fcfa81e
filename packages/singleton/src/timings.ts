import { GONE_AFTER_SECONDS, QUIET_AFTER_SECONDS, SHOWS_SECONDS, SHOWS_WHEN_QUIET_SECONDS } from '@fargate-actions/aws';

/** The times on which it rests that no two tasks run at once. All in seconds. */
export interface SingletonTimings {
  /** Reads of a quiet service are at most so old. */
  readonly showsWhenQuietSeconds: number;
  /** Reads of any other service are at most so old. */
  readonly showsSeconds: number;
  /** A service in which nothing started for so long is quiet. */
  readonly quietSeconds: number;
  /** A task that ECS does not know for so long is gone. */
  readonly goneSeconds: number;
  /**
   * A call whose answer was lost may still arrive for so long: AWS refuses a request that was signed five minutes ago, by
   * the clock of a runner that may be a minute off. Source: AWS's documentation of Signature Version 4.
   */
  readonly lateSeconds: number;
  /** A lock that was not renewed for so long is its owner's no more; longer than any call of the owner may be late. */
  readonly lockSeconds: number;
  /** A lock as old as this is renewed where there is nothing else to do. */
  readonly renewSeconds: number;
  /** How often it is looked while something moves. */
  readonly pollSeconds: number;
  /** How often it is looked whether another run is done. */
  readonly conflictPollSeconds: number;
  /** How often the lists of tasks are read while known tasks still stop. */
  readonly listSeconds: number;
  /** RUNNING for so long counts as healthy. Source: reference/ecs-facts.md, "CreateService / UpdateService". */
  readonly steadySeconds: number;
  /** How long looks may fail before the run gives up. */
  readonly blindSeconds: number;
}

/** A renewal starts nothing, and leaves what another run took over alone: its look may be older than that of a start. */
export const RENEWAL_CONFIRM_SECONDS = 30;

export const TIMINGS: SingletonTimings = {
  showsWhenQuietSeconds: SHOWS_WHEN_QUIET_SECONDS,
  showsSeconds: SHOWS_SECONDS,
  quietSeconds: QUIET_AFTER_SECONDS,
  goneSeconds: GONE_AFTER_SECONDS,
  lateSeconds: 360,
  lockSeconds: 900,
  renewSeconds: 120,
  pollSeconds: 1,
  conflictPollSeconds: 5,
  listSeconds: 5,
  steadySeconds: 40,
  blindSeconds: 300,
};
