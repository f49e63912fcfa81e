import type { Task } from '@aws-sdk/client-ecs';
import { counted } from './counted.ts';
import { stopTimesOf } from './stop-times.ts';
import { isGone, isLeaving } from './task-state.ts';
import { timeText } from './time-text.ts';
import type { WaitObserved } from './wait-observed.ts';

/** What keeps the old tasks from going; undefined where none is left, or nothing is known to hold them. */
export function leavingReason(seen: WaitObserved): string | undefined {
  const old = seen.tasks.filter((task) => task.startedBy !== seen.deploymentId && !isGone(task));
  return protectedReason(seen, old) ?? drainingReason(seen, old) ?? stoppingReason(old);
}

function protectedReason({ protectedTasks, beganAt }: WaitObserved, old: readonly Task[]): string | undefined {
  const staying = new Set(old.filter((task) => !isLeaving(task)).map(({ taskArn }) => taskArn));
  const held = protectedTasks.filter(({ taskArn, protectionEnabled }) => protectionEnabled && staying.has(taskArn));
  if (held.length === 0) return undefined;
  const ends = held.flatMap(({ expirationDate }) => (expirationDate ? [expirationDate.getTime()] : []));
  const until = ends.length > 0 ? ` until ${timeText(Math.max(...ends), beganAt)}` : '';
  const ids = held.slice(0, 2).map(({ taskArn = '' }) => taskArn.split('/').at(-1)?.slice(0, 8) ?? '');
  return `${counted(held.length, 'old task')} protected from being stopped${until} (${ids.join(', ')}${held.length > 2 ? ', ...' : ''})`;
}

function drainingReason(seen: WaitObserved, old: readonly Task[]): string | undefined {
  const { drainSeconds, events, beganAt } = seen;
  const draining = old.filter(({ lastStatus }) => lastStatus === 'DEACTIVATING');
  if (draining.length === 0) return undefined;
  const subject = `${counted(draining.length, 'old task')} to drain`;
  if (drainSeconds === undefined) return subject;
  const begun = draining.map((task) => stopTimesOf(task, events, drainSeconds)?.begunAt);
  const latest = Math.max(...begun.map((at) => at ?? Number.NEGATIVE_INFINITY));
  if (!Number.isFinite(latest)) return `${subject} (deregistration delay ${drainSeconds} s)`;
  return `${subject} until ${timeText(latest + drainSeconds * 1000, beganAt)} (deregistration delay ${drainSeconds} s)`;
}

function stoppingReason(old: readonly Task[]): string | undefined {
  const leaving = old.filter(isLeaving);
  if (leaving.length === 0) return undefined;
  const isAsked = leaving.some(({ lastStatus }) => lastStatus === 'STOPPING');
  return `${counted(leaving.length, 'old task')} to ${isAsked ? 'end after SIGTERM' : 'be gone'}`;
}
