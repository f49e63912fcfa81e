import type { RolloutReport, RolloutStatus, StoppedGroup } from '@fargate-actions/service';
import { counted } from './wording.ts';

/** How a service's rollout is told: in a table, and as the title of a failure. */
export interface StatusWords {
  readonly mark: string;
  readonly word: string;
  /** Follows the service's name: `amply-api was rolled back`. */
  readonly title: string;
}

export const STATUS_WORDS: Record<RolloutStatus, StatusWords> = {
  deployed: { mark: '✅', word: 'deployed', title: 'was deployed' },
  left: { mark: '⏳', word: 'left to ECS', title: 'is being deployed; this run does not wait' },
  'rolled-back': { mark: '❌', word: 'rolled back', title: 'was rolled back' },
  failed: { mark: '❌', word: 'failed', title: 'failed to deploy' },
  'timed-out': { mark: '❌', word: 'timed out', title: 'was not deployed in time' },
  cancelled: { mark: '❌', word: 'cancelled', title: 'was not seen to its end: the run was cancelled' },
  superseded: { mark: '⚠️', word: 'superseded', title: 'was superseded by another deployment' },
};

/** Of a service that wants no task, in its off-hours: that it was deployed says nothing of whether it works. */
const WITHOUT_TASK = 'deployed without a task';

/** How a rollout's end is told in a table. */
export function statusWord({ status, desiredCount }: RolloutReport): string {
  return status === 'deployed' && desiredCount === 0 ? WITHOUT_TASK : STATUS_WORDS[status].word;
}

/** Whether a rollout came to the end that was wanted. */
export function isGood(status: RolloutStatus): boolean {
  return status === 'deployed' || status === 'left';
}

/** `2 of 2`: the tasks that run, of those that should. */
export function taskCounts({ runningCount, desiredCount }: RolloutReport): string {
  return `${runningCount} of ${desiredCount}`;
}

/** What a group of stopped tasks has in common: `2 tasks, container api, exit code 3`. */
export function stoppedWords({ container, exitCode, tasks }: StoppedGroup): string {
  return [
    counted(tasks.length, 'task'),
    ...(container === undefined ? [] : [`container ${container}`]),
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
  ].join(', ');
}

/** Enough task ids to look one up; a long list of them says nothing more. */
const TASKS_SHOWN = 3;

/** The newest of a group's tasks, each as `show` shows it, and how many more there are. */
export function taskIds(tasks: readonly string[], show = (task: string) => task): string {
  const rest = tasks.length - TASKS_SHOWN;
  return [...tasks.slice(-TASKS_SHOWN).map(show), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
