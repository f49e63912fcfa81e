import { expect, test } from '@jest/globals';
import { isDrained, mayStillArrive, standing } from './guards.ts';
import type { Observation } from './observation.ts';
import { aLook, aMemory, aTask } from '../test/observations.ts';
import { TIMINGS } from './timings.ts';

const GONE = { desiredCount: 0, runningCount: 0 };
const stopped = aTask({ lastStatus: 'STOPPED' });
const drained = (change: Partial<Observation> = {}): Observation =>
  aLook(
    {
      tasks: [stopped],
      memory: aMemory({ drainedAt: 40_000 }),
      lists: { askedAt: 60_000, agreeingSince: 45_000 },
      ...change,
    },
    GONE,
  );

test.each<{ name: string; look: Observation; expected: boolean }>([
  { name: 'all is gone, and the lists agree', look: drained(), expected: true },
  { name: 'desired 0 was never accepted', look: drained({ memory: aMemory() }), expected: false },
  { name: 'this look read no lists', look: drained({ lists: undefined }), expected: false },
  {
    name: 'one read of the lists',
    look: drained({ lists: { askedAt: 60_000, agreeingSince: 60_000 } }),
    expected: false,
  },
  {
    name: 'two reads closer together than reads are stale',
    look: drained({ lists: { askedAt: 60_000, agreeingSince: 50_001 } }),
    expected: false,
  },
  {
    name: 'the lists agree since before desired 0',
    look: drained({ lists: { askedAt: 60_000, agreeingSince: 39_999 } }),
    expected: false,
  },
  {
    name: 'a task is stopping',
    look: drained({ tasks: [stopped, aTask({ lastStatus: 'STOPPING' })] }),
    expected: false,
  },
  {
    name: 'a task is deprovisioning',
    look: drained({ tasks: [aTask({ lastStatus: 'DEPROVISIONING' })] }),
    expected: false,
  },
  {
    name: 'a task was listed and never described',
    look: drained({ tasks: [aTask({ lastStatus: 'UNKNOWN', missingSince: 55_000 })] }),
    expected: false,
  },
  {
    name: 'ECS has forgotten a task',
    look: drained({ tasks: [aTask({ lastStatus: 'DELETED', missingSince: 50_000 })] }),
    expected: true,
  },
  ...[
    { name: 'a task started two minutes before', startedAt: 1_000_000_000 - 140_000, isQuiet: true },
    { name: 'a task started just under two minutes before', startedAt: 1_000_000_000 - 139_999, isQuiet: false },
  ].map(({ name, startedAt, isQuiet }) => ({
    name: `${name} desired 0, and the lists are 20 s younger than that`,
    look: drained({ tasks: [stopped, aTask({ lastStatus: 'STOPPED', startedAt })] }),
    expected: isQuiet,
  })),
  ...[
    { name: 'the answer to desired 0 shows a start just before it', lastStartAt: 1_000_000_000 - 60_000 },
    { name: 'whether something started just before is not known', lastStartAt: undefined },
  ].flatMap(({ name, lastStartAt }) =>
    [
      { after: 69.999, expected: false },
      { after: 70, expected: true },
    ].map(({ after, expected }) => ({
      name: `${name}, and the lists are ${after} s younger`,
      look: drained({
        at: 140_000,
        memory: aMemory({ drainedAt: 40_000, lastStartAt }),
        lists: { askedAt: 40_000 + after * 1000, agreeingSince: 45_000 },
      }),
      expected,
    })),
  ),
  {
    name: 'the service still counts a task',
    look: { ...drained(), service: { ...aLook().service, ...GONE, pendingCount: 1 } },
    expected: false,
  },
  {
    name: 'somebody raised the count',
    look: { ...drained(), service: { ...aLook().service, ...GONE, desiredCount: 1 } },
    expected: false,
  },
])('drained: $name', ({ look, expected }) => {
  expect(isDrained(look, TIMINGS)).toBe(expected);
});

const ours = { from: 'amply-beat:1', to: 'amply-beat:2', run: 'us', at: 0 };
const theirs = { ...ours, run: 'them' };
const marked = aMemory({ lock: 'held', mark: { ...ours, writtenAt: 0 } });

test.each<{ name: string; look: Partial<Observation>; expected: string }>([
  {
    name: 'mark and lock name us',
    look: { mark: ours, lock: { kind: 'held', owner: 'us', writtenAt: 0, generation: 1 }, memory: marked },
    expected: 'ours',
  },
  {
    name: 'the lock names another run',
    look: { mark: ours, lock: { kind: 'held', owner: 'them', writtenAt: 0, generation: 1 }, memory: marked },
    expected: 'taken over',
  },
  { name: 'the lock is gone', look: { mark: ours, lock: { kind: 'free' }, memory: marked }, expected: 'lock is gone' },
  {
    name: 'the mark is gone',
    look: { lock: { kind: 'held', owner: 'us', writtenAt: 0, generation: 1 }, memory: marked },
    expected: 'mark is gone',
  },
  {
    name: 'the mark is of another run',
    look: { mark: theirs, lock: { kind: 'not read' }, memory: marked },
    expected: 'taken over',
  },
  {
    name: 'the mark was written just now, and another shows',
    look: { mark: theirs, lock: { kind: 'not read' }, memory: { ...marked, mark: { ...ours, writtenAt: 55_000 } } },
    expected: 'not known yet',
  },
  {
    name: 'without a lock our mark is younger than what another run may have written meanwhile',
    look: {
      mark: ours,
      lock: { kind: 'denied' },
      memory: { ...marked, lock: 'denied', mark: { ...ours, writtenAt: 45_000 } },
    },
    expected: 'not known yet',
  },
])('standing: $name', ({ look, expected }) => {
  expect(standing(aLook(look), 'us', TIMINGS)).toBe(expected);
});

test('a lost write may arrive for as long as AWS takes its signature', () => {
  const lost = (at: number) => ({ kind: 'start', desiredBefore: 0, at }) as const;
  const look = aLook({ at: 400_000, memory: aMemory({ lost: [lost(40_000), lost(40_001)] }) });
  expect(mayStillArrive(look, TIMINGS)).toEqual([lost(40_001)]);
});
