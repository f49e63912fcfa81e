import { isAwsError } from '@fargate-actions/aws';
import { addressText, isCancelled, isWarning, type Outcome, type Report } from '@fargate-actions/engine';
import { isPartial, outcomeRow, PARTIAL, reportOf } from './outcome-row.ts';
import { logLines } from './log-text.ts';
import { oneLine } from './plain-text.ts';
import { sectionLines } from './section-lines.ts';
import { failedText, STATUS_WORDS } from './status-words.ts';

/** Something that went wrong, its cause first. */
export interface Failure {
  /** What went wrong: `amply-api was rolled back`. */
  readonly title: string;
  /** Why, in one line. May hold text from outside. */
  readonly message: string;
  /** More, as log lines. */
  readonly details?: readonly string[];
}

type Failed = Extract<Outcome, { result: 'failed' }>;

/** What failed, in the order of the outcomes; what AWS refused to several in the same way once. Empty when nothing did. */
export function failuresOf(outcomes: readonly Outcome[]): Failure[] {
  return [...failuresByOutcome(outcomes).values()];
}

/** The same, each by the outcome at which it is to be told: the first that failed so. */
export function failuresByOutcome(outcomes: readonly Outcome[]): Map<Outcome, Failure> {
  return groupedFailures(outcomes.filter((outcome) => !isWarning(outcome)));
}

/** What failed and is worth a warning only. */
export function warningsOf(outcomes: readonly Outcome[]): Failure[] {
  return [...groupedFailures(outcomes.filter(isWarning)).values()];
}

function groupedFailures(outcomes: readonly Outcome[]): Map<Outcome, Failure> {
  const failed = outcomes.filter((outcome) => outcome.result === 'failed');
  const bySame = Map.groupBy(failed, (outcome) => sameCause(outcome) ?? outcome);
  return new Map(
    [...bySame.values()].flatMap(([first, ...others]) => (first ? [[first, failureOf(first, others)]] : [])),
  );
}

/** What failures have in common that one change would mend; undefined of one that is told by itself. */
function sameCause({ error, outputs, completedWrites }: Failed): string | undefined {
  if (!isAwsError(error) || outputs || completedWrites) return undefined;
  // Its message has the name of what was denied.
  return error.kind === 'denied' ? error.permission : error.message;
}

function failureOf(first: Failed, others: readonly Failed[]): Failure {
  const report = reportOf(first);
  if (!report) return failureWithoutReport(first, others);
  return {
    title: `${outcomeRow(first).name} ${failedText(report)}`,
    message: oneLine(report.cause?.summary ?? 'The cause is not known.'),
    details: detailsOf(report),
  };
}

/** What the log says below the cause: the next step, then the evidence. */
function detailsOf({ cause, sections }: Report): string[] {
  return [
    ...(cause?.hint === undefined ? [] : logLines(`Next: ${oneLine(cause.hint)}`)),
    ...sections.flatMap(sectionLines),
  ];
}

function failureWithoutReport(first: Failed, others: readonly Failed[]): Failure {
  const { outputs, completedWrites = [], error, resource } = first;
  const { name, isService } = outcomeRow(first);
  const { deletes = [], ifInterrupted } = resource.changes;
  const deleted = new Set(deletes.map(addressText));
  const [gone, written] = [
    completedWrites.filter((what) => deleted.has(what)),
    completedWrites.filter((what) => !deleted.has(what)),
  ];
  const hint = hintOf(error);
  const details = [
    ...(gone.length > 0 ? [`Deleted before: ${gone.join(', ')}`] : []),
    ...(written.length > 0 ? [`Written before: ${written.join(', ')}`] : []),
    ...(hint === undefined ? [] : [`Next: ${oneLine(hint)}`]),
    ...(completedWrites.length > 0 && ifInterrupted !== undefined ? [`Then: ${ifInterrupted}`] : []),
    ...(isService && outputs && resource.changes.action !== 'watch' ? [UNWATCHED] : []),
    ...(others.length > 0 ? [`All of them: ${[first, ...others].map((one) => outcomeRow(one).name).join(', ')}`] : []),
  ].map(oneLine);
  return {
    title: `${name}${others.length > 0 ? ` and ${others.length} more` : ''} ${predicateOf([first, ...others])}`,
    message: error instanceof Error ? oneLine(error.message) : 'The cause is not known.',
    ...(details.length > 0 && { details }),
  };
}

/** What is said of those that failed in the same way. */
function predicateOf(failed: readonly Failed[]): string {
  const [predicate = '', ...others] = new Set(failed.map(predicateOfOne));
  return others.length > 0 ? 'could not be written' : predicate;
}

function predicateOfOne(outcome: Failed): string {
  const { action } = outcome.resource.changes;
  const isWritten = outcome.outputs !== undefined && action !== 'watch';
  if (isCancelled(outcome)) return isWritten ? STATUS_WORDS.cancelled.title : 'was cancelled';
  if (isWritten) return 'was changed, but not seen to its end';
  if (isPartial(outcome)) return `was ${PARTIAL}`;
  return `could not be ${NOT_DONE_WORDS[action] ?? 'updated'}`;
}

const NOT_DONE_WORDS: Readonly<Record<string, string>> = { create: 'created', delete: 'deleted', watch: 'checked' };

/** A service that was written goes on by itself, whoever watches. */
const UNWATCHED = 'Now: ECS goes on with the deployment by itself. Run this again to see what became of it.';

/** What to do about an error, where its kind knows it. */
function hintOf(error: unknown): string | undefined {
  return error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined;
}
