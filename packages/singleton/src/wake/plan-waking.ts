import { countsDisagree, isIdle } from '../counts.ts';
import { takeTurn } from '../plan/plan-checking.ts';
import { secondsSince, wait, type Question } from '../plan/question.ts';
import type { Step } from '../plan/steps.ts';
import type { Refusal } from '../refusal.ts';
import { refusalsBeside } from '../refusals.ts';
import { notStopped, taskId } from '../tasks.ts';

/**
 * What to do after one look at a singleton without a task that is to get its one again: pure.
 *
 * A start is asked for only where no other run has a hand on it, every task of it ever seen is STOPPED in agreeing reads,
 * and nothing else runs what it runs. No mark is written: that of its off-hours says that no task is wanted.
 * Source: contracts.md, "The singleton".
 *
 * @param isBeat whether it is known to run beat; of another service only its own tasks count.
 */
export function planWaking(question: Question, isBeat: boolean): Step {
  const { seen, wanted, guards, timings } = question;
  const { service, memory, blindSeconds } = seen;
  const name = wanted.service;
  if (blindSeconds >= timings.blindSeconds) {
    return refuse('singleton/blind', `AWS did not answer for ${Math.round(blindSeconds)} s.`, 'Run it again.');
  }
  if (blindSeconds > 0) return wait(timings.pollSeconds, 'AWS to answer');
  if (service?.status !== 'ACTIVE') {
    return refuse('singleton/service-missing', `${name} is being deleted, or gone.`, 'Deploy it.');
  }
  const beside = isBeat ? refusalsBeside(seen, wanted).filter(({ severity }) => severity === 'error') : [];
  if (beside.length > 0) return { kind: 'refuse', refusals: beside };
  const turn = takeTurn(question);
  if (turn) return turn;
  if (guards.standing(seen, wanted.run, timings) !== 'ours') {
    return refuse('singleton/locked', `Another run has ${name} in hand.`, 'Run it again when that is done.');
  }
  const start: Step = { kind: 'start', taskDefinition: service.taskDefinition ?? '' };
  if (service.desiredCount !== 0) {
    // Somebody has started it since, and to want what it has changes nothing; or this look is of before it was put to sleep.
    const isProven = secondsSince(question, memory.begunAt) >= timings.showsSeconds;
    return isProven ? start : wait(timings.pollSeconds, 'reads to agree on whether it sleeps');
  }
  if (memory.drainedAt === undefined) return { kind: 'find drained' };
  if (guards.isDrained(seen, timings)) return start;
  const alive = notStopped(seen.tasks);
  const isOver = secondsSince(question, memory.drainedAt) >= wanted.drainMinutes * 60;
  if (alive.length === 0) {
    if (isOver && !isIdle(service)) {
      return refuse(
        'singleton/counts-disagree',
        `Can't start ${name}: ${countsDisagree(service)}.`,
        'Run it again when both counts are 0.',
      );
    }
    const hasRead = seen.lists !== undefined && seen.lists.agreeingSince >= memory.drainedAt;
    // Two seconds more, because waits end on a common tick, which may be one before.
    return wait(hasRead ? timings.showsWhenQuietSeconds + 2 : timings.pollSeconds, 'reads to agree');
  }
  if (!isOver) return wait(timings.listSeconds, 'the last task to stop');
  return refuse(
    'singleton/stopping',
    `${alive.map(taskId).join(', ')} of ${name} did not stop within ${wanted.drainMinutes} minutes, and another task beside it would run twice what may run once.`,
    'Look at the task in the ECS console, then run it again.',
  );
}

function refuse(rule: string, message: string, hint: string): Step {
  const refusal: Refusal = { severity: 'error', rule, message, hint };
  return { kind: 'refuse', refusals: [refusal] };
}
