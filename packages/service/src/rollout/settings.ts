/** How a deployment is watched. */
export interface RolloutSettings {
  /** After so many minutes the run stops waiting and says so. */
  readonly waitMinutes: number;
  /** How many of the failing container's last log lines are shown; 0 turns them off. */
  readonly logLines: number;
}
