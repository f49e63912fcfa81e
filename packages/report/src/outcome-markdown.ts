import { outcomesAlone } from './each-alone.ts';
import { failuresByOutcome, failuresOf, type Failure } from './failures.ts';
import { blocks, code, escapeMarkdown, prose, table } from './markdown-text.ts';
import { NEW, outcomeRow, reportOf, type OutcomeRow, type RolloutOutcome } from './outcome-row.ts';
import { failedTitle, outcomeSentence } from './outcome-sentence.ts';
import { fieldsMarkdown } from './plan-markdown.ts';
import { rolloutMarkdown } from './rollout-markdown.ts';
import { settled } from './settled.ts';
import { timeMarkdown } from './time-markdown.ts';

/** The outcome of a run as a job summary: the sentence, the services, why what failed did, then the folded details. */
export function outcomeMarkdown(outcomes: readonly RolloutOutcome[]): string {
  const rows = outcomes.flatMap(outcomesAlone).map(outcomeRow);
  const services = rows.filter(({ isService }) => isService);
  const others = rows.filter(({ isService, status }) => !isService && status !== 'unchanged');
  const failures = failuresByOutcome(outcomes);
  return blocks(
    headline(outcomes),
    table(
      ['service', 'from → to', 'tasks', 'time', 'status'],
      services.map((row) => [code(row.name), revisionsCell(row), row.tasks, row.time, statusCell(row)]),
    ),
    ...outcomes.map((outcome) => {
      const report = reportOf(outcome);
      const failure = failures.size > 1 ? failures.get(outcome) : undefined;
      return report ? rolloutMarkdown(report, failures.size > 1) : failure ? failureMarkdown(failure) : '';
    }),
    table(
      ['resource', 'status'],
      others.map((row) => [code(row.name), statusCell(row)]),
    ),
    ...outcomes.map((outcome) => {
      const report = reportOf(outcome);
      return report ? timeMarkdown(report) : '';
    }),
    fieldsMarkdown('What changed, field by field', settled(outcomes)),
  );
}

function headline(outcomes: readonly RolloutOutcome[]): string {
  const [first, ...others] = failuresOf(outcomes);
  if (!first) return `## ✅ ${escapeMarkdown(outcomeSentence(outcomes).replace(/\.$/, ''))}`;
  // What there is to say of a lone failure is said here; of several each has its part below.
  const details = others.length === 0 && !outcomes.some(hasRolloutPart) ? (first.details ?? []) : [];
  return blocks(`## ❌ ${escapeMarkdown(failedTitle(outcomes))}`, `**${prose(first.message)}**`, ...details.map(prose));
}

function hasRolloutPart(outcome: RolloutOutcome): boolean {
  return outcome.result === 'failed' && reportOf(outcome) !== undefined;
}

/** What failed without a rollout to tell of. */
function failureMarkdown({ title, message, details = [] }: Failure): string {
  return blocks(`### ${escapeMarkdown(title)}`, [message, ...details].map((line) => `- ${prose(line)}`).join('\n'));
}

function statusCell({ mark, status }: OutcomeRow): string {
  return `${mark} ${escapeMarkdown(status)}`;
}

function revisionsCell({ revisions }: OutcomeRow): string {
  const cell = (revision: string) => (revision === NEW ? revision : code(revision));
  return revisions === '' ? '' : revisions.split(' -> ').map(cell).join(' → ');
}
