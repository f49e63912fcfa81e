import { expect, test } from '@jest/globals';
import { GUARDS } from '../guards.ts';
import type { Observation } from '../observation.ts';
import { aLook, aMemory, aTask, wantedBeat } from '../../test/observations.ts';
import { TIMINGS } from '../timings.ts';
import { planWaking } from './plan-waking.ts';

/** A beat that sleeps: locked by us, and seen to have no task for longer than reads can be stale. */
const MEMORY = aMemory({ lock: 'held', isMarkDenied: true, drainedAt: 0, phase: 'draining' });
const OURS = { kind: 'held', owner: wantedBeat().run, writtenAt: 1_000_000_000, generation: 1 } as const;
const NO_TASK = { desiredCount: 0, runningCount: 0 };
const asleep: Partial<Observation> = { tasks: [], isOffHours: true, memory: MEMORY, lock: OURS };
const STRAY = aTask({ arn: 'arn:aws:ecs:eu-central-1:123456789012:task/amply-prod/9', group: 'family:amply-beat' });

test.each<{
  name: string;
  seen?: Partial<Observation>;
  service?: Parameters<typeof aLook>[1];
  isBeat?: boolean;
  does: string;
}>([
  { name: 'nothing is against it', does: 'start' },
  { name: 'its last task still stops', seen: { tasks: [aTask({ lastStatus: 'STOPPING' })] }, does: 'wait' },
  {
    name: 'it waited long for the lock',
    seen: {
      at: 400_000,
      tasks: [aTask({ lastStatus: 'STOPPING' })],
      memory: { ...MEMORY, begunAt: 0, drainedAt: 399_000 },
    },
    does: 'wait',
  },
  { name: 'reads do not agree yet', seen: { lists: { askedAt: 60_000, agreeingSince: 55_000 } }, does: 'wait' },
  { name: 'ECS still counts a task', service: { runningCount: 1 }, does: 'wait' },
  {
    name: 'ECS counts a task for long that no list shows',
    seen: { at: 400_000, lists: { askedAt: 400_000, agreeingSince: 30_000 } },
    service: { pendingCount: 1 },
    does: 'refuse',
  },
  { name: 'no lists were read', seen: { lists: undefined }, does: 'wait' },
  { name: 'a beat runs that is nobody’s', seen: { strays: [STRAY] }, does: 'refuse' },
  { name: 'that stray is stopped', seen: { strays: [{ ...STRAY, lastStatus: 'STOPPED' }] }, does: 'start' },
  {
    name: 'another service runs beat',
    seen: { otherServices: [{ name: 'old', running: 1, desired: 1 }] },
    does: 'refuse',
  },
  { name: 'it is no beat, and a task of its family runs', seen: { strays: [STRAY] }, isBeat: false, does: 'start' },
  { name: 'nobody has the lock', seen: { memory: { ...MEMORY, lock: 'none' }, lock: { kind: 'free' } }, does: 'lock' },
  {
    name: 'another run has it',
    seen: { memory: { ...MEMORY, lock: 'none' }, lock: { ...OURS, owner: 'run-41-other' } },
    does: 'wait',
  },
  { name: 'another run took it over', seen: { lock: { ...OURS, owner: 'run-41-other' } }, does: 'refuse' },
  { name: 'it is gone', seen: { lock: { kind: 'free' } }, does: 'refuse' },
  {
    name: 'desired 0 was not seen before',
    seen: { memory: { ...MEMORY, drainedAt: undefined } },
    does: 'find drained',
  },
  { name: 'somebody has started it', service: { desiredCount: 1 }, does: 'start' },
  {
    name: 'a look shows a task wanted that may be of before it slept',
    seen: { memory: { ...MEMORY, begunAt: 1_000 } },
    service: { desiredCount: 1 },
    does: 'wait',
  },
  { name: 'the service is being deleted', service: { status: 'DRAINING' }, does: 'refuse' },
  { name: 'AWS does not answer', seen: { blindSeconds: 3 }, does: 'wait' },
  { name: 'AWS does not answer for long', seen: { blindSeconds: 300 }, does: 'refuse' },
])('a beat that is to start again, where $name: $does', ({ seen, service, isBeat = true, does }) => {
  const question = {
    seen: aLook({ ...asleep, ...seen }, { ...NO_TASK, ...service }),
    wanted: wantedBeat(),
    guards: GUARDS,
    timings: TIMINGS,
  };
  expect(planWaking(question, isBeat).kind).toBe(does);
});
