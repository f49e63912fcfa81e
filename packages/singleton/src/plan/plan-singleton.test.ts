import { expect, test } from '@jest/globals';
import type { Observation } from '../observation.ts';
import { aLook, aMemory, aTask, beatRevision, wantedBeat } from '../../test/observations.ts';
import type { SingletonWanted } from '../wanted.ts';
import { planSingleton } from './plan-singleton.ts';
import { stateDiagram, TRANSITIONS } from './transitions.ts';

const MARK = { from: 'amply-beat:1', to: 'amply-beat:2', run: 'us', at: 0 };
const HELD = { kind: 'held', owner: 'us', writtenAt: 999_999_000, generation: 1 } as const;
const begun = aMemory({
  phase: 'draining',
  target: beatRevision(2),
  good: beatRevision(1),
  lock: 'held',
  lockedAt: 50_000,
  mark: { ...MARK, writtenAt: 10_000 },
});
const stopped = aTask({ lastStatus: 'STOPPED' });
const EMPTY = { desiredCount: 0, runningCount: 0 };
const drained = { ...begun, drainedAt: 20_000, drains: 1 };
const ready = {
  mark: MARK,
  lock: HELD,
  tasks: [stopped],
  memory: drained,
  lists: { askedAt: 60_000, agreeingSince: 30_000 },
};

/** So many seconds after the lock was written. */
const renewable = (seconds: number) => ({
  at: 50_000 + seconds * 1000,
  awsAt: 1_000_000_000 + seconds * 1000,
  lists: { askedAt: 50_000 + seconds * 1000, agreeingSince: 30_000 },
  memory: { ...drained, drainedAt: 20_000 },
});

test.each<{ name: string; look: Observation; wanted?: Partial<SingletonWanted>; step: string }>([
  { name: 'it runs what is wanted', look: aLook(), wanted: { taskDefinition: beatRevision(1) }, step: 'end' },
  {
    name: 'it runs what is wanted, and without the lock a read may be of before a run that died',
    look: aLook({ lock: { kind: 'denied' }, memory: aMemory({ begunAt: 1_000 }) }),
    wanted: { taskDefinition: beatRevision(1) },
    step: 'wait',
  },
  {
    name: 'it runs what is wanted, and any such read is over',
    look: aLook({ lock: { kind: 'denied' } }),
    wanted: { taskDefinition: beatRevision(1) },
    step: 'end',
  },
  {
    name: 'only settings differ',
    look: aLook({}, { deploymentConfiguration: {} }),
    wanted: { taskDefinition: beatRevision(1) },
    step: 'fix settings',
  },
  { name: 'there is something to deploy', look: aLook(), step: 'lock' },
  { name: 'SSM is denied', look: aLook({ lock: { kind: 'denied' } }), step: 'do without lock' },
  { name: 'another run has the lock', look: aLook({ lock: { ...HELD, owner: 'them' } }), step: 'wait' },
  {
    name: 'another run has the lock for too long',
    look: aLook({ lock: { ...HELD, owner: 'them' } }),
    wanted: { conflictMinutes: 0 },
    step: 'refuse',
  },
  {
    name: 'a lock of a dead run',
    look: aLook({ lock: { kind: 'held', owner: 'them', writtenAt: 0, generation: 1 } }),
    step: 'lock',
  },
  { name: 'the lock is ours', look: aLook({ memory: aMemory({ lock: 'held' }) }), step: 'begin' },
  {
    name: 'a second service runs beat',
    look: aLook({ otherServices: [{ name: 'beat-2', running: 1, desired: 1 }] }),
    step: 'refuse',
  },
  { name: 'a stray runs', look: aLook({ strays: [aTask({ group: 'family:amply-beat' })] }), step: 'refuse' },
  {
    name: 'a stray runs, and is to be stopped',
    look: aLook({ strays: [aTask({ group: 'family:amply-beat' })] }),
    wanted: { strays: 'stop' },
    step: 'stop strays',
  },
  { name: 'something scales it', look: aLook({ scalableTarget: { min: 1, max: 1 } }), step: 'refuse' },
  {
    name: 'something scales it, and it is to be enforced',
    look: aLook({ scalableTarget: { min: 1, max: 4 } }),
    wanted: { mode: 'enforce' },
    step: 'remove scalable target',
  },
  {
    name: 'Spot through the default strategy',
    look: aLook({ defaultProviders: ['FARGATE', 'FARGATE_SPOT'] }, { launchType: undefined }),
    step: 'refuse',
  },
  { name: 'blue/green', look: aLook({}, { deploymentConfiguration: { strategy: 'BLUE_GREEN' } }), step: 'refuse' },
  { name: 'CodeDeploy', look: aLook({}, { deploymentController: { type: 'CODE_DEPLOY' } }), step: 'refuse' },
  { name: 'lock and no mark yet', look: aLook({ memory: { ...begun, mark: undefined } }), step: 'mark' },
  { name: 'marked', look: aLook({ mark: MARK, lock: HELD, memory: begun }), step: 'drain' },
  {
    name: 'marked, and a start that was lost may still arrive',
    look: aLook({ mark: MARK, lock: HELD, memory: { ...begun, lost: [{ kind: 'start', desiredBefore: 0, at: 0 }] } }),
    step: 'wait',
  },
  {
    name: 'the old task stops',
    look: aLook({ ...ready, tasks: [aTask({ lastStatus: 'STOPPING' })] }, EMPTY),
    step: 'wait',
  },
  { name: 'all is gone', look: aLook(ready, EMPTY), step: 'start' },
  {
    name: 'all is gone, and another run took over',
    look: aLook({ ...ready, lock: { ...HELD, owner: 'them' } }, EMPTY),
    step: 'end',
  },
  {
    name: 'all is gone, and a stray came up',
    look: aLook({ ...ready, strays: [aTask({ group: 'family:amply-beat' })] }, EMPTY),
    step: 'wait',
  },
  {
    name: 'all is gone, and the hours are over',
    look: aLook({ ...ready, isOffHours: true }, { ...EMPTY, taskDefinition: beatRevision(2) }),
    step: 'end',
  },
  {
    name: 'its off-hours begin while the new task starts',
    look: aLook({
      ...ready,
      isOffHours: true,
      memory: { ...drained, phase: 'watching', startedAt: 50_000, starts: 1 },
    }),
    step: 'go on draining',
  },
  { name: 'all is gone, and ECS still counts a task', look: aLook(ready, { ...EMPTY, runningCount: 1 }), step: 'wait' },
  {
    name: 'the time is over, and ECS counts a task that no list shows',
    look: aLook({ ...ready, ...renewable(400) }, { ...EMPTY, pendingCount: 1 }),
    step: 'end',
  },
  {
    name: 'the mark does not show',
    look: aLook({ ...ready, mark: undefined }, EMPTY),
    step: 'mark',
  },
  {
    name: 'the mark does not show, however often it is written',
    look: aLook({ ...ready, mark: undefined, memory: { ...drained, marks: 4 } }, EMPTY),
    step: 'do without mark',
  },
  {
    name: 'the mark does not show, and the time is over',
    look: aLook({ ...ready, ...renewable(400), mark: undefined }, EMPTY),
    step: 'end',
  },
  { name: 'somebody raised the count', look: aLook(ready), step: 'drain' },
  {
    name: 'the lock is to be renewed, and the old task still stops',
    look: aLook({ ...ready, ...renewable(200), tasks: [aTask({ lastStatus: 'STOPPING' })] }, EMPTY),
    step: 'renew lock',
  },
  {
    name: 'the lock is to be renewed, and all is gone',
    look: aLook({ ...ready, ...renewable(200) }, EMPTY),
    step: 'start',
  },
  {
    name: 'a start might arrive when the lease has run out',
    look: aLook({ ...ready, ...renewable(450) }, EMPTY),
    step: 'renew lock',
  },
  {
    name: 'the lock is to be renewed, and the time is over',
    look: aLook({ ...ready, ...renewable(800), tasks: [aTask({ lastStatus: 'STOPPING' })] }, EMPTY),
    wanted: { drainMinutes: 5 },
    step: 'end',
  },
  { name: 'AWS does not answer', look: aLook({ blindSeconds: 20 }), step: 'wait' },
  { name: 'AWS does not answer at all', look: aLook({ blindSeconds: 300 }), step: 'done' },
])('$name: $step', ({ look, wanted = {}, step }) => {
  expect(planSingleton(look, wantedBeat(wanted)).kind).toBe(step);
});

test.each([
  { left: 'nothing', memory: aMemory(), hint: 'Nothing was changed. Run it again.' },
  {
    left: 'the lock',
    memory: aMemory({ lock: 'held' }),
    hint: /^Nothing was changed\. .* the lock of this run, which is left/,
  },
  { left: 'the mark', memory: begun, hint: /goes on from the mark that is left/ },
])('a run that saw nothing any more says what it left: $left', ({ memory, hint }) => {
  const step = planSingleton(aLook({ blindSeconds: 300, memory }), wantedBeat());
  expect(step).toMatchObject({ kind: 'done', end: { cause: { hint: expect.stringMatching(hint) } } });
});

test('the diagram has every phase, and no step but those of the table', () => {
  const diagram = stateDiagram();
  for (const { from } of TRANSITIONS) expect(diagram).toContain(`    ${from} --> `);
  expect(diagram).toContain('    draining --> watching: start, find started');
  expect(diagram).toContain('    ending --> [*]: done');
});
