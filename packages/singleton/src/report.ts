import type { ProcessEnd } from '@fargate-actions/plan';
import { revisionName, type Cause } from '@fargate-actions/service';
import type { SingletonEnd, SingletonStatus } from './memory.ts';
import type { Observation, TaskSeen } from './observation.ts';
import type { Refusal } from './refusal.ts';
import { refusalsOf } from './refusals.ts';
import { aliveStrays, notStopped, taskId } from './tasks.ts';
import type { SingletonWanted } from './wanted.ts';

/** Everything that is told about one run on a singleton. */
export interface SingletonReport {
  readonly service: string;
  readonly cluster: string;
  readonly status: SingletonStatus;
  readonly cause?: Cause;
  /** Errors that kept it from beginning, and warnings. */
  readonly refusals: readonly Refusal[];
  /** Revisions as `family:revision`; `from` is what ran before. */
  readonly from?: string;
  readonly to?: string;
  /** The ARN of the revision that the service has now. */
  readonly taskDefinition?: string;
  readonly wantedCount: 0 | 1;
  /** Tasks of the service whose containers may run: RUNNING or stopping. */
  readonly running: number;
  /** Beat tasks that should not be there, by id. */
  readonly duplicates: readonly string[];
  /** From the old container's stop to the new one's start, by ECS's own times; absent where there were not both. */
  readonly gapSeconds?: number;
  /** How long old and new may overlap where ECS replaces a task by itself (and by the strategy `ecs`): stopTimeout. */
  readonly overlapBoundSeconds: number;
  /** What was changed besides, one line each. */
  readonly did: readonly string[];
  /** Whether SSM kept other runs away; false: only the mark did. */
  readonly excludedOthers: boolean;
}

/** The end of a run with everything that is told about it. */
export function reportOf(
  seen: Observation | undefined,
  wanted: SingletonWanted,
  end: SingletonEnd,
): ProcessEnd<SingletonReport> {
  const { memory, service, tasks = [] } = seen ?? {};
  const gapSeconds = seen && gapOf(seen);
  const alive = notStopped(tasks);
  const running = alive.filter(({ startedAt }) => startedAt !== undefined);
  const strays = seen ? aliveStrays(seen) : [];
  const from = memory?.isGoingBack === true ? memory.good : memory?.good;
  const detail: SingletonReport = {
    service: wanted.service,
    cluster: wanted.cluster,
    status: end.status,
    ...(end.cause && { cause: end.cause }),
    refusals: end.refusals ?? (seen ? refusalsOf(seen, wanted).filter(({ severity }) => severity === 'warning') : []),
    ...(from !== undefined && { from: revisionName(from) }),
    ...(memory?.target !== undefined && { to: revisionName(wanted.taskDefinition ?? memory.target) }),
    ...(service?.taskDefinition !== undefined && { taskDefinition: service.taskDefinition }),
    wantedCount: seen?.isOffHours === true ? 0 : 1,
    running: running.length,
    duplicates: [...running.slice(1), ...strays].map(taskId),
    ...(gapSeconds !== undefined && { gapSeconds }),
    overlapBoundSeconds: wanted.stopTimeoutSeconds,
    did: memory?.did ?? [],
    excludedOthers: memory?.lock === 'held',
  };
  const isSuccess = ['deployed', 'unchanged', 'repaired'].includes(end.status);
  return { isSuccess, summary: end.cause?.summary ?? end.refusals?.[0]?.message ?? summaryOf(detail), detail };
}

function summaryOf({ status, taskDefinition = '', wantedCount, gapSeconds }: SingletonReport): string {
  const gap = gapSeconds === undefined ? '' : `, after ${gapSeconds} s without a beat`;
  const what = wantedCount === 0 ? 'off hours: no task is wanted' : `1 task of ${revisionName(taskDefinition)} runs`;
  return `${status}: ${what}${gap}`;
}

/** The seconds from the last end of an old container to the start of the one that runs now. */
function gapOf({ tasks, memory }: Observation): number | undefined {
  if (memory.starts === 0) return undefined;
  const ofOld = (task: TaskSeen): boolean => memory.oldTasks.includes(task.arn) && task.startedAt !== undefined;
  const stops = tasks
    .filter(ofOld)
    .flatMap(({ executionStoppedAt, stoppedAt }) => executionStoppedAt ?? stoppedAt ?? []);
  const starts = notStopped(tasks).flatMap(({ startedAt }) => startedAt ?? []);
  if (stops.length === 0 || starts.length === 0) return undefined;
  const since = stops.reduce((latest, time) => Math.max(latest, time), 0);
  return Math.round(Math.max(0, Math.min(...starts) - since) / 100) / 10;
}
