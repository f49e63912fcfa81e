import type { LostWrite, RunMemory } from './memory.ts';
import type { Observation } from './observation.ts';
import type { Remembered } from './plan/steps.ts';
import { lastStart } from './quiet.ts';
import { isReplacedAnyway, type SingletonWanted } from './wanted.ts';

/** What a run remembers after a step that calls nothing. */
export function remember(step: Remembered, seen: Observation, wanted: SingletonWanted): RunMemory {
  const { memory, at } = seen;
  const phase = (next: RunMemory['phase']) => ({ phase: next, phaseAt: at }) as const;
  switch (step.kind) {
    case 'refuse':
      return { ...memory, ...phase('ending'), end: { status: 'refused', refusals: step.refusals } };
    case 'do without lock':
      return { ...memory, lock: 'denied' };
    case 'find own lock':
      return {
        ...memory,
        lock: 'held',
        lockGeneration: seen.lock.kind === 'held' ? seen.lock.generation : 1,
        lockedAt: Number.NEGATIVE_INFINITY,
      };
    case 'begin': {
      const { target, good, lost } = step;
      const isThere = seen.service?.desiredCount === 1 && seen.service.taskDefinition === target;
      const isWatched = wanted.strategy === 'ecs' || (isThere && !isReplacedAnyway(wanted));
      const startedAt = isThere && !isReplacedAnyway(wanted) ? at : undefined;
      return { ...memory, ...phase(isWatched ? 'watching' : 'draining'), target, good, startedAt, lost };
    }
    case 'go on draining':
      return {
        ...memory,
        ...phase('draining'),
        drainedAt: step.isDrained ? memory.drainedAt : undefined,
        startedAt: undefined,
      };
    case 'find started':
      return { ...withoutOne(memory, 'start'), ...phase('watching'), startedAt: at };
    case 'find drained':
      return {
        ...withoutOne(memory, 'drain'),
        drainedAt: at,
        drains: memory.drains + 1,
        lastStartAt: seen.service && lastStart(seen.service),
      };
    case 'restore':
      return {
        ...memory,
        ...phase(wanted.strategy === 'ecs' ? 'watching' : 'draining'),
        isGoingBack: true,
        cause: step.cause,
        target: memory.good,
        drainedAt: undefined,
        startedAt: undefined,
        starts: 0,
        drains: 0,
      };
    case 'end':
      return { ...memory, ...phase('ending'), end: step.end, failures: 0 };
  }
}

/** One lost write is seen to have happened; another one, if there is, may still arrive, and is the later. */
function withoutOne(memory: RunMemory, kind: LostWrite['kind']): RunMemory {
  const index = memory.lost.findIndex(
    (write) => write.kind === kind && (kind === 'drain' || write.taskDefinition === memory.target),
  );
  return index === -1 ? memory : { ...memory, lost: memory.lost.toSpliced(index, 1) };
}
