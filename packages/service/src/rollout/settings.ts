/** What a run does when it stops waiting for a deployment: lets it go on, or asks ECS to go back. */
export type Reaction = 'leave' | 'rollback';

/** How a deployment is watched. */
export interface RolloutSettings {
  /** After so many minutes the run stops waiting and says so. */
  readonly waitMinutes: number;
  /** How many of the failing container's last log lines are shown; 0 turns them off. */
  readonly logLines: number;
  /**
   * So many waves of tasks that fail alike mean that the revision cannot work; 0 waits for ECS's own verdict. By default
   * one where failure rolls back, two where it leaves.
   */
  readonly failFastAfter?: number | undefined;
  /** Absent: what the service's own circuit breaker says, else leave. */
  readonly onFailure?: Reaction | undefined;
  readonly onTimeout: Reaction;
  readonly onCancel: Reaction;
}
