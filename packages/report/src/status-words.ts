import type { Report, Status } from '@fargate-actions/engine';

/** How an end is shown: in a table, and as the title of a failure. */
export interface StatusWords {
  readonly mark: string;
  readonly word: string;
  /** Follows the subject's name: `amply-api was rolled back`. */
  readonly title: string;
}

export const STATUS_WORDS: Record<Status, StatusWords> = {
  applied: { mark: '✅', word: 'applied', title: 'was applied' },
  deployed: { mark: '✅', word: 'deployed', title: 'was deployed' },
  repaired: { mark: '✅', word: 'repaired', title: 'was repaired' },
  unchanged: { mark: '✅', word: 'unchanged', title: 'is as wanted' },
  left: { mark: '⏳', word: 'left to ECS', title: 'is being deployed; this run does not wait' },
  'rolled-back': { mark: '❌', word: 'rolled back', title: 'was rolled back' },
  refused: { mark: '❌', word: 'refused', title: 'was not touched' },
  failed: { mark: '❌', word: 'failed', title: 'failed to deploy' },
  'timed-out': { mark: '❌', word: 'timed out', title: 'was not deployed in time' },
  cancelled: { mark: '❌', word: 'cancelled', title: 'was not seen to its end: the run was cancelled' },
  superseded: { mark: '⚠️', word: 'superseded', title: 'was superseded by another deployment' },
};

/** How an end is called in a table. */
export function statusWord({ status, statusText }: Report): string {
  return statusText ?? STATUS_WORDS[status].word;
}

/** What a title says of a subject that did not end well. */
export function failedText({ status, failedText }: Report): string {
  return failedText ?? STATUS_WORDS[status].title;
}
