import type { Task } from '@aws-sdk/client-ecs';
import { drainSecondsOf, type DeploymentFacts } from './deployment-facts.ts';
import type { Phase } from './rollout-time.ts';
import { stopTimesOf, type StopTimes } from './stop-times.ts';

/** A part of a task's life that is spent on one thing; moments in milliseconds of AWS's clock. */
export interface Stretch {
  readonly phase: Phase;
  readonly from: number;
  readonly to: number;
}

/** What follows by itself once ECS has begun it: a task's start, or its end. */
export interface Chain {
  readonly task: string;
  readonly isNew: boolean;
  readonly kind: 'starting' | 'stopping';
  readonly begin: number;
  /** One behind the other, without gaps. */
  readonly stretches: readonly Stretch[];
  readonly end: number;
  /** A start: RUNNING was reached at `end`, and being found healthy is next. */
  readonly isStarted: boolean;
  /** A start that did not last to the end of the deployment. */
  readonly hasFailed: boolean;
  /** An end: see {@link StopTimes}. */
  readonly killedAfterSeconds: number | undefined;
}

/**
 * The starts and ends of tasks that a deployment is made of.
 *
 * Tasks before it matter for their end alone, and only when that is within the deployment.
 */
export function chainsOf(facts: DeploymentFacts): Chain[] {
  return facts.tasks.flatMap((task) => {
    const isNew = task.startedBy === facts.deploymentId;
    const stop = stopTimesOf(task, facts.events, drainSecondsOf(facts));
    const stopping = stop && stoppingChain(task, isNew, stop, facts);
    const starting = isNew ? startingChain(task, stop, facts) : undefined;
    return [...(starting ? [starting] : []), ...(stopping ? [stopping] : [])];
  });
}

function startingChain(task: Task, stop: StopTimes | undefined, { endedAt }: DeploymentFacts): Chain | undefined {
  const begin = task.createdAt?.getTime();
  if (begin === undefined || begin >= endedAt) return undefined;
  const steps: readonly (readonly [Date | undefined, Phase])[] = [
    [task.pullStartedAt, 'pull'],
    [task.pullStoppedAt, 'start'],
    [task.startedAt, 'health'],
  ];
  const stretches: Stretch[] = [];
  let [phase, from]: [Phase, number] = ['provisioning', begin];
  for (const [time, next] of steps) {
    if (!time) continue;
    const to = Math.max(from, time.getTime());
    stretches.push({ phase, from, to });
    [phase, from] = [next, to];
  }
  const isStarted = phase === 'health';
  if (!isStarted && stop && stop.begunAt > from) stretches.push({ phase, from, to: stop.begunAt });
  const hasFailed = stop !== undefined && stop.begunAt < endedAt;
  const end = stretches.at(-1)?.to ?? begin;
  const head = { task: shortId(task), isNew: true, kind: 'starting' as const, killedAfterSeconds: undefined };
  return { ...head, begin, stretches, end, isStarted, hasFailed };
}

function stoppingChain(
  task: Task,
  isNew: boolean,
  stop: StopTimes,
  { beganAt, endedAt }: DeploymentFacts,
): Chain | undefined {
  const { begunAt, drainedAt, killedAfterSeconds } = stop;
  // One that is not gone at the end of the deployment was not waited for any longer.
  const end = Math.max(drainedAt, stop.endedAt ?? endedAt);
  if (end <= beganAt || begunAt >= endedAt) return undefined;
  const stretches: Stretch[] = [
    ...(drainedAt > begunAt ? [{ phase: 'draining' as const, from: begunAt, to: drainedAt }] : []),
    { phase: 'stopping', from: drainedAt, to: end },
  ];
  const head = { task: shortId(task), isNew, kind: 'stopping' as const, isStarted: false, hasFailed: false };
  return { ...head, begin: begunAt, stretches, end, killedAfterSeconds };
}

/** As much of a task's id as tells it from the others. */
const ID_CHARACTERS = 8;

function shortId({ taskArn = '' }: Task): string {
  return (taskArn.split('/').at(-1) ?? '').slice(0, ID_CHARACTERS);
}
