import type { Outcome } from '@fargate-actions/engine';
import { outcomesAlone } from './each-alone.ts';
import { failuresByOutcome, failuresOf, type Failure } from './failures.ts';
import { blocks, code, escapeMarkdown, prose, table } from './markdown-text.ts';
import { NEW, outcomeRow, reportOf, type OutcomeRow } from './outcome-row.ts';
import { failedTitle, outcomeSentence } from './outcome-sentence.ts';
import { fieldsMarkdown } from './plan-markdown.ts';
import { reportMarkdown, timelinesMarkdown } from './section-markdown.ts';
import { settled } from './settled.ts';

/** The outcome of a run as a job summary: the sentence, the services, why what failed did, then the folded details. */
export function outcomeMarkdown(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(outcomesAlone).map(outcomeRow);
  const services = rows.filter(({ isService }) => isService);
  const others = rows.filter(({ isService, status }) => !isService && status !== 'unchanged');
  const failures = failuresByOutcome(outcomes);
  return blocks(
    headline(outcomes),
    ...servicesTables(services),
    ...outcomes.map((outcome) => {
      const report = reportOf(outcome);
      const failure = failures.size > 1 ? failures.get(outcome) : undefined;
      return report ? reportMarkdown(report, failures.size > 1) : failure ? failureMarkdown(failure) : '';
    }),
    table(
      ['resource', 'status'],
      others.map((row) => [code(row.name), statusCell(row)]),
    ),
    ...outcomes.map((outcome) => {
      const report = reportOf(outcome);
      return report ? timelinesMarkdown(report) : '';
    }),
    fieldsMarkdown('What changed, field by field', settled(outcomes)),
  );
}

/** A table for those that have the same columns; a row without any fits everywhere. */
function servicesTables(rows: readonly OutcomeRow[]): string[] {
  const titles = (row: OutcomeRow) => row.columns.map(({ title }) => title).join('|');
  const first = rows.find(({ columns }) => columns.length > 0);
  const groups = Map.groupBy(rows, (row) => (row.columns.length > 0 ? titles(row) : first ? titles(first) : ''));
  return [...groups.values()].map((own) => {
    const columns = own.find(({ columns }) => columns.length > 0)?.columns ?? [];
    const hasTime = own.some(({ time }) => time !== '');
    return table(
      ['service', 'from → to', ...columns.map(({ title }) => title), ...(hasTime ? ['time'] : []), 'status'],
      own.map((row) => [
        code(row.name),
        revisionsCell(row),
        ...columns.map(({ title }) => escapeMarkdown(row.columns.find((one) => one.title === title)?.text ?? '')),
        ...(hasTime ? [row.time] : []),
        statusCell(row),
      ]),
    );
  });
}

function headline(outcomes: readonly Outcome[]): string {
  const [first, ...others] = failuresOf(outcomes);
  if (!first) return `## ✅ ${escapeMarkdown(outcomeSentence(outcomes).replace(/\.$/, ''))}`;
  // What there is to say of a lone failure is said here; of several each has its part below.
  const details = others.length === 0 && !outcomes.some(hasOwnPart) ? (first.details ?? []) : [];
  return blocks(`## ❌ ${escapeMarkdown(failedTitle(outcomes))}`, `**${prose(first.message)}**`, ...details.map(prose));
}

function hasOwnPart(outcome: Outcome): boolean {
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
