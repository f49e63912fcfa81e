import { GONE_AFTER_SECONDS, SHOWS_SECONDS } from '@fargate-actions/aws';
import type { Cause } from '@fargate-actions/engine';
import type { RolloutReport } from '../../../rollout-report.ts';
import { isGone } from '../../../service-deployments.ts';
import { knownCauseOf } from '../../cause.ts';
import { decide } from './decide.ts';
import { reportEnd } from '../../report-end.ts';
import type { RolloutSeen } from '../../seen.ts';
import type { RolloutSettings } from '../../settings.ts';
import type { Rollout, Stage, Step } from '../../stage.ts';
import type { Verdict } from '../../verdict.ts';
import { directionOf } from './signs.ts';
import { callsItselfDone } from './witnesses.ts';

/** ECS is asked again to go back when it does not show by then and the answer was lost. */
const ASK_AGAIN_SECONDS = 10;

/** ECS is asked so often to go back. */
const MOST_ASKS = 3;

/** A rollback that was asked for is waited for, also beyond the time of the rollout. */
const GOING_BACK_MINUTES = 15;

/** What to do after one look at a rollout, in the stage that it is in. */
export function nextStep(seen: RolloutSeen, stage: Stage, rollout: Rollout): Step {
  if (stage.kind === 'going back') return nextOfGoingBack(seen, stage, rollout);
  return rollout.isUndo === true ? nextOfUndoing(seen, rollout) : nextOfRollingOut(seen, rollout);
}

function nextOfRollingOut(seen: RolloutSeen, rollout: Rollout): Step {
  const { settings, patience } = rollout;
  const verdict = decide(seen, patience);
  const end = (status: RolloutReport['status'], cause?: Cause): Step => ({
    kind: 'end',
    end: reportEnd(rollout.begun, seen, status, cause),
  });
  const back = (cause: Cause, isOver = false): Step => ({ kind: 'go back', seen, why: { cause, seen, isOver } });
  switch (verdict.kind) {
    case 'succeeded':
      return { kind: 'end', end: reportEnd(rollout.begun, seen, 'deployed', undefined, verdict.notice) };
    case 'superseded':
      return end('superseded', verdict.cause);
    case 'rolledBack':
      return end('rolled-back', verdict.cause);
    case 'unknowable':
      return end('timed-out', verdict.cause);
    case 'failed':
    case 'hopeless':
      if (patience.onFailure === 'rollback' && canGoBack(seen, verdict))
        return back(verdict.cause, verdict.kind === 'failed');
      return end('failed', verdict.cause);
    case 'waiting': {
      if (seen.elapsedSeconds < settings.waitMinutes * 60 || isNearlyDone(seen, settings)) return { kind: 'wait' };
      const cause = timedOut(seen, settings.waitMinutes, seen.waitingFor ?? verdict.for);
      return settings.onTimeout === 'rollback' ? back(cause) : end('timed-out', cause);
    }
  }
}

const UNDONE: Cause = { kind: 'undone', summary: 'this run goes back over what it did' };

/**
 * What to do after one look at what is to be undone: to go back from it, whether it is done, goes on or has failed; but not
 * where ECS or somebody else has taken it away, and not before a look shows where ECS is going.
 */
function nextOfUndoing(seen: RolloutSeen, { begun, patience }: Rollout): Step {
  const verdict = decide(seen, { ...patience, tasks: Number.POSITIVE_INFINITY });
  const back: Step = { kind: 'go back', seen, why: { cause: UNDONE, seen, isOver: false } };
  const end = (status: RolloutReport['status'], cause: Cause): Step => ({
    kind: 'end',
    end: reportEnd(begun, seen, status, cause),
  });
  switch (verdict.kind) {
    case 'rolledBack':
      return end('rolled-back', verdict.cause);
    case 'superseded':
      return end('superseded', verdict.cause);
    case 'unknowable':
      return end('timed-out', verdict.cause);
    case 'failed':
      return canGoBack(seen, verdict) ? back : end('failed', verdict.cause);
    case 'succeeded':
    case 'hopeless':
      return back;
    case 'waiting': {
      const direction = directionOf(seen);
      if (direction === 'ours' || direction === 'back') return back;
      if (seen.elapsedSeconds < GOING_BACK_MINUTES * 60) return { kind: 'wait' };
      return end('timed-out', {
        ...UNDONE,
        summary: `after ${GOING_BACK_MINUTES} minutes it still waits for ${verdict.for}`,
      });
    }
  }
}

/** What to do after one look while ECS goes back, as we asked it to. */
function nextOfGoingBack(seen: RolloutSeen, stage: Extract<Stage, { kind: 'going back' }>, rollout: Rollout): Step {
  const { how, why, since, asks, askedAt } = stage;
  const { cause } = why;
  // What ran out of time, or could not go back, is shown with what was seen when it was given up.
  const end = (status: RolloutReport['status'], shown: Cause): Step => ({
    kind: 'end',
    end: reportEnd(rollout.begun, { ...seen, evidence: why.seen.evidence }, status, shown),
  });
  const isUndo = rollout.isUndo === true;
  const failed = (more: string): Step =>
    end(
      cause.kind === 'timed-out' && how.kind === 'impossible' ? 'timed-out' : 'failed',
      isUndo ? { kind: 'not-undone', summary: more } : { ...cause, hint: `${cause.hint ?? ''} ${more}`.trim() },
    );
  if (how.kind === 'replaced' && !why.isOver) return end('superseded', replaced(how.because));
  if (how.kind === 'impossible' || how.kind === 'replaced') return failed(`It was not rolled back: ${how.because}.`);
  const again: Step = { kind: 'go back', seen, why };
  const verdict = decide(seen, { ...rollout.patience, tasks: Number.POSITIVE_INFINITY });
  switch (verdict.kind) {
    case 'succeeded':
      // By an update of our own we are back; but a deployment that was to be stopped may have been done just before.
      if (how.kind === 'updated') return end('rolled-back', cause);
      if (isUndo) return asks < MOST_ASKS ? again : failed('ECS was asked to stop it, and it was done all the same.');
      return { kind: 'end', end: reportEnd(rollout.begun, seen, 'deployed', undefined, verdict.notice) };
    case 'rolledBack':
      return end('rolled-back', cause);
    case 'failed':
      if (how.kind !== 'updated' && seen.serviceDeployment?.status === 'STOPPED') return again;
      if (how.kind === 'refused') return failed(refused(how.because));
      return failed(`The rollback failed as well: ${verdict.cause.summary}.`);
    case 'superseded':
      return end('superseded', verdict.cause);
    case 'unknowable':
      return failed(`Whether it was rolled back is not known: ${verdict.cause.summary}.`);
    case 'hopeless':
    case 'waiting': {
      if (how.kind === 'refused' && !seen.isRollingBack && seen.elapsedSeconds - askedAt >= GONE_AFTER_SECONDS)
        return failed(refused(how.because));
      const isUnheard = how.kind === 'stopped' && !how.isHeard && !seen.isRollingBack;
      if (isUnheard && asks < MOST_ASKS && seen.elapsedSeconds - askedAt > ASK_AGAIN_SECONDS) return again;
      if (seen.elapsedSeconds - since < GOING_BACK_MINUTES * 60) return { kind: 'wait' };
      return failed(`The rollback was not done after ${GOING_BACK_MINUTES} minutes.`);
    }
  }
}

function refused(because: string): string {
  return `It was not rolled back: ${because}`;
}

function replaced(because: string): Cause {
  return {
    kind: 'superseded',
    summary: `this deployment was replaced before it was done: ${because}`,
    hint: 'Somebody else deployed the same service, and that was left alone. Give the workflows that deploy it one `concurrency` group.',
  };
}

/**
 * What calls itself done is heard to the end, also beyond the time: going back from it would undo a success. Where AWS
 * answers no more, that is what the last look showed, however long ago.
 */
function isNearlyDone(seen: RolloutSeen, { waitMinutes }: RolloutSettings): boolean {
  const isHeard = seen.elapsedSeconds < waitMinutes * 60 + SHOWS_SECONDS;
  return isHeard && callsItselfDone(seen) && seen.witnesses.completedForSeconds < SHOWS_SECONDS;
}

/** A rollback that ECS tried and failed is not tried again by us; nor is a service that is gone. */
function canGoBack({ serviceDeployment, serviceStatus }: RolloutSeen, verdict: Verdict): boolean {
  if (isGone(serviceStatus)) return false;
  return verdict.kind === 'hopeless' || serviceDeployment?.status !== 'ROLLBACK_FAILED';
}

function timedOut(seen: RolloutSeen, waitMinutes: number, waitedFor: string): Cause {
  const known = knownCauseOf(seen);
  return {
    kind: 'timed-out',
    summary: `the deployment was not done after ${waitMinutes} minutes: ${known?.summary ?? `it still waits for ${seen.waitingFor ?? waitedFor}`}`,
    hint: known?.hint ?? 'Look at the service in the ECS console, or raise wait-for-minutes.',
  };
}
