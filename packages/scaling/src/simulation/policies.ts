/** How a metric goes with the number of tasks. */
export interface Measured {
  /** It falls as tasks are added. CPU does, the depth of a queue does not. */
  readonly isPerTask: boolean;
  /** Per task, and without any the same as with one: what of a queue is there for each. CPU is not there at all. */
  readonly hasValueAtZero?: true;
}

/** Target tracking, as it acts. */
export interface TrackingPolicy extends Measured {
  readonly kind: 'target tracking';
  readonly targetValue: number;
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
  readonly scalesIn: boolean;
}

/** Step scaling with the alarm that sets it off. */
export interface StepPolicy extends Measured {
  readonly kind: 'step';
  readonly alarm: {
    readonly threshold: number;
    readonly comparison: 'above' | 'at least' | 'below' | 'at most';
    readonly periods: number;
    readonly datapoints: number;
    readonly missing: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
  };
  readonly adjustmentType: 'ChangeInCapacity' | 'PercentChangeInCapacity' | 'ExactCapacity';
  readonly steps: readonly { readonly from?: number; readonly to?: number; readonly adjustment: number }[];
  readonly leastChange?: number;
  readonly cooldownSeconds: number;
}

export type SimulatedPolicy = TrackingPolicy | StepPolicy;

/** Target tracking scales in only when its metric is this part of the target or less. Source: issue 7; the alarms that AWS makes. */
const LOW = 0.9;

/** The alarms of target tracking: 3 minutes of 3 to scale out, 15 of 15 to scale in. */
export function trackingAlarms({ targetValue }: TrackingPolicy) {
  const rule = (periods: number, breaches: (value: number) => boolean) =>
    ({ periods, datapoints: periods, breaches, missing: 'missing' }) as const;
  return { high: rule(3, (value) => value > targetValue), low: rule(15, (value) => value < targetValue * LOW) };
}

/** The tasks at which the metric would be on target, if it is proportional: rounded up, so that it is not above. */
export function proportional(tasks: number, value: number, { targetValue }: TrackingPolicy): number {
  // 3 x 70 / 70 is not quite 3 for all values: what is lost in the last digits is no task.
  return Math.ceil(Number(((tasks * value) / targetValue).toPrecision(12)));
}

/** The rule of a step policy's alarm. */
export function stepAlarm({ alarm }: StepPolicy) {
  const { threshold } = alarm;
  const breaches = {
    above: (value: number) => value > threshold,
    'at least': (value: number) => value >= threshold,
    below: (value: number) => value < threshold,
    'at most': (value: number) => value <= threshold,
  }[alarm.comparison];
  return { ...alarm, breaches };
}

/**
 * The tasks that a step policy asks for; as many as there are, when no step is meant.
 *
 * Source: Application Auto Scaling user guide, "Step scaling policies": bounds, and how percentages are rounded.
 */
export function stepped(tasks: number, value: number, policy: StepPolicy): number {
  const breach = value - policy.alarm.threshold;
  const isUpwards = policy.alarm.comparison === 'above' || policy.alarm.comparison === 'at least';
  const step = policy.steps.find(({ from = -Infinity, to = Infinity }) =>
    isUpwards ? breach >= from && breach < to : breach > from && breach <= to,
  );
  if (!step) return tasks;
  if (policy.adjustmentType === 'ExactCapacity') return step.adjustment;
  if (policy.adjustmentType === 'ChangeInCapacity') return tasks + step.adjustment;
  const change = (tasks * step.adjustment) / 100;
  const whole = Math.abs(change) < 1 ? Math.sign(change) : Math.trunc(change);
  // Of no task a share is none, but a least change is one all the same.
  return tasks + Math.sign(step.adjustment) * Math.max(Math.abs(whole), policy.leastChange ?? 0);
}
