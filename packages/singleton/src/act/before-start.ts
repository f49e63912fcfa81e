import type { RunMemory } from '../memory.ts';
import type { Observation } from '../observation.ts';
import { primaryOf } from '../plan/question.ts';

/** What the failures and successes of a start are told from. */
export function beforeStart(seen: Observation): RunMemory {
  const { memory } = seen;
  const tasks = seen.tasks.map(({ arn }) => arn);
  const oldTasks = memory.oldTasks.length > 0 ? memory.oldTasks : tasks;
  return { ...memory, starts: memory.starts + 1, before: { tasks, deployment: primaryOf(seen)?.id }, oldTasks };
}
