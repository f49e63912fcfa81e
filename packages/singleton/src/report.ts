import type { Cause, Facts, Report, Section } from '@fargate-actions/engine';
import { revisionName, serviceAddress } from '@fargate-actions/service';
import type { SingletonEnd, SingletonStatus } from './memory.ts';
import type { Observation, TaskSeen } from './observation.ts';
import type { Refusal } from './refusal.ts';
import { refusalsOf } from './refusals.ts';
import { aliveStrays, notStopped, taskId } from './tasks.ts';
import type { SingletonWanted } from './wanted.ts';

/** How one run on a singleton ended. */
export interface SingletonReport extends Report {
  readonly status: SingletonStatus;
  readonly singleton: SingletonFacts;
}

/** What is known of a singleton at the end of a run. */
export interface SingletonFacts {
  readonly service: string;
  readonly cluster: string;
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
  readonly completedWrites: readonly string[];
  /** Whether SSM kept other runs away; false: only the mark did. */
  readonly excludedOthers: boolean;
}

/** The end of a run with everything that there is to say of it. */
export function reportOf(seen: Observation | undefined, wanted: SingletonWanted, end: SingletonEnd): SingletonReport {
  const { memory, service, tasks = [] } = seen ?? {};
  const gapSeconds = seen && gapOf(seen);
  const running = notStopped(tasks).filter(({ startedAt }) => startedAt !== undefined);
  const strays = seen ? aliveStrays(seen) : [];
  const singleton: SingletonFacts = {
    service: wanted.service,
    cluster: wanted.cluster,
    refusals: end.refusals ?? (seen ? refusalsOf(seen, wanted).filter(({ severity }) => severity === 'warning') : []),
    ...(memory?.good !== undefined && { from: revisionName(memory.good) }),
    ...(memory?.target !== undefined && { to: revisionName(wanted.taskDefinition ?? memory.target) }),
    ...(service?.taskDefinition !== undefined && { taskDefinition: service.taskDefinition }),
    wantedCount: seen?.isOffHours === true ? 0 : 1,
    running: running.length,
    duplicates: [...running.slice(1), ...strays].map(taskId),
    ...(gapSeconds !== undefined && { gapSeconds }),
    overlapBoundSeconds: wanted.stopTimeoutSeconds,
    completedWrites: memory?.completedWrites ?? [],
    excludedOthers: memory?.lock === 'held',
  };
  return singletonReport(end.status, singleton, end.cause ?? refusedBy(singleton));
}

/** What kept a run from beginning. */
function refusedBy({ refusals }: SingletonFacts): Cause | undefined {
  const refusal = refusals.find(({ severity }) => severity === 'error');
  return refusal && { kind: refusal.rule, summary: refusal.message, hint: refusal.hint };
}

/** What a title says of a singleton that did not end well. */
const FAILED_TEXTS: Partial<Record<SingletonStatus, string>> = {
  failed: 'does not have exactly one running beat',
  'timed-out': 'was not healthy in time',
  cancelled: 'was left in the middle of a replacement',
  superseded: 'was taken over by another run',
};

function singletonReport(status: SingletonStatus, singleton: SingletonFacts, cause?: Cause): SingletonReport {
  // Who has seen nothing says nothing of how many run.
  const failedText = cause?.kind === 'blind' ? 'was not seen to its end' : FAILED_TEXTS[status];
  return {
    subject: serviceAddress(singleton.service),
    status,
    ...(failedText !== undefined && { failedText }),
    ...(cause && { cause }),
    facts: factsOf(singleton),
    sections: [
      ...singleton.completedWrites.map((text): Section => ({ kind: 'line', name: 'Done', text })),
      ...adviceOf(singleton).map((text): Section => ({ kind: 'line', name: 'Advice', text })),
    ],
    singleton,
  };
}

function factsOf({ from, to, running, gapSeconds }: SingletonFacts): Facts {
  const gap = gapSeconds === undefined ? '' : `${gapSeconds} s`;
  return {
    ...(from !== undefined && { from }),
    // Where nothing is deployed what ran before is what runs.
    ...((to ?? from) !== undefined && { to: to ?? from }),
    columns: [
      { title: 'beats running', text: String(running), line: `beats running: ${running}` },
      { title: 'without a beat', text: gap, line: gap && `${gap} without a beat` },
    ],
  };
}

/** A beat ends within a second of SIGTERM. Source: docs/singleton.md. */
const ENOUGH_SECONDS = 10;

/** What would shorten the time without a beat, and any overlap that ECS itself can cause. */
function adviceOf({ service, overlapBoundSeconds, gapSeconds }: SingletonFacts): string[] {
  if (gapSeconds === undefined || overlapBoundSeconds <= ENOUGH_SECONDS) return [];
  return [
    `${service}: \`stopTimeout\` is ${overlapBoundSeconds} s. Beat needs a second: ${ENOUGH_SECONDS} s bound the time without a beat, and any overlap when ECS itself replaces the task.`,
  ];
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
