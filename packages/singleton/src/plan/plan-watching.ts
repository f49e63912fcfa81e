import type { Cause } from '@fargate-actions/engine';
import { revisionName } from '@fargate-actions/service';
import type { SingletonEnd } from '../memory.ts';
import type { TaskSeen } from '../observation.ts';
import { aliveStrays, beatServices, notStopped, taskId } from '../tasks.ts';
import { markOf } from './plan-checking.ts';
import { planStanding } from './plan-standing.ts';
import { primaryOf, secondsSince, wait, type Question } from './question.ts';
import type { Step } from './steps.ts';

/** So many starts that failed are enough, where nothing else tells: as many as ECS's breaker counts at desired 1. */
const MOST_FAILURES = 3;

/** From the start to its end: healthy, or gone back by the same sequence. */
export function planWatching(question: Question): Step {
  const { seen, wanted, timings } = question;
  const { service, memory } = seen;
  if (service?.status !== 'ACTIVE') return end(question, { status: 'failed', cause: DELETED });
  const standing = planStanding(question, markOf(question));
  if (standing && standing.kind !== 'wait') return standing;
  // Its off-hours have begun since: what was started then is stopped again.
  if (seen.isOffHours) return { kind: 'go on draining', isDrained: false };
  const isStartNeeded = wanted.strategy === 'ecs' && memory.startedAt === undefined && memory.starts === 0;
  if (isStartNeeded) return { kind: 'start', taskDefinition: memory.target ?? '' };
  if (!isShown(question)) return notShown(question);
  if (memory.startedAt === undefined) return { kind: 'find started' };
  const strays = planStrays(question);
  if (strays) return strays;
  const cause = failureOf(question);
  if (cause) return failed(question, cause);
  if (!isSuccess(question)) {
    const waited = secondsSince(question, memory.startedAt);
    if (waited >= wanted.rollout.waitMinutes * 60) return failed(question, timedOut(question));
    return wait(timings.pollSeconds, 'the new task to be healthy');
  }
  return settled(question);
}

/** Whether the service is as the start makes it. */
function isShown({ seen }: Question): boolean {
  const { service, memory } = seen;
  return service?.desiredCount === 1 && primaryOf(seen)?.taskDefinition === memory.target;
}

/** Not yet, not any more, or never: a start that was lost is sent again, the very same, once all is seen to be gone again. */
function notShown(question: Question): Step {
  const { seen, timings } = question;
  const { memory, service } = seen;
  const since = Math.max(memory.startedAt ?? 0, memory.phaseAt);
  if (secondsSince(question, since) < timings.showsSeconds) return wait(timings.pollSeconds, 'the start to show');
  // A start that was accepted was undone by somebody; one that was lost has not come: desired 0 still holds.
  if (service?.desiredCount === 0) return { kind: 'go on draining', isDrained: memory.startedAt === undefined };
  const primary = primaryOf(seen);
  return end(question, {
    status: 'superseded',
    cause: {
      kind: 'superseded',
      summary: `somebody else deployed ${revisionName(primary?.taskDefinition ?? '')} (desired count ${service?.desiredCount ?? 0}) before this was done`,
      hint: 'Give the workflows that deploy it one `concurrency` group, and run `mode: enforce`.',
    },
  });
}

/** A beat that somebody started at the same moment: ours is taken back before its container runs. */
function planStrays(question: Question): Step | undefined {
  const { seen, wanted } = question;
  const strays = aliveStrays(seen);
  const untold = strays.filter(({ arn }) => !seen.memory.strayStops.includes(arn));
  if ((strays.length === 0 && beatServices(seen).length === 0) || wanted.isRedBeat || wanted.strategy === 'ecs')
    return undefined;
  const runs = newTasks(question).some(({ startedAt }) => startedAt !== undefined);
  if (!runs) return { kind: 'go on draining', isDrained: false };
  return wanted.strays === 'stop' && untold.length > 0 ? { kind: 'stop strays', tasks: untold } : undefined;
}

/** The tasks that came up since the start. */
function newTasks({ seen }: Question): TaskSeen[] {
  const { before, target, starts } = seen.memory;
  const deployment = primaryOf(seen)?.id;
  return seen.tasks.filter(({ arn, taskDefinition, startedBy }) =>
    starts > 0 ? !before.tasks.includes(arn) && taskDefinition === target : startedBy === deployment,
  );
}

/** Whether the start made a deployment of its own: then ECS says when it is done. */
function isNewDeployment({ seen }: Question): boolean {
  const primary = primaryOf(seen);
  return seen.memory.starts === 0
    ? primary?.rolloutState !== 'COMPLETED'
    : primary?.id !== seen.memory.before.deployment;
}

function isSuccess(question: Question): boolean {
  const { seen, timings } = question;
  const alive = notStopped(seen.tasks);
  const [task] = alive;
  if (alive.length !== 1 || task?.lastStatus !== 'RUNNING' || !newTasks(question).includes(task)) return false;
  if (task.healthStatus === 'UNHEALTHY') return false;
  const isCompleted = primaryOf(seen)?.rolloutState === 'COMPLETED';
  const isSteady =
    task.runningSince !== undefined && secondsSince(question, task.runningSince) >= timings.steadySeconds;
  return isCompleted && (isNewDeployment(question) || task.healthStatus === 'HEALTHY' || isSteady);
}

/** Why the revision can't work, once that is known. */
function failureOf(question: Question): Cause | undefined {
  const { seen } = question;
  if (!seen.rollout) return undefined;
  if (isNewDeployment(question)) {
    const { verdict } = seen.rollout;
    switch (verdict.kind) {
      case 'failed':
      case 'hopeless':
      case 'rolledBack':
        return verdict.cause;
      case 'succeeded':
      case 'superseded':
      case 'waiting':
        return undefined;
    }
  }
  const stopped = newTasks(question).filter(({ lastStatus }) => lastStatus === 'STOPPED');
  return stopped.length >= MOST_FAILURES ? (seen.rollout.cause ?? UNEXPLAINED) : undefined;
}

/** Going back is the same sequence with the revision before. */
function failed(question: Question, cause: Cause): Step {
  const { memory } = question.seen;
  if (!memory.isGoingBack && memory.good !== undefined) return { kind: 'restore', cause };
  const first = memory.cause;
  const told = first
    ? { ...first, hint: `${first.hint ?? ''} Going back failed as well: ${cause.summary}.`.trim() }
    : cause;
  return end(question, { status: cause.kind === 'timed-out' ? 'timed-out' : 'failed', cause: told });
}

/** Healthy; but a write that was lost may still arrive, and take the count to 0 again. */
function settled(question: Question): Step {
  const { seen, wanted, guards, timings } = question;
  if (guards.mayStillArrive(seen, timings).length > 0)
    return wait(timings.pollSeconds, 'a write whose answer was lost: it may still arrive');
  const { isGoingBack, cause } = seen.memory;
  if (isGoingBack) return end(question, { status: 'rolled-back', ...(cause && { cause }) });
  return end(question, { status: wanted.mode === 'deploy' ? 'deployed' : 'repaired' });
}

function end(_question: Question, end: SingletonEnd): Step {
  return { kind: 'end', end };
}

function timedOut(question: Question): Cause {
  const { seen, wanted } = question;
  const now = newTasks(question)
    .filter(({ lastStatus }) => lastStatus !== 'STOPPED')
    .map((task) => `${taskId(task)} is ${task.lastStatus}`);
  return {
    kind: 'timed-out',
    summary: `the new task was not healthy after ${wanted.rollout.waitMinutes} minutes: ${now.join(', ') || 'there is none'}`,
    hint: seen.rollout?.cause?.summary ?? 'Look at the events of the service in the ECS console.',
  };
}

const DELETED: Cause = {
  kind: 'service-deleted',
  summary: 'somebody deleted the service during the deployment',
  hint: 'Create it anew, with desired count 0, and deploy again.',
};

const UNEXPLAINED: Cause = { kind: 'unknown', summary: 'its tasks stopped again and again' };
