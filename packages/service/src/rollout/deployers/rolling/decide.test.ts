import { describe, expect, test } from '@jest/globals';
import { decide } from './decide.ts';
import { NO_EVIDENCE } from '../../evidence.ts';
import type { RolloutSeen, Witnesses } from '../../seen.ts';
import { aDeployment, aLook, aServiceDeployment, theOldDeployment } from '../../../../test/rollout/a-look.ts';

const PATIENCE = { tasks: 2, onFailure: 'leave' } as const;
const AGREED: Witnesses = { completedForSeconds: 6, agreedForSeconds: 6, hasFailedTasks: false };

const verdict = (changes: Partial<RolloutSeen>) => decide(aLook(changes), PATIENCE);

/** A look without a service deployment, which is denied or not there. */
const bare = (changes: Partial<RolloutSeen>) => verdict({ serviceDeployment: undefined, ...changes });

const done = aDeployment({ rolloutState: 'COMPLETED', running: 2 });
const DONE = { ours: done, primary: done, oldRunning: 0 };

describe('without a service deployment, COMPLETED is a success', () => {
  test.each<{ name: string; witnesses: Partial<Witnesses>; kind: string }>([
    { name: 'once the counts agreed for five seconds', witnesses: {}, kind: 'succeeded' },
    { name: 'not at the first look', witnesses: { completedForSeconds: 0, agreedForSeconds: 0 }, kind: 'waiting' },
    { name: 'not yet, where they agreed for less', witnesses: { agreedForSeconds: 4 }, kind: 'waiting' },
    {
      name: 'with a notice, where they never agreed and no task failed',
      witnesses: { completedForSeconds: 60, agreedForSeconds: 0 },
      kind: 'succeeded',
    },
    {
      name: 'never, while tasks fail',
      witnesses: { completedForSeconds: 900, agreedForSeconds: 0, hasFailedTasks: true },
      kind: 'waiting',
    },
  ])('$name', ({ witnesses, kind }) => {
    const given = bare({ ...DONE, witnesses: { ...AGREED, ...witnesses } });
    expect(given.kind).toBe(kind);
    expect('notice' in given).toBe(witnesses.completedForSeconds === 60);
  });

  test('never against the counts, where nobody could see whether tasks fail', () => {
    const witnesses = { ...AGREED, completedForSeconds: 900, agreedForSeconds: 0 };
    expect(bare({ ...DONE, witnesses, evidence: { ...NO_EVIDENCE, isBlind: true } }).kind).toBe('waiting');
  });

  test('whatever the counts, where the service deployment says so', () => {
    const serviceDeployment = aServiceDeployment({ status: 'SUCCESSFUL' });
    expect(verdict({ serviceDeployment })).toEqual({ kind: 'succeeded' });
  });
});

describe('without a positive sign there is no verdict', () => {
  const old = theOldDeployment();
  const vanished = { ours: undefined, primary: old, isPrimaryOlder: true };
  const BEFORE_AGAIN = {
    primary: { ...old, id: 'ecs-svc/3', createdAt: 2000 },
    isPrimaryOlder: false,
    isPrimaryAsBefore: true,
  };

  test.each<{ name: string; seen: Partial<RolloutSeen>; kind: string }>([
    { name: 'only the old one shows, for a while', seen: { notShownForSeconds: 119 }, kind: 'waiting' },
    { name: 'only the old one shows, for two minutes', seen: { notShownForSeconds: 120 }, kind: 'unknowable' },
    { name: 'none shows, for two minutes', seen: { primary: undefined, notShownForSeconds: 120 }, kind: 'unknowable' },
    { name: 'an event says that ECS went back', seen: { isRollingBack: true }, kind: 'rolledBack' },
    {
      name: 'the old one began anew',
      seen: { primary: { ...old, createdAt: 2000 } },
      kind: 'rolledBack',
    },
    {
      name: 'another one began just now',
      seen: { primary: { ...old, id: 'ecs-svc/3', createdAt: 2000 }, isPrimaryOlder: false, replacedForSeconds: 9 },
      kind: 'waiting',
    },
    {
      name: 'another one began',
      seen: { primary: { ...old, id: 'ecs-svc/3', createdAt: 2000 }, isPrimaryOlder: false, replacedForSeconds: 10 },
      kind: 'superseded',
    },
    {
      name: 'another one began, and an event says that ours was completed before',
      seen: {
        primary: { ...old, id: 'ecs-svc/3', createdAt: 2000 },
        isPrimaryOlder: false,
        evidence: { ...NO_EVIDENCE, events: ['(service amply-api) (deployment ecs-svc/2) deployment completed.'] },
      },
      kind: 'succeeded',
    },
    {
      name: 'one of the revision before began, and no event says anything, for a while',
      seen: { ...BEFORE_AGAIN, replacedForSeconds: 59 },
      kind: 'waiting',
    },
    {
      name: 'one of the revision before began, and no event says anything',
      seen: { ...BEFORE_AGAIN, replacedForSeconds: 60 },
      kind: 'unknowable',
    },
    {
      name: 'one of the revision before began, and the events say nothing of going back',
      seen: {
        ...BEFORE_AGAIN,
        replacedForSeconds: 60,
        evidence: { ...NO_EVIDENCE, events: ['(service amply-api) has started 2 tasks: (task 1) (task 2).'] },
      },
      kind: 'superseded',
    },
  ])('$name: $kind', ({ seen, kind }) => {
    expect(bare({ ...vanished, ...seen }).kind).toBe(kind);
  });
});

describe('STOPPED', () => {
  const STOPPED = aServiceDeployment({ status: 'STOPPED' });
  const other = aDeployment({ id: 'ecs-svc/3', createdAt: 2000 });

  test.each<{ name: string; seen: Partial<RolloutSeen>; kind: string }>([
    {
      name: 'with a tripped breaker',
      seen: { serviceDeployment: { ...STOPPED, breaker: 'TRIGGERED' } },
      kind: 'failed',
    },
    { name: 'with another one in its place', seen: { primary: other }, kind: 'superseded' },
    { name: 'without anything else, for a while', seen: { stoppedForSeconds: 119 }, kind: 'waiting' },
    { name: 'without anything else, for two minutes', seen: { stoppedForSeconds: 120 }, kind: 'unknowable' },
    { name: 'of a service that is deleted', seen: { serviceStatus: 'DRAINING' }, kind: 'failed' },
  ])('$name: $kind', ({ seen, kind }) => {
    const given = verdict({ serviceDeployment: STOPPED, ...seen });
    expect(given.kind).toBe(kind);
    expect(JSON.stringify(given)).not.toContain('somebody stopped');
  });
});

test.each([
  { name: 'is set to go back by itself', rollsBackByItself: true, seconds: 59, kind: 'waiting' },
  { name: 'is set to go back by itself, and never does', rollsBackByItself: true, seconds: 60, kind: 'failed' },
  { name: 'is to leave it', rollsBackByItself: false, seconds: 10, kind: 'failed' },
])('FAILED where ECS $name: $kind', ({ rollsBackByItself, seconds, kind }) => {
  const ours = aDeployment({ rolloutState: 'FAILED' });
  expect(bare({ ours, primary: ours, rollsBackByItself, failedForSeconds: seconds }).kind).toBe(kind);
});
