import { describe, expect, test } from '@jest/globals';
import type { Begun } from '../../begun.ts';
import { NO_EVIDENCE } from '../../evidence.ts';
import { nextStep } from './next-step.ts';
import { progressOf } from '../../progress.ts';
import type { RolloutSeen } from '../../seen.ts';
import type { GoingBack, Rollout, Stage } from '../../stage.ts';
import { aDeployment, aLook, aServiceDeployment, theOldDeployment } from '../../../../test/rollout/a-look.ts';

const begun: Begun = {
  cluster: 'amply-prod',
  service: 'amply-api',
  deploymentId: 'ecs-svc/2',
  createdAt: new Date(1000),
  taskDefinition: aDeployment().taskDefinition,
  from: theOldDeployment().taskDefinition,
  desiredCount: 2,
  olderIds: ['ecs-svc/1'],
  serviceCreatedAt: new Date(0),
};

const rollout: Rollout = {
  begun,
  before: undefined,
  settings: { waitMinutes: 10, logLines: 0, onTimeout: 'rollback', onCancel: 'leave' },
  patience: { tasks: 2, onFailure: 'rollback' },
};

const SAYING_SOMETHING = { ...NO_EVIDENCE, events: ['(service amply-api) has started 1 tasks: (task 1).'] };

const CAUSE = { kind: 'container-exited', summary: 'it exited' };

/** What comes next so many seconds after ECS was asked to go back and answered so. */
function afterAsking(
  how: GoingBack,
  seconds: number,
  stage: { asks?: number; isOver?: boolean; seen?: Partial<RolloutSeen> } = {},
) {
  const { asks = 1, isOver = false, seen = {} } = stage;
  const going: Stage = {
    kind: 'going back',
    how,
    since: 60,
    askedAt: 60,
    asks,
    why: { cause: CAUSE, seen: aLook(), isOver },
  };
  const step = nextStep(aLook({ elapsedSeconds: 60 + seconds, ...seen }), going, rollout);
  return step.kind === 'end' ? { status: step.end.status, hint: step.end.cause?.hint } : step.kind;
}

describe('ECS is asked to go back', () => {
  const TEXT = 'ecs:StopServiceDeployment was refused: ConflictException: it cannot be stopped';

  test('never again where it refused, which is said in its words', () => {
    const refused = { kind: 'refused', because: TEXT } as const;
    expect(afterAsking(refused, 30)).toBe('wait');
    expect(afterAsking(refused, 120)).toEqual({ status: 'failed', hint: `It was not rolled back: ${TEXT}` });
  });

  test('never again where it heard', () => {
    expect(afterAsking({ kind: 'stopped', isHeard: true }, 600)).toBe('wait');
  });

  test('three times where the answers are lost, and then it ends', () => {
    const lost = { kind: 'stopped', isHeard: false } as const;
    expect(afterAsking(lost, 11)).toBe('go back');
    expect(afterAsking(lost, 11, { asks: 3 })).toBe('wait');
    expect(afterAsking(lost, 15 * 60, { asks: 3 })).toMatchObject({ status: 'failed' });
  });

  test('and leaves a deployment of somebody else alone', () => {
    const replaced = { kind: 'replaced', because: 'ECS works towards amply-api:3' } as const;
    expect(afterAsking(replaced, 0)).toMatchObject({ status: 'superseded' });
    expect(afterAsking(replaced, 0, { isOver: true })).toMatchObject({ status: 'failed' });
  });
});

test('what calls itself done is heard to the end before it is given up for its time', () => {
  const ours = aDeployment({ rolloutState: 'COMPLETED', running: 2 });
  const look = aLook({ ours, primary: ours, serviceDeployment: undefined, elapsedSeconds: 601 });
  expect(nextStep(look, { kind: 'rolling out' }, rollout).kind).toBe('wait');
  expect(nextStep(aLook({ elapsedSeconds: 601 }), { kind: 'rolling out' }, rollout).kind).toBe('go back');
  // AWS answers no more: every look is the last one that was answered.
  expect(nextStep({ ...look, elapsedSeconds: 661 }, { kind: 'rolling out' }, rollout).kind).not.toBe('wait');
});

test('a verdict that can not be had ends as timed out, and undoes nothing', () => {
  const look = aLook({
    ours: undefined,
    primary: theOldDeployment(),
    serviceDeployment: undefined,
    notShownForSeconds: 120,
  });
  const step = nextStep(look, { kind: 'rolling out' }, rollout);
  expect(step).toMatchObject({
    kind: 'end',
    end: { status: 'timed-out', cause: { kind: 'verdict-unknown' } },
  });
});

describe('a run undoes what it did', () => {
  const undoing: Rollout = { ...rollout, isUndo: true };
  const done = aServiceDeployment({ status: 'SUCCESSFUL' });
  const stale = { ours: undefined, primary: theOldDeployment(), serviceDeployment: undefined };
  const theirs = aDeployment({ id: 'ecs-svc/3', createdAt: 2000 });

  test.each<[string, Partial<RolloutSeen>, string]>([
    ['it is done', { serviceDeployment: done }, 'go back'],
    ['it goes on', {}, 'go back'],
    [
      'it has failed',
      { serviceDeployment: aServiceDeployment({ status: 'STOPPED', breaker: 'TRIGGERED' }) },
      'go back',
    ],
    ['ECS goes back already', { isRollingBack: true, primary: theOldDeployment() }, 'go back'],
    ['ECS went back', { serviceDeployment: aServiceDeployment({ status: 'ROLLBACK_SUCCESSFUL' }) }, 'rolled-back'],
    ['ECS failed to', { serviceDeployment: aServiceDeployment({ status: 'ROLLBACK_FAILED' }) }, 'failed'],
    ['no look shows it yet', { ...stale, notShownForSeconds: 20 }, 'wait'],
    ['no look has shown it', { ...stale, notShownForSeconds: 120 }, 'timed-out'],
    ['something else may have come', { primary: theirs, serviceDeployment: undefined }, 'wait'],
    [
      'something else has come',
      { primary: theirs, serviceDeployment: undefined, replacedForSeconds: 60, evidence: SAYING_SOMETHING },
      'superseded',
    ],
    ['nothing moves for 15 minutes', { primary: theirs, elapsedSeconds: 900 }, 'timed-out'],
    ['the service is gone', { serviceStatus: 'DRAINING' }, 'failed'],
  ])('where %s', (_, seen, expected) => {
    const step = nextStep(aLook(seen), { kind: 'rolling out' }, undoing);
    expect(step.kind === 'end' ? step.end.status : step.kind).toBe(expected);
  });

  test('also where what was to be stopped was done just before, and says where that does not help', () => {
    const going = (asks: number): Stage => ({
      kind: 'going back',
      how: { kind: 'stopped', isHeard: true },
      since: 0,
      askedAt: 0,
      asks,
      why: { cause: CAUSE, seen: aLook(), isOver: false },
    });
    const look = aLook({ serviceDeployment: done });
    expect(nextStep(look, going(1), undoing).kind).toBe('go back');
    expect(nextStep(look, going(3), undoing)).toMatchObject({
      end: {
        status: 'failed',
        cause: { kind: 'not-undone', summary: expect.stringContaining('was done all the same') },
      },
    });
    expect(nextStep(look, going(1), rollout)).toMatchObject({ end: { status: 'deployed' } });
  });
});

describe('progress', () => {
  test('counts old tasks as old, also where the old deployment is gone back to', () => {
    const back = theOldDeployment({ createdAt: 2000, running: 2 });
    const look = aLook({ ours: undefined, primary: back, deployments: [back], isRollingBack: true });
    expect(progressOf(begun, look)).toMatchObject({ newRunning: 0, oldRunning: 2, stage: 'rolling back' });
  });

  test('says that a deployment bakes, whether its stage shows it or not', () => {
    const ours = aDeployment({ running: 2 });
    const events = ['(service amply-api) has reached a steady state.'];
    const look = aLook({ ours, primary: ours, deployments: [ours], oldRunning: 0 });
    const steady = { ...look, evidence: { ...look.evidence, events } };
    const staged = aServiceDeployment({ lifecycleStage: 'BAKE_TIME' });
    const unstaged = aServiceDeployment({ alarms: 'MONITORING' });
    expect(progressOf(begun, { ...look, serviceDeployment: staged }).stage).toBe('bake time');
    expect(progressOf(begun, { ...steady, serviceDeployment: unstaged }).stage).toBe('bake time');
    expect(progressOf(begun, { ...look, serviceDeployment: unstaged }).stage).toBeUndefined();
  });
});
