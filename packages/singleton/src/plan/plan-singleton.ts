import { GUARDS, type Guards } from '../guards.ts';
import type { Observation } from '../observation.ts';
import { TIMINGS } from '../timings.ts';
import type { SingletonWanted } from '../wanted.ts';
import { planChecking } from './plan-checking.ts';
import { planDraining } from './plan-draining.ts';
import { planEnding } from './plan-ending.ts';
import { withRenewal } from './plan-standing.ts';
import { planWatching } from './plan-watching.ts';
import { wait, type Question } from './question.ts';
import type { Step } from './steps.ts';

/**
 * What to do after one look at a singleton: pure, and total over every observation.
 *
 * At most one beat container, as far as any call goes that it asks for. A start is asked for only where desired 0 was
 * accepted, every task ever seen is STOPPED in agreeing reads, mark and lock still name this run, nothing else runs beat,
 * and no lost write can still arrive that would change that. Source: contracts.md, "The singleton".
 */
export function planSingleton(seen: Observation, wanted: SingletonWanted, guards: Guards = GUARDS): Step {
  const question: Question = { seen, wanted, guards, timings: { ...TIMINGS, ...wanted.timings } };
  if (seen.blindSeconds > 0) return planBlind(question);
  switch (seen.memory.phase) {
    case 'checking':
      return planChecking(question);
    case 'draining':
      return withRenewal(question, planDraining(question));
    case 'watching':
      return withRenewal(question, planWatching(question));
    case 'ending':
      return planEnding(question);
  }
}

/** A look that failed says nothing: the next one may. */
function planBlind({ seen, timings }: Question): Step {
  if (seen.blindSeconds < timings.blindSeconds) return wait(timings.pollSeconds, 'AWS to answer');
  const { memory } = seen;
  const cause = {
    kind: 'blind',
    summary: `AWS did not answer for ${Math.round(seen.blindSeconds)} s`,
    hint: leftBlind(seen),
  };
  return {
    kind: 'done',
    end: memory.end ?? { status: 'failed', cause, keepsMark: memory.mark !== undefined },
  };
}

/** What the next run meets of one that saw nothing any more. */
function leftBlind({ memory }: Observation): string {
  if (memory.mark !== undefined) return 'Run it again: the next run goes on from the mark that is left on the service.';
  if (memory.lock !== 'held') return 'Nothing was changed. Run it again.';
  return 'Nothing was changed. Run it again: it waits until the lock of this run, which is left, expires.';
}
