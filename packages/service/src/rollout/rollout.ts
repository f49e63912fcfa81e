import type { Process, Turn } from '@fargate-actions/aws';
import type { ProcessEnd } from '@fargate-actions/plan';
import type { Cause, RolloutReport } from '../rollout-report.ts';
import { isGone } from '../service-deployments.ts';
import type { Begun } from './begun.ts';
import { knownCauseOf } from './cause.ts';
import { decide, type Verdict } from './decide.ts';
import type { Before } from './fields-before.ts';
import { goBack, type GoingBack } from './go-back.ts';
import { observer, type WatchSurroundings } from './observe.ts';
import { patienceOf, type Patience } from './patience.ts';
import { progressOf, type RolloutProgress } from './progress.ts';
import { reportEnd } from './report-end.ts';
import type { RolloutSeen } from './seen.ts';
import type { RolloutSettings } from './settings.ts';

/** A rollout is looked at on every tick that all processes share. */
const POLL_SECONDS = 1;

/** ECS is asked again to go back when it does not show by then: the question may have been lost. */
const ASK_AGAIN_SECONDS = 10;

/** A rollback that was asked for is waited for, also beyond the time of the rollout. */
const GOING_BACK_MINUTES = 15;

/** What a rollout is and where it happens. */
export interface Rollout {
  readonly begun: Begun;
  readonly before: Before | undefined;
  readonly settings: RolloutSettings;
  readonly patience: Patience;
}

/** Where a rollout stands: what one look can't tell. */
type Stage =
  | { readonly kind: 'rolling out' }
  /** We asked ECS to go back, because of what was seen then. */
  | {
      readonly kind: 'going back';
      readonly how: GoingBack;
      readonly since: number;
      readonly cause: Cause;
      readonly seen: RolloutSeen;
    };

interface StagedSeen {
  readonly seen: RolloutSeen;
  readonly stage: Stage;
}

/** A rollout with the patience that its settings and its service give it. */
export function rolloutOf(
  begun: Begun,
  before: Before | undefined,
  settings: RolloutSettings,
  service: Parameters<typeof patienceOf>[1],
): Rollout {
  return { begun, before, settings, patience: patienceOf(settings, service) };
}

/**
 * Follows the deployment that a run began to its end, telling of every change on the way; asks ECS to go back where the
 * settings want it.
 */
export function rolloutProcess(
  rollout: Rollout,
  tell: (progress: RolloutProgress) => void,
  surroundings: WatchSurroundings,
): Process<StagedSeen, ProcessEnd<RolloutReport>> {
  const { begun, before, patience, settings } = rollout;
  let stage: Stage = { kind: 'rolling out' };
  let observing = observer(begun, patience, surroundings);
  let last: RolloutSeen | undefined;
  let told = '';
  let toldWhy = false;
  let isAsking = false;
  let end: ProcessEnd<RolloutReport> | undefined;
  let isCancelled = false;

  async function askToGoBack(seen: RolloutSeen, cause: Cause): Promise<void> {
    isAsking = true;
    const how = await goBack(begun, before, stoppable(seen), surroundings);
    isAsking = false;
    const isBegunBefore = stage.kind === 'going back';
    stage =
      stage.kind === 'going back'
        ? { ...stage, how, since: seen.elapsedSeconds }
        : { kind: 'going back', how, since: seen.elapsedSeconds, cause, seen };
    // What we go back to by an update of our own is a deployment of its own, and is followed in place of the one given up.
    if (how.kind === 'updated')
      observing = observer(how.begun, { ...patience, tasks: Number.POSITIVE_INFINITY }, surroundings);
    if (!isBegunBefore) last = seen;
  }

  /** A rollback takes minutes: why there is one is said when it begins, once; without one it is said at the end. */
  function whyNot(seen: RolloutSeen, end: RolloutReport | undefined): string | undefined {
    if (toldWhy) return undefined;
    if (end) return end.cause?.summary;
    if (stage.kind === 'going back') return stage.how.kind === 'impossible' ? undefined : stage.cause.summary;
    return seen.isRollingBack ? knownCauseOf(seen)?.summary : undefined;
  }

  /** The services of a run end at their own moments: each is told at once what became of it. */
  function showProgress(seen: RolloutSeen, step: Step): void {
    // A look that was under way when the run was cancelled comes too late to be told.
    if (isCancelled) return;
    const isGoingBack = stage.kind === 'going back' && stage.how.kind !== 'impossible';
    const end = step.kind === 'end' ? step.end.detail : undefined;
    const progress = {
      ...progressOf(begun, seen),
      ...(isGoingBack && { stage: 'rolling back' }),
      ...(end && { ended: end.status }),
    };
    // The time passes with every look: only what else changed is news.
    const news = JSON.stringify({ ...progress, elapsedSeconds: 0 });
    const because = whyNot(seen, end);
    if (news !== told || because !== undefined) tell({ ...progress, ...(because !== undefined && { because }) });
    told = news;
    toldWhy ||= because !== undefined;
  }

  return {
    observe: async () => {
      // Why it goes back was found out before it was asked to.
      const seen = await observing.look(stage.kind === 'rolling out');
      last = seen;
      const step = nextOf({ seen, stage }, rollout);
      showProgress(seen, step);
      if (step.kind === 'end') end = step.end;
      // The end is told before: where the time went is worth a moment, but no delay of the news.
      return { seen: end?.isSuccess ? { ...seen, time: await observing.readTime() } : seen, stage };
    },
    next: (looked) => turnOf(nextOf(looked, rollout)),
    cancelled: async () => {
      isCancelled = true;
      const seen = last;
      if (isAsking) return reportEnd(begun, seen, 'cancelled', CANCELLED_WHILE_ASKING);
      const wantsBack = settings.onCancel === 'rollback' && stage.kind === 'rolling out' && seen !== undefined;
      if (wantsBack) await askToGoBack(seen, CANCELLED);
      return reportEnd(begun, seen, 'cancelled', cancelledCause(stage));
    },
  };

  function turnOf(step: Step): Turn<ProcessEnd<RolloutReport>> {
    if (step.kind === 'wait') return { kind: 'wait', seconds: POLL_SECONDS };
    if (step.kind === 'end') return { kind: 'done', result: step.end };
    return { kind: 'act', act: () => askToGoBack(step.seen, step.cause) };
  }
}

type Step =
  | { readonly kind: 'wait' }
  | { readonly kind: 'go back'; readonly seen: RolloutSeen; readonly cause: Cause }
  | { readonly kind: 'end'; readonly end: ProcessEnd<RolloutReport> };

function nextOf({ seen, stage }: StagedSeen, rollout: Rollout): Step {
  return stage.kind === 'rolling out' ? nextOfRollingOut(seen, rollout) : nextOfGoingBack(seen, stage, rollout);
}

/** What to do after one look at a deployment that is to succeed. */
function nextOfRollingOut(seen: RolloutSeen, rollout: Rollout): Step {
  const { settings, patience } = rollout;
  const verdict = decide(seen, patience);
  const end = (status: RolloutReport['status'], cause?: Cause): Step => ({
    kind: 'end',
    end: reportEnd(rollout.begun, seen, status, cause),
  });
  switch (verdict.kind) {
    case 'succeeded':
      return end('deployed');
    case 'superseded':
      return end('superseded', verdict.cause);
    case 'rolledBack':
      return end('rolled-back', verdict.cause);
    case 'failed':
    case 'hopeless':
      if (patience.onFailure === 'rollback' && canGoBack(seen, verdict))
        return { kind: 'go back', seen, cause: verdict.cause };
      return end('failed', verdict.cause);
    case 'waiting': {
      if (seen.elapsedSeconds < settings.waitMinutes * 60) return { kind: 'wait' };
      const cause = timedOut(seen, settings.waitMinutes, seen.waitingFor ?? verdict.for);
      return settings.onTimeout === 'rollback' ? { kind: 'go back', seen, cause } : end('timed-out', cause);
    }
  }
}

/** What to do after one look while ECS goes back, as we asked it to. */
function nextOfGoingBack(seen: RolloutSeen, stage: Extract<Stage, { kind: 'going back' }>, rollout: Rollout): Step {
  const { how, cause, since } = stage;
  const isTimeOut = cause.kind === 'timed-out';
  // A deployment of our own counts from its own beginning.
  const total = how.kind === 'updated' ? since + seen.elapsedSeconds : seen.elapsedSeconds;
  // What ran out of time, or could not go back, is told with what was seen when it was given up.
  const end = (status: RolloutReport['status'], told: Cause): Step => ({
    kind: 'end',
    end: reportEnd(rollout.begun, { ...seen, evidence: stage.seen.evidence, elapsedSeconds: total }, status, told),
  });
  if (how.kind === 'impossible') {
    return end(isTimeOut ? 'timed-out' : 'failed', {
      ...cause,
      hint: `${cause.hint ?? ''} It was not rolled back: ${how.because}.`.trim(),
    });
  }
  const verdict = decide(seen, { ...rollout.patience, tasks: Number.POSITIVE_INFINITY });
  switch (verdict.kind) {
    case 'succeeded':
      // By an update of our own we are back; but a deployment that was to be stopped may have been done just before.
      return how.kind === 'updated'
        ? end('rolled-back', cause)
        : { kind: 'end', end: reportEnd(rollout.begun, seen, 'deployed') };
    case 'rolledBack':
      return end('rolled-back', cause);
    case 'failed':
      if (how.kind === 'stopped' && seen.serviceDeployment?.status === 'STOPPED')
        return { kind: 'go back', seen, cause };
      return end('failed', {
        ...cause,
        hint: `${cause.hint ?? ''} The rollback failed as well: ${verdict.cause.summary}.`.trim(),
      });
    case 'superseded':
      return end('superseded', verdict.cause);
    case 'hopeless':
    case 'waiting': {
      const waited = seen.elapsedSeconds - (how.kind === 'updated' ? 0 : since);
      if (how.kind === 'stopped' && !seen.isRollingBack && waited > ASK_AGAIN_SECONDS)
        return { kind: 'go back', seen, cause };
      if (waited < GOING_BACK_MINUTES * 60) return { kind: 'wait' };
      return end('failed', {
        ...cause,
        hint: `${cause.hint ?? ''} The rollback was not done after ${GOING_BACK_MINUTES} minutes.`.trim(),
      });
    }
  }
}

/** The service deployment that can still be stopped. */
function stoppable({ serviceDeployment }: RolloutSeen): string | undefined {
  const isUnderWay = serviceDeployment?.status === 'PENDING' || serviceDeployment?.status === 'IN_PROGRESS';
  return isUnderWay ? serviceDeployment.arn : undefined;
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

const CANCELLED: Cause = { kind: 'cancelled', summary: 'the run was cancelled' };

const CANCELLED_WHILE_ASKING: Cause = {
  ...CANCELLED,
  summary: `${CANCELLED.summary} while it asked ECS to go back: whether ECS heard is not known`,
  hint: 'Deploy again: the next run takes up what is there.',
};

function cancelledCause(stage: Stage): Cause {
  if (stage.kind === 'rolling out') {
    return {
      ...CANCELLED,
      summary: `${CANCELLED.summary}: the deployment goes on without it`,
      hint: 'Deploy again to take it up where it is, or roll back with `on-cancel: rollback` the next time.',
    };
  }
  const { how } = stage;
  if (how.kind === 'impossible')
    return { ...CANCELLED, summary: `${CANCELLED.summary}, and ECS was not asked to go back: ${how.because}` };
  return {
    ...CANCELLED,
    summary: `${CANCELLED.summary}: ECS was asked to go back to the revision before, and does so by itself`,
  };
}
