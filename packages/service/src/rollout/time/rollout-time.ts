/** What a deployment spends its time on. `waiting`: ECS has yet to act, or something outside holds it. */
export const PHASES = ['waiting', 'provisioning', 'pull', 'start', 'health', 'draining', 'stopping'] as const;
export type Phase = (typeof PHASES)[number];

/** A stretch of one task's life, in seconds since the deployment began. */
export interface TimeBar {
  /** The beginning of the task's id; absent while the deployment waits for none. */
  readonly task?: string;
  readonly isNew: boolean;
  readonly phase: Phase;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** Whether the deployment would have been done earlier without it. */
  readonly isCritical: boolean;
}

/** The one change that would save most. Never applied by itself. */
export interface TimeAdvice {
  /** A stable name: the setting's own. */
  readonly setting: string;
  /** About so many seconds of every deployment. */
  readonly savesSeconds: number;
  /** What to change, and what it costs. May hold text from outside. */
  readonly text: string;
}

/** Where the time of one deployment went, by AWS's clock. */
export interface RolloutTime {
  readonly seconds: number;
  /** Whole seconds of each phase on the critical path, none 0; together they are `seconds`. */
  readonly phases: readonly { readonly phase: Phase; readonly seconds: number }[];
  /** In the order in which they began; of a large deployment a selection. */
  readonly bars: readonly TimeBar[];
  readonly advice?: TimeAdvice;
}
