import { revisionName } from '@fargate-actions/service';
import type { Observation } from './observation.ts';
import type { Step } from './plan/steps.ts';
import { notStopped, taskId } from './tasks.ts';

/** What the planner saw of a singleton, and the step that it chose, for the step's debug log: states, ids and counts. */
export function debugLine(service: string, seen: Observation, step: Step): string {
  const { memory, lock, mark } = seen;
  const tasks = notStopped(seen.tasks).map(
    (task) => `${taskId(task)} ${task.lastStatus} (${revisionName(task.taskDefinition)})`,
  );
  return [
    service,
    `${((seen.at - memory.begunAt) / 1000).toFixed(1)} s`,
    `${memory.phase}: ${chosen(step)}`,
    `desired ${seen.service?.desiredCount ?? 'unknown'}`,
    `tasks: ${tasks.join(', ') || 'none'}`,
    seen.strays.length > 0 ? `strays: ${notStopped(seen.strays).map(taskId).join(', ') || 'none'}` : '',
    `lock ${lock.kind === 'held' ? `held by ${lock.owner}` : lock.kind}`,
    mark ? `mark of ${mark.run}` : '',
  ]
    .filter(Boolean)
    .join('  ');
}

function chosen(step: Step): string {
  if (step.kind === 'wait') return `wait for ${step.for}`;
  return step.kind === 'done' || step.kind === 'end' ? `${step.kind}, ${step.end.status}` : step.kind;
}
