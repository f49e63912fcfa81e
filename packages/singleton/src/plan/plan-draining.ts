import type { Service } from '@aws-sdk/client-ecs';
import { countsDisagree, isIdle } from '../counts.ts';
import { aliveStrays, beatServices, notStopped, taskId } from '../tasks.ts';
import { markOf } from './plan-checking.ts';
import { planStanding } from './plan-standing.ts';
import { showsAfter } from '../quiet.ts';
import { primaryOf, secondsSince, wait, type Question } from './question.ts';
import type { Step } from './steps.ts';

/** So often others may start a task while ours is to be replaced: then it is given up. */
const MOST_DRAINS = 5;

/** From mark and lock to the start: desired 0, every task gone, nothing else that runs beat. */
export function planDraining(question: Question): Step {
  const { seen, timings, guards } = question;
  const { service, memory } = seen;
  if (service?.status !== 'ACTIVE') return gone(question);
  const standing = planStanding(question, markOf(question));
  if (standing) return isOverdue(question) && standing.kind !== 'end' ? notKept(question) : standing;
  if (memory.drainedAt === undefined) return foundDrained(question) ?? drain(question);
  const isKnown = secondsSince(question, memory.drainedAt) >= showsAfter(seen, timings);
  if (isKnown && service.desiredCount !== 0) return raised(question);
  if (isKnown && seen.isOffHours && service.taskDefinition !== memory.target) return drain(question);
  const isOver = secondsSince(question, memory.phaseAt) >= question.wanted.drainMinutes * 60;
  const strays = planStrays(question, isOver);
  if (strays) return strays;
  if (guards.isDrained(seen, timings)) return drained(question);
  if (isOver && notStopped(seen.tasks).length > 0) return notStopping(question);
  if (isOverdue(question) && !isIdle(service)) return stillCounted(question, service);
  return wait(timings.pollSeconds, 'the old task to be gone');
}

/** Whether the time to stop is over for so long that any read shows what there was then. */
function isOverdue(question: Question): boolean {
  const { seen, wanted, timings } = question;
  const { drainedAt, phaseAt } = seen.memory;
  if (drainedAt === undefined) return false;
  const overAt = Math.max(drainedAt, phaseAt + wanted.drainMinutes * 60_000);
  return secondsSince(question, overAt) >= timings.showsSeconds;
}

/** A lost write may have taken the desired count to 0: that is looked for before it is sent again. */
function foundDrained(question: Question): Step | undefined {
  const { seen, timings } = question;
  const last = seen.memory.lost.findLast(({ kind }) => kind === 'drain');
  if (!last || last.desiredBefore === 0) return undefined;
  if (seen.service?.desiredCount === 0) return { kind: 'find drained' };
  const isOpen = secondsSince(question, last.at) < timings.showsWhenQuietSeconds;
  return isOpen ? wait(timings.pollSeconds, 'what became of a write whose answer was lost') : undefined;
}

/** Desired 0; never while a start may still arrive, which would then bring up a new task beside the one that stops. */
function drain(question: Question): Step {
  const { seen, wanted, guards, timings } = question;
  const { memory, service } = seen;
  if (guards.mayStillArrive(seen, timings).some(({ kind }) => kind === 'start'))
    return wait(timings.pollSeconds, LOST_START);
  if (memory.drains >= MOST_DRAINS) return others(question);
  const isSame = memory.target === service?.taskDefinition;
  const isStuck = isSame && primaryOf(seen)?.rolloutState !== 'COMPLETED';
  return {
    kind: 'drain',
    // At desired 0 a new deployment starts nothing, and leaves behind one that failed, or would roll back by itself.
    isForced: isStuck || (wanted.forceNewDeployment && memory.drains === 0),
    taskDefinition: seen.isOffHours ? memory.target : undefined,
  };
}

const LOST_START = 'a start whose answer was lost: it may still arrive';

/** The desired count is not 0, though ECS had accepted it: our own lost start arrived, or somebody raised it. */
function raised(question: Question): Step {
  const { seen, guards, timings } = question;
  const { memory, service } = seen;
  const isOurs = guards
    .mayStillArrive(seen, timings)
    .some(({ kind, taskDefinition }) => kind === 'start' && taskDefinition === service?.taskDefinition);
  return isOurs && service?.taskDefinition === memory.target ? { kind: 'find started' } : drain(question);
}

function drained(question: Question): Step {
  const { seen, guards, timings } = question;
  const { memory, lock } = seen;
  if (seen.isOffHours) return { kind: 'end', end: endOf(question) };
  const target = memory.target ?? '';
  if (memory.lock === 'held' && lock.kind === 'not read') return wait(timings.pollSeconds, 'the lock to be read');
  const stranger = guards
    .mayStillArrive(seen, timings)
    .find(({ kind, taskDefinition }) => kind === 'start' && taskDefinition !== target);
  if (stranger) return wait(timings.pollSeconds, LOST_START);
  return { kind: 'start', taskDefinition: target };
}

function endOf({ seen, wanted }: Question) {
  const { isGoingBack, cause } = seen.memory;
  if (isGoingBack) return { status: 'rolled-back' as const, ...(cause && { cause }) };
  return { status: wanted.mode === 'deploy' ? ('deployed' as const) : ('repaired' as const) };
}

/** What else runs beat is stopped where that is wanted, else waited for: nothing is started beside it. */
function planStrays(question: Question, isOver: boolean): Step | undefined {
  const { seen, wanted, timings } = question;
  if (wanted.isRedBeat) return undefined;
  const strays = aliveStrays(seen);
  const untold = strays.filter(({ arn }) => !seen.memory.strayStops.includes(arn));
  if (wanted.strays === 'stop' && untold.length > 0) return { kind: 'stop strays', tasks: untold };
  const [second] = beatServices(seen);
  const what = second ? `the service ${second.name}` : strays[0] && `the task ${taskId(strays[0])}`;
  if (what === undefined) return undefined;
  if (!isOver) return wait(timings.pollSeconds, `${what}, which runs beat as well, to be gone`);
  return fail(question, {
    kind: 'stray',
    summary: `${what} runs beat as well, and did not stop`,
    hint: `The service is left with desired count 0. Stop ${what}, and run this again: it goes on from here.`,
  });
}

function notStopping(question: Question): Step {
  const { seen, wanted } = question;
  const ids = notStopped(seen.tasks).map((task) => `${taskId(task)} (${task.lastStatus})`);
  return fail(question, {
    kind: 'not-stopping',
    summary: `${ids.join(', ')} did not stop within ${wanted.drainMinutes} minutes`,
    hint: 'The service is left with desired count 0, so that nothing starts beside it. Run this again when the task is gone: it goes on from here.',
  });
}

function stillCounted(question: Question, service: Service): Step {
  return fail(question, {
    kind: 'counts-disagree',
    summary: countsDisagree(service),
    hint: 'The service is left with desired count 0, so that nothing starts beside a task that no list shows. Run this again when both counts are 0: it goes on from here.',
  });
}

/** Mark or lock had to be written again until the time was over. */
function notKept(question: Question): Step {
  return fail(question, {
    kind: 'not-kept',
    summary: `the mark or the lock of this run did not stay for ${question.wanted.drainMinutes} minutes`,
    hint: 'Look in CloudTrail who calls UntagResource or DeleteParameter. The service is left with desired count 0. Run this again: it goes on from here.',
  });
}

function others(question: Question): Step {
  return fail(question, {
    kind: 'conflict',
    summary: `somebody else set the desired count again and again (${question.seen.memory.drains} times back to 0)`,
    hint: 'Look in CloudTrail who calls UpdateService: a scaling action, another workflow, or Terraform.',
  });
}

function gone(question: Question): Step {
  return fail(question, {
    kind: 'service-deleted',
    summary: `somebody deleted the service: it is ${question.seen.service?.status ?? 'gone'}`,
    hint: 'Create it anew, with desired count 0, and deploy again.',
  });
}

function fail({ seen }: Question, cause: { kind: string; summary: string; hint: string }): Step {
  const { isGoingBack, cause: first } = seen.memory;
  const told =
    isGoingBack && first
      ? { ...first, hint: `Going back did not work either: ${cause.summary}. ${cause.hint}` }
      : cause;
  return { kind: 'end', end: { status: 'failed', cause: told, keepsMark: true } };
}
