import { alarmState, judgedPoints, type AlarmState } from './alarm.ts';
import { proportional, stepAlarm, stepped, trackingAlarms, type Measured, type SimulatedPolicy } from './policies.ts';

/** A policy and its metric, a value for every minute; undefined where there was none. */
export interface PolicySeries {
  readonly policy: SimulatedPolicy;
  readonly values: readonly (number | undefined)[];
}

/** What a scheduled action sets. */
export interface LimitChange {
  /** At its beginning. 0 is the first; what was before that is negative. */
  readonly minute: number;
  readonly minTasks?: number;
  readonly maxTasks?: number;
}

/** What is simulated. */
export interface SimulationInput {
  /** Their minutes are the same. */
  readonly series: readonly PolicySeries[];
  readonly startTasks: number;
  readonly minTasks: number;
  readonly maxTasks: number;
  /** In the order of time: what changes the limits. */
  readonly scheduled?: readonly LimitChange[];
  /** The tasks that ran when the metrics were measured, by minute; without it, `startTasks` all the time. */
  readonly tasksThen?: readonly (number | undefined)[];
}

/** What the policies would have done. */
export interface Simulation {
  /** Tasks in each minute. */
  readonly tasks: readonly number[];
  readonly changes: readonly { readonly minute: number; readonly from: number; readonly to: number }[];
  readonly peak: number;
  readonly minutesAtMax: number;
  /** At its maximum while a policy asked for more. */
  readonly minutesStarved: number;
  /** Nothing ran then, against the limits: left so, because it was none of scaling's doing. */
  readonly minutesStopped: number;
  readonly taskHours: number;
  /** Of the tasks that ran when the metrics were measured. */
  readonly taskHoursThen: number;
}

interface Follower {
  readonly policy: SimulatedPolicy;
  /** As it would have been measured with the simulated tasks. */
  readonly seen: (number | undefined)[];
  high: AlarmState;
  low: AlarmState;
  scaledOut: { readonly atSecond: number; readonly from: number } | undefined;
  scaledInAtSecond: number;
}

/**
 * What scaling policies would have done with metrics as they were: pure, minute by minute, by AWS's documented rules.
 *
 * Any policy scales out, and the one that asks for most has its way; target tracking scales in only when all of it agrees, and
 * nothing does while any policy wants more. A policy's cooldown of scaling out lets a larger one through, counted from the
 * tasks before its first; one of scaling in ends when something scales out. Where data is missing nothing scales in. Tasks
 * start at once: how long they take is not known. A scheduled action brings the tasks between its limits at once.
 * Source: Application Auto Scaling user guide, "How target tracking scaling works" and "Cooldown period". The emulator's
 * own auto scaling, written apart from this, decides the same: tests/scaling-decisions.
 */
export function simulate(input: SimulationInput): Simulation {
  const { series, startTasks, scheduled = [], tasksThen = [] } = input;
  const followers = series.map(({ policy }) => followerOf(policy));
  const minutes = Math.max(0, ...series.map(({ values }) => values.length));
  const tasks: number[] = [];
  const changes: { minute: number; from: number; to: number }[] = [];
  let limits = changedLimits(
    input,
    scheduled.filter(({ minute }) => minute <= 0),
  );
  let current = within(limits, startTasks);
  let [minutesAtMax, minutesStarved, minutesStopped] = [0, 0, 0];

  for (let minute = 0; minute < minutes; minute++) {
    const then = tasksThen[minute] ?? startTasks;
    followers.forEach((follower, index) => look(follower, series[index]?.values[minute], then, current));
    const isStopped = tasksThen[minute] === 0 && limits.minTasks > 0;
    const isAtMax = !isStopped && current > 0 && current === limits.maxTasks;
    if (isStopped) minutesStopped += 1;
    if (isAtMax) minutesAtMax += 1;
    const before = current;
    tasks.push(isStopped ? 0 : current);
    // A scheduled action acts as the minute ends; alarms look at it some seconds later.
    limits = changedLimits(
      limits,
      scheduled.filter((change) => change.minute === minute + 1),
    );
    current = within(limits, current);
    if (!isStopped) {
      const second = (minute + 1) * 60;
      const out = largest(followers.flatMap((follower) => outAsk(follower, current, second) ?? []));
      const asked = out[0]?.wanted ?? wantedIn(followers, current, second);
      if (asked > current && isAtMax) minutesStarved += 1;
      // A policy whose cooldown goes on may ask for less than there is: that is no scaling in.
      const next = within(limits, out.length > 0 ? Math.max(asked, current) : asked);
      if (next > current) noteOut(followers, out, second);
      else if (next < current) noteIn(followers, second);
      current = next;
    }
    if (current !== before) changes.push({ minute, from: before, to: current });
  }

  const hours = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0) / 60;
  return {
    tasks,
    changes,
    peak: Math.max(0, ...tasks),
    minutesAtMax,
    minutesStarved,
    minutesStopped,
    taskHours: hours(tasks),
    taskHoursThen: hours(tasks.map((_, minute) => tasksThen[minute] ?? startTasks)),
  };
}

type Limits = Pick<SimulationInput, 'minTasks' | 'maxTasks'>;

/** The limits after scheduled actions. One that would put the minimum above the maximum fails, and changes nothing. */
function changedLimits({ minTasks, maxTasks }: Limits, changes: readonly LimitChange[]): Limits {
  return changes.reduce<Limits>(
    (limits, { minTasks = limits.minTasks, maxTasks = limits.maxTasks }) =>
      minTasks <= maxTasks ? { minTasks, maxTasks } : limits,
    { minTasks, maxTasks },
  );
}

function within({ minTasks, maxTasks }: Limits, count: number): number {
  return Math.min(maxTasks, Math.max(minTasks, count));
}

function followerOf(policy: SimulatedPolicy): Follower {
  const unknown = 'INSUFFICIENT_DATA';
  return { policy, seen: [], high: unknown, low: unknown, scaledOut: undefined, scaledInAtSecond: -Infinity };
}

/** Takes a minute's value, as it would have been with these tasks, and evaluates the alarms. */
function look(follower: Follower, value: number | undefined, then: number, now: number): void {
  const { policy, seen } = follower;
  seen.push(value === undefined ? undefined : measured(policy, value, then, now));
  if (policy.kind === 'step') {
    follower.high = alarmState(seen, stepAlarm(policy), follower.high);
    return;
  }
  const { high, low } = trackingAlarms(policy);
  follower.high = alarmState(seen, high, follower.high);
  follower.low = alarmState(seen, low, follower.low);
}

/** What would have been measured with these tasks in the place of those that ran then; undefined for nothing. */
function measured({ isPerTask, hasValueAtZero }: Measured, value: number, then: number, now: number) {
  if (!isPerTask) return value;
  if (hasValueAtZero) return (value * Math.max(1, then)) / Math.max(1, now);
  // What was there without tasks is not of tasks alone.
  if (then === 0) return value;
  return now === 0 ? undefined : (value * then) / now;
}

/**
 * The value by which a policy scales: of target tracking the newest, of steps the average of those that their alarm judges.
 * Undefined where there is none: an alarm may fire without data, but no step is meant then.
 */
function valueOf({ policy, seen }: Follower): number | undefined {
  const periods = policy.kind === 'step' ? policy.alarm.periods : trackingAlarms(policy).low.periods;
  const judged = judgedPoints(seen, periods).map(({ value }) => value);
  if (policy.kind !== 'step' || judged.length === 0) return judged[0];
  return judged.reduce((sum, value) => sum + value, 0) / judged.length;
}

/** What a policy asks for when it scales out, and the tasks from which it starts. */
interface OutAsk {
  readonly follower: Follower;
  readonly wanted: number;
  readonly from: number;
}

/**
 * What a policy asks for, if it scales out.
 *
 * Its own cooldown has it start from where it started before; that of another policy is none of its business.
 */
function outAsk(follower: Follower, current: number, second: number): OutAsk | undefined {
  const { policy, high, scaledOut } = follower;
  if (high !== 'ALARM') return undefined;
  const cooldownSeconds = policy.kind === 'step' ? policy.cooldownSeconds : policy.scaleOutCooldownSeconds;
  const from = scaledOut && second - scaledOut.atSecond < cooldownSeconds ? scaledOut.from : current;
  const value = valueOf(follower);
  if (value === undefined) return undefined;
  if (policy.kind === 'step') {
    if (stepped(current, value, policy) <= current) return undefined;
    return { follower, wanted: stepped(from, value, policy), from };
  }
  // Something is too much for what there is, even where that is nothing.
  return { follower, wanted: current === 0 ? 1 : proportional(from, value, policy), from };
}

function largest(asks: readonly OutAsk[]): readonly OutAsk[] {
  const most = Math.max(...asks.map(({ wanted }) => wanted));
  return asks.filter(({ wanted }) => wanted === most);
}

/** The tasks that are left when the policies scale in; as many as there are, when they do not. */
function wantedIn(followers: readonly Follower[], current: number, second: number): number {
  const steps = followers.flatMap((follower) => {
    const { policy, high, scaledInAtSecond } = follower;
    if (policy.kind !== 'step' || high !== 'ALARM' || second - scaledInAtSecond < policy.cooldownSeconds) return [];
    const value = valueOf(follower);
    const wanted = value === undefined ? current : stepped(current, value, policy);
    return wanted < current ? [wanted] : [];
  });
  const tracking = followers.flatMap((follower) =>
    follower.policy.kind === 'target tracking' && follower.policy.scalesIn
      ? [{ ...follower, policy: follower.policy }]
      : [],
  );
  const isReady = tracking.every(
    ({ policy, low, scaledInAtSecond }) =>
      low === 'ALARM' && second - scaledInAtSecond >= policy.scaleInCooldownSeconds,
  );
  const tracked = isReady
    ? tracking.map((follower) => proportional(current, valueOf(follower) ?? 0, follower.policy))
    : [];
  const wanted = [...steps, ...tracked];
  return wanted.length === 0 ? current : Math.min(current, Math.max(...wanted));
}

/** Those whose way it went wait for it to take effect, and no scaling in is waited for any more. */
function noteOut(followers: readonly Follower[], asks: readonly OutAsk[], second: number): void {
  for (const { follower, from } of asks) follower.scaledOut = { atSecond: second, from };
  for (const follower of followers) follower.scaledInAtSecond = -Infinity;
}

/** Each waits for its own cooldown, and what was added is no longer there to be counted. */
function noteIn(followers: readonly Follower[], second: number): void {
  for (const follower of followers) {
    follower.scaledInAtSecond = second;
    follower.scaledOut = undefined;
  }
}
