import { isCancelled } from '@fargate-actions/plan';
import type { RolloutOutcome } from './outcome-row.ts';
import { outcomeRow, reportOf } from './outcome-row.ts';
import { oneLine } from './plain-text.ts';
import { STATUS_WORDS } from './rollout-words.ts';
import { rolloutDetails } from './rollout-text.ts';

/** Something that went wrong, its cause first. */
export interface Failure {
  /** What went wrong: `amply-api was rolled back`. */
  readonly title: string;
  /** Why, in one line. May hold text from outside. */
  readonly message: string;
  /** More, as log lines. */
  readonly details?: readonly string[];
}

/** What failed, in the order of the outcomes. Empty when nothing did. */
export function failuresOf(outcomes: readonly RolloutOutcome[]): Failure[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.result !== 'failed') return [];
    const report = reportOf(outcome);
    if (report) {
      return [
        {
          title: `${report.service} ${STATUS_WORDS[report.status].title}`,
          message: oneLine(report.cause?.summary ?? outcome.end?.summary ?? 'The cause is not known.'),
          details: rolloutDetails(report),
        },
      ];
    }
    return [failureWithoutReport(outcome)];
  });
}

function failureWithoutReport(outcome: Extract<RolloutOutcome, { result: 'failed' }>): Failure {
  const { address, outputs, error } = outcome;
  const { name, isService } = outcomeRow(outcome);
  const what = isService ? name : address;
  const isWritten = outputs !== undefined;
  const title = isCancelled(outcome)
    ? `${what} ${isWritten ? STATUS_WORDS.cancelled.title : 'was cancelled'}`
    : isWritten
      ? `${what} was changed, but not seen to its end`
      : `${what} could not be ${UNDONE_WORDS[outcome.resource.changes.action] ?? 'updated'}`;
  const hint = hintOf(error);
  const details = [
    ...(hint === undefined ? [] : [`Next: ${oneLine(hint)}`]),
    ...(isService && isWritten ? [UNWATCHED] : []),
  ];
  return {
    title,
    message: error instanceof Error ? oneLine(error.message) : 'The cause is not known.',
    ...(details.length > 0 && { details }),
  };
}

const UNDONE_WORDS: Readonly<Record<string, string>> = { create: 'created', delete: 'deleted' };

/** A service that was written goes on by itself, whoever watches. */
const UNWATCHED = 'Now: ECS goes on with the deployment by itself. Run this again to see what became of it.';

/** What to do about an error, where its kind knows it. */
function hintOf(error: unknown): string | undefined {
  return error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined;
}
