import { type Cause, isGood, type Turn } from '@fargate-actions/engine';
import type { RolloutReport } from '../rollout-report.ts';
import type { Begun } from './begun.ts';
import { knownCauseOf } from './cause.ts';
import { debugLine } from './debug-line.ts';
import type { Deployer, Observer, WatchContext } from './deployer.ts';
import type { Before } from './fields-before.ts';
import { patienceOf } from './patience.ts';
import type { Cancellable } from './in-turn.ts';
import { progressOf, type RolloutProgress } from './progress.ts';
import { reportEnd } from './report-end.ts';
import type { RolloutSeen } from './seen.ts';
import type { RolloutSettings } from './settings.ts';
import { HEARD, type Rollout, type Stage, type Step, type WhyBack } from './stage.ts';

/** A rollout is looked at on every tick that all processes share. */
const POLL_SECONDS = 1;

interface StagedSeen {
  readonly seen: RolloutSeen;
  readonly stage: Stage;
}

/** The process of a rollout, and its stage for who goes back from it later. */
export interface RolloutProcess extends Cancellable<RolloutReport, StagedSeen> {
  readonly stage: () => Stage;
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
 *
 * @param stage where an earlier process of the same rollout left it.
 */
export function rolloutProcess(
  deployer: Deployer,
  rollout: Rollout,
  tell: (progress: RolloutProgress) => void,
  context: WatchContext,
  stage: Stage = { kind: 'rolling out' },
): RolloutProcess {
  const { begun, before, patience, settings } = rollout;
  const startedAt = context.clock.now();
  let observing = observe(stage);
  let last: RolloutSeen | undefined;
  let told = '';
  let toldWhy = false;
  let isAsking = false;
  let isCancelled = false;

  /** What we go back to by an update of our own is a deployment of its own, and is followed in place of the one given up. */
  function observe(of: Stage): Observer {
    if (of.kind === 'rolling out' || of.how.kind !== 'updated')
      return deployer.observe(begun, patience, context, startedAt);
    return deployer.observe(of.how.begun, { ...patience, tasks: Number.POSITIVE_INFINITY }, context, startedAt);
  }

  async function askToGoBack(seen: RolloutSeen, why: WhyBack): Promise<void> {
    isAsking = true;
    const answer = await deployer.goBack(begun, before, seen, context);
    isAsking = false;
    const earlier = stage.kind === 'going back' ? stage : undefined;
    // It refuses because it goes back already: the question whose answer was lost was heard.
    const how = earlier?.how.kind === 'stopped' && answer.kind === 'refused' ? HEARD : answer;
    const askedAt = seen.elapsedSeconds;
    const asks = (earlier?.asks ?? 0) + 1;
    stage = { kind: 'going back', how, since: earlier?.since ?? askedAt, askedAt, asks, why };
    // What we go back to by an update of our own is a deployment of its own, and is followed in place of the one given up.
    if (how.kind === 'updated')
      observing = deployer.observe(how.begun, { ...patience, tasks: Number.POSITIVE_INFINITY }, context, startedAt);
    if (!earlier) last = seen;
  }

  /** A rollback takes minutes: why there is one is said when it begins, once; without one it is said at the end. */
  function whyNot(seen: RolloutSeen, end: RolloutReport | undefined): string | undefined {
    if (toldWhy) return undefined;
    if (end) return end.cause?.summary;
    if (stage.kind === 'going back') return isGoingBack(stage) ? stage.why.cause.summary : undefined;
    return seen.isRollingBack ? knownCauseOf(seen)?.summary : undefined;
  }

  /** The services of a run end at their own moments: each is told at once what became of it. */
  function showProgress(seen: RolloutSeen, step: Step): void {
    // A look that was under way when the run was cancelled comes too late to be told.
    if (isCancelled) return;
    const end = step.kind === 'end' ? step.end : undefined;
    const progress = {
      ...progressOf(begun, seen),
      ...(isGoingBack(stage) && { stage: 'rolling back' }),
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
    stage: () => stage,
    observe: async () => {
      // Why it goes back was found out before it was asked to.
      const asksWhy = stage.kind === 'rolling out';
      const seen = await observing.look(asksWhy);
      last = seen;
      const step = deployer.next(seen, stage, rollout);
      context.debug?.(debugLine(begun.service, seen, step));
      showProgress(seen, step);
      if (step.kind !== 'end') return { seen, stage };
      // The end is shown before: where the time went, and the last details of a failure, are no reason to delay the news.
      if (isGood(step.end.status)) return { seen: { ...seen, time: await observing.readTime() }, stage };
      return { seen: asksWhy ? await observing.complete(seen) : seen, stage };
    },
    next: (looked) => turnOf(deployer.next(looked.seen, looked.stage, rollout)),
    cancelled: async () => {
      isCancelled = true;
      const seen = last;
      if (isAsking) return reportEnd(begun, seen, 'cancelled', CANCELLED_WHILE_ASKING);
      const wantsBack = settings.onCancel === 'rollback' && stage.kind === 'rolling out' && seen !== undefined;
      if (wantsBack) await askToGoBack(seen, { cause: CANCELLED, seen, isOver: false });
      return reportEnd(begun, seen, 'cancelled', cancelledCause(stage));
    },
  };

  function turnOf(step: Step): Turn<RolloutReport> {
    if (step.kind === 'wait') return { kind: 'wait', seconds: POLL_SECONDS };
    if (step.kind === 'end') return { kind: 'done', result: step.end };
    return { kind: 'act', act: () => askToGoBack(step.seen, step.why) };
  }
}

/** Whether ECS was asked to go back and can. */
function isGoingBack(stage: Stage): boolean {
  return stage.kind === 'going back' && (stage.how.kind === 'stopped' || stage.how.kind === 'updated');
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
  if (how.kind === 'impossible' || how.kind === 'refused' || how.kind === 'replaced')
    return { ...CANCELLED, summary: `${CANCELLED.summary}, and ECS was not asked to go back: ${how.because}` };
  return {
    ...CANCELLED,
    summary: `${CANCELLED.summary}: ECS was asked to go back to the revision before, and does so by itself`,
  };
}
