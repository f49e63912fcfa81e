import type { Mark } from '../mark.ts';
import { isOfRun } from '../mark.ts';
import type { LostWrite } from '../memory.ts';
import type { Observation } from '../observation.ts';
import { refusalsOf } from '../refusals.ts';
import { wrongSettings } from '../settings.ts';
import { isReplacedAnyway } from '../wanted.ts';
import { aliveStrays, notStopped, taskId } from '../tasks.ts';
import { revisionName } from '@fargate-actions/service';
import { expiryOf, timeOfDay } from '../lease.ts';
import { primaryOf, revisionArn, secondsSince, wait, type Question } from './question.ts';
import type { Step } from './steps.ts';

/** Before the first write that stops or starts anything: what is wrong, what is to be done, and whether it is our turn. */
export function planChecking(question: Question): Step {
  const { seen, wanted, guards } = question;
  const refusals = refusalsOf(seen, wanted);
  if (refusals.some(({ severity }) => severity === 'error')) return { kind: 'refuse', refusals };
  const other = deployedSince(question);
  if (other) return other;
  const repair = repairOf(question);
  if (repair) return repair;
  const { service, mark, memory } = seen;
  const isLeft = mark !== undefined || isLocked(seen);
  if (service && !isLeft && isAsWanted(question) && mayHideRun(question))
    return wait(question.timings.conflictPollSeconds, 'reads to show what a run that died may have left');
  if (!service || (!isLeft && isAsWanted(question)))
    return { kind: 'end', end: { status: memory.completedWrites.length > 0 ? 'repaired' : 'unchanged', refusals } };
  if (!isLeft && isRight(question) && wrongSettings(service, guards.settings).length > 0)
    return { kind: 'fix settings', desiredCount: undefined };
  if (!isLeft && isUnclear(question)) return wait(question.timings.pollSeconds, 'ECS to show a task that it lists');
  return takeTurn(question) ?? fewer(question) ?? begin(question);
}

/** What somebody else has deployed since is left alone, where only what this run has deployed is to be replaced. */
function deployedSince({ seen: { service }, wanted }: Question): Step | undefined {
  const current = service?.taskDefinition;
  if (current === undefined || wanted.replaces === undefined || wanted.replaces.includes(current)) return undefined;
  const cause = {
    kind: 'superseded',
    summary: `somebody else has deployed ${revisionName(current)} since: that was left alone`,
    hint: 'Give the workflows that deploy it one `concurrency` group.',
  };
  return { kind: 'end', end: { status: 'superseded', cause } };
}

/** A lock that is not of this process: whoever has it is about to write its mark, or died before a read could show it. */
function isLocked({ lock, memory }: Observation): boolean {
  const isFound = memory.lock === 'held' && memory.lockedAt === Number.NEGATIVE_INFINITY;
  return isFound || (lock.kind === 'held' && memory.lock === 'none');
}

/**
 * Whether the service may look as it did before a run that died a moment ago. The lock, which no read shows late, would
 * tell of that run; without it only the service does, in reads of a moment after it.
 */
function mayHideRun(question: Question): boolean {
  const { seen, timings } = question;
  return seen.lock.kind === 'denied' && secondsSince(question, seen.memory.begunAt) < timings.showsSeconds;
}

/** Repairs that start nothing, and so need no lock. */
function repairOf(question: Question): Step | undefined {
  const { seen, wanted } = question;
  const { scalableTarget, memory } = seen;
  if (scalableTarget && wanted.mode === 'enforce') return { kind: 'remove scalable target' };
  const strays = aliveStrays(seen);
  const untold = strays.filter(({ arn }) => !memory.strayStops.includes(arn));
  if (wanted.strays === 'stop' && untold.length > 0) return { kind: 'stop strays', tasks: untold };
  if (wanted.strays === 'stop' && strays.length > 0 && wanted.mode === 'enforce')
    return strayStopping(question, taskId(strays[0] ?? { arn: '' }));
  return undefined;
}

/** Stops all but one at once, where more are wanted. Late, it could start one: so it needs the lock. */
function fewer({ seen, wanted }: Question): Step | undefined {
  const isTooMany = (seen.service?.desiredCount ?? 0) > 1 && !seen.isOffHours;
  return isTooMany && wanted.mode === 'enforce' ? { kind: 'fix settings', desiredCount: 1 } : undefined;
}

function strayStopping(question: Question, id: string): Step {
  const { seen, wanted, timings } = question;
  if (secondsSince(question, seen.memory.begunAt) < wanted.drainMinutes * 60)
    return wait(timings.pollSeconds, 'the stray beat to stop');
  const refusal = {
    severity: 'error',
    rule: 'singleton/stray',
    message: `The stray beat ${id} was told to stop, and did not within ${wanted.drainMinutes} minutes.`,
    hint: 'Look at the task in the ECS console, and raise drain-minutes if it may take longer.',
  } as const;
  return { kind: 'refuse', refusals: [refusal] };
}

const wantedCount = (seen: Observation): number => (seen.isOffHours ? 0 : 1);

/** Whether the service has the revision and the count that are wanted, and runs that one task. */
function isRight({ seen, wanted }: Question): boolean {
  const { service, tasks, memory } = seen;
  const isForced = isReplacedAnyway(wanted) && memory.starts === 0;
  if (!service || isForced || service.desiredCount !== wantedCount(seen)) return false;
  if (wanted.taskDefinition !== undefined && service.taskDefinition !== wanted.taskDefinition) return false;
  const alive = notStopped(tasks);
  if (seen.isOffHours) return alive.length === 0;
  const isDone = primaryOf(seen)?.rolloutState === 'COMPLETED';
  return isDone && alive.length === 1 && alive[0]?.lastStatus === 'RUNNING' && alive[0].healthStatus !== 'UNHEALTHY';
}

/** Whether nothing is wrong but a task that a list shows and no description: ECS does not know it yet, or no longer. */
function isUnclear({ seen, ...question }: Question): boolean {
  const known = seen.tasks.filter(({ missingSince }) => missingSince === undefined);
  return known.length < seen.tasks.length && isRight({ ...question, seen: { ...seen, tasks: known } });
}

function isAsWanted(question: Question): boolean {
  const { seen, guards } = question;
  return isRight(question) && seen.service !== undefined && wrongSettings(seen.service, guards.settings).length === 0;
}

/** Lock and mark, or waiting for whoever has them; undefined when both are ours. */
export function takeTurn(question: Question): Step | undefined {
  const { seen, wanted, guards } = question;
  const { lock, memory, mark } = seen;
  if (guards.usesLock && memory.lock === 'none') {
    switch (lock.kind) {
      case 'not read':
        return wait(question.timings.pollSeconds, 'the lock to be read');
      case 'denied':
        return { kind: 'do without lock' };
      case 'free':
        return { kind: 'lock', takesOverFrom: undefined };
      case 'held':
        if (lock.owner === wanted.run) return { kind: 'find own lock' };
        return isOver(lock.writtenAt, question)
          ? { kind: 'lock', takesOverFrom: lock.owner }
          : waitForOther(`the run ${lock.owner}, which has the lock,`, lock.writtenAt, question);
    }
  }
  const isOthers = mark !== undefined && !isOfRun(mark, wanted.run) && memory.mark === undefined;
  // Who has the lock knows that whoever marked the service had it before, and has it no more.
  if (isOthers && memory.lock !== 'held' && !isOver(mark.at + RUNNERS_CLOCK_MS, question))
    return waitForOther(`the run ${mark.run}, which marked the service,`, mark.at + RUNNERS_CLOCK_MS, question);
  return undefined;
}

/** A mark has the time of its runner, which may be a minute off. */
const RUNNERS_CLOCK_MS = 60_000;

function isOver(writtenAt: number, { seen, timings }: Question): boolean {
  return seen.awsAt >= expiryOf(writtenAt, timings);
}

/** @param writtenAt when it wrote its lock or mark last: from then on its lease runs. */
function waitForOther(who: string, writtenAt: number, question: Question): Step {
  const { seen, wanted, timings } = question;
  if (secondsSince(question, seen.memory.begunAt) < wanted.conflictMinutes * 60)
    return {
      kind: 'wait',
      seconds: timings.conflictPollSeconds,
      for: `${who} to be done (last renewed at ${timeOfDay(writtenAt)}; expires at ${timeOfDay(expiryOf(writtenAt, timings))})`,
      looksAt: 'lock',
    };
  return {
    kind: 'refuse',
    refusals: [
      {
        severity: 'error',
        rule: 'singleton/locked',
        message: `${wanted.service} is being replaced by ${who} and it was not done after ${wanted.conflictMinutes} minutes.`,
        hint: 'Run it again later: what a run that died left is taken over by itself. Give the workflows that deploy it one `concurrency` group.',
      },
    ],
  };
}

/** Our turn: what is to run, what is gone back to, and what a step of ours that was killed may have sent. */
function begin(question: Question): Step {
  const { seen, wanted } = question;
  const { service, mark, memory } = seen;
  const current = service?.taskDefinition ?? '';
  const left = mark && memory.mark === undefined ? mark : undefined;
  const good = goodRevision(seen, left, current);
  const isOwn = left !== undefined && isOfRun(left, wanted.run);
  const target = wanted.taskDefinition ?? keptRevision(seen, left, isOwn, current);
  const lost = left && isOwn ? maybeSent(left, seen) : [];
  return { kind: 'begin', target, good: good === target ? undefined : good, lost };
}

/**
 * What a step of ours that was killed may have sent just before: its start only where the desired count is 0, or it has
 * arrived, because it is sent long after desired 0 shows in every read.
 */
function maybeSent(left: Mark, { service, at }: Observation): LostWrite[] {
  const current = service?.taskDefinition ?? '';
  const drain: LostWrite = { kind: 'drain', desiredBefore: 1, at };
  const to = revisionArn(left.to, current) ?? current;
  const isBefore = service?.desiredCount !== 0 && current !== to;
  return isBefore ? [drain] : [drain, { kind: 'start', taskDefinition: to, desiredBefore: 0, at }];
}

/** What ran well before: what a mark says that was left half-way, else what the service has. */
export function goodRevision(seen: Observation, left: Mark | undefined, current: string): string | undefined {
  const primary = primaryOf(seen);
  const runsWell = primary?.rolloutState === 'COMPLETED' && (seen.service?.runningCount ?? 0) > 0;
  if (runsWell) return current;
  if (left) return revisionArn(left.from, current);
  if (primary?.rolloutState === 'COMPLETED') return current;
  const before = seen.service?.deployments?.find(
    ({ status, rolloutState }) => status === 'ACTIVE' && rolloutState === 'COMPLETED',
  );
  return before?.taskDefinition;
}

/**
 * What runs on where nothing is deployed: the newest revision, which is the service's.
 *
 * A run that died with the desired count at 0 had started nothing that lasted: it is undone. A step of our own may have
 * sent its start just before it was killed: it is finished, because what may arrive late then changes nothing.
 */
function keptRevision(seen: Observation, left: Mark | undefined, isOwn: boolean, current: string): string {
  if (!left || (seen.service?.desiredCount ?? 0) > 0) return current;
  return revisionArn(isOwn ? left.to : left.from, current) ?? current;
}

/** `family:revision` of what a mark is to say. */
export function markOf(question: Question): Pick<Mark, 'from' | 'to'> {
  const { good, target = '' } = question.seen.memory;
  return { from: good === undefined ? '' : revisionName(good), to: revisionName(target) };
}
