import { alarmState, type AlarmState } from './alarm.ts';
import { proportional, stepAlarm, stepped, trackingAlarms, type SimulatedPolicy } from './policies.ts';

/** A policy and its metric, a value for every minute; undefined where there was none. */
export interface PolicySeries {
  readonly policy: SimulatedPolicy;
  readonly values: readonly (number | undefined)[];
}

/** What is simulated. */
export interface SimulationInput {
  /** Their minutes are the same. */
  readonly series: readonly PolicySeries[];
  readonly startTasks: number;
  readonly minTasks: number;
  readonly maxTasks: number;
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
 * Any policy scales out, and the one that asks for most has its way; target tracking scales in only when all of it agrees. A
 * cooldown of scaling out lets a larger one through, counted from the tasks before the first; one of scaling in ends when
 * something scales out. Where data is missing nothing scales in. Tasks start at once: how long they take is not known.
 * Source: Application Auto Scaling user guide, "How target tracking scaling works".
 */
export function simulate({ series, startTasks, minTasks, maxTasks, tasksThen = [] }: SimulationInput): Simulation {
  const clamped = (count: number): number => Math.min(maxTasks, Math.max(minTasks, count));
  const followers = series.map(({ policy }) => followerOf(policy));
  const minutes = Math.max(0, ...series.map(({ values }) => values.length));
  const tasks: number[] = [];
  const changes: { minute: number; from: number; to: number }[] = [];
  let current = clamped(startTasks);
  let minutesStarved = 0;
  for (let minute = 0; minute < minutes; minute++) {
    tasks.push(current);
    const then = tasksThen[minute] ?? startTasks;
    followers.forEach((follower, index) => look(follower, series[index]?.values[minute], then, current));
    const second = (minute + 1) * 60;
    const asked = Math.max(...followers.map((follower) => wantedOut(follower, current, second)));
    if (asked > current && current === maxTasks) minutesStarved += 1;
    const next = clamped(asked > current ? asked : wantedIn(followers, current, second));
    if (next === current) continue;
    changes.push({ minute, from: current, to: next });
    for (const follower of followers) note(follower, current, next, second);
    current = next;
  }
  const hours = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0) / 60;
  return {
    tasks,
    changes,
    peak: Math.max(clamped(startTasks), ...tasks),
    minutesAtMax: tasks.filter((count) => count === maxTasks).length,
    minutesStarved,
    taskHours: hours(tasks),
    taskHoursThen: hours(tasks.map((_, minute) => tasksThen[minute] ?? startTasks)),
  };
}

function followerOf(policy: SimulatedPolicy): Follower {
  const unknown = 'INSUFFICIENT_DATA';
  return { policy, seen: [], high: unknown, low: unknown, scaledOut: undefined, scaledInAtSecond: -Infinity };
}

/** Takes a minute's value, as it would have been with these tasks, and evaluates the alarms. */
function look(follower: Follower, value: number | undefined, then: number, now: number): void {
  const { policy, seen } = follower;
  const isOther = policy.isPerTask && now > 0 && then > 0;
  seen.push(value !== undefined && isOther ? (value * then) / now : value);
  if (policy.kind === 'step') {
    follower.high = alarmState(seen, stepAlarm(policy), follower.high);
    return;
  }
  const { high, low } = trackingAlarms(policy);
  follower.high = alarmState(seen, high, follower.high);
  follower.low = alarmState(seen, low, follower.low);
}

function lastSeen({ seen }: Follower): number {
  return seen.findLast((value) => value !== undefined) ?? 0;
}

/** The tasks that a policy asks for when it scales out; as many as there are, when it does not. */
function wantedOut(follower: Follower, current: number, second: number): number {
  const { policy, high, scaledOut } = follower;
  if (high !== 'ALARM') return current;
  const cooldownSeconds = policy.kind === 'step' ? policy.cooldownSeconds : policy.scaleOutCooldownSeconds;
  const cooling = scaledOut && second - scaledOut.atSecond < cooldownSeconds ? scaledOut : undefined;
  const base = cooling?.from ?? current;
  const value = lastSeen(follower);
  if (policy.kind === 'step') return stepped(base, value, policy);
  const wanted = proportional(base, value, policy);
  // Something is too much for what there is, even where that is nothing.
  return cooling ? wanted : Math.max(wanted, current + 1);
}

/** The tasks that are left when the policies scale in; as many as there are, when they do not. */
function wantedIn(followers: readonly Follower[], current: number, second: number): number {
  const steps = followers.flatMap((follower) => {
    const { policy, high, scaledInAtSecond } = follower;
    if (policy.kind !== 'step' || high !== 'ALARM' || second - scaledInAtSecond < policy.cooldownSeconds) return [];
    const wanted = stepped(current, lastSeen(follower), policy);
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
  const tracked = isReady ? tracking.map((follower) => proportional(current, lastSeen(follower), follower.policy)) : [];
  const wanted = [...steps, ...tracked];
  return wanted.length === 0 ? current : Math.min(current, Math.max(...wanted));
}

function note(follower: Follower, from: number, to: number, second: number): void {
  if (to > from) {
    const { policy, scaledOut } = follower;
    const cooldownSeconds = policy.kind === 'step' ? policy.cooldownSeconds : policy.scaleOutCooldownSeconds;
    const isCooling = scaledOut !== undefined && second - scaledOut.atSecond < cooldownSeconds;
    follower.scaledOut = { atSecond: second, from: isCooling ? scaledOut.from : from };
    follower.scaledInAtSecond = -Infinity;
  } else {
    follower.scaledInAtSecond = second;
    follower.scaledOut = undefined;
  }
}
