import { isGood, type Outcome } from '@fargate-actions/engine';
import { outcomesAlone } from './each-alone.ts';
import { logLines } from './log-text.ts';
import { outcomeRow, reportOf, type OutcomeRow } from './outcome-row.ts';
import { goodLines } from './section-lines.ts';

/** What became of each resource, one line each, lined up; below what went well what was done, and where its time went. */
export function outcomeLines(all: readonly Outcome[]): string[] {
  const outcomes = all.flatMap(outcomesAlone);
  const rows = outcomes.map(outcomeRow);
  const width = (value: (row: OutcomeRow) => string) => Math.max(0, ...rows.map((row) => value(row).length));
  const [names, statuses, revisions] = [
    width(({ name }) => name),
    width(statusToLineUp),
    width((row) => row.revisions),
  ];
  return rows.flatMap((row, index) => {
    const cells = [row.name.padEnd(names), row.status.padEnd(statuses), row.revisions.padEnd(revisions)];
    const facts = [...row.columns.map(({ line }) => line), row.time].filter((fact) => fact !== '');
    const line = logLines([...cells, ...facts].join('  ').trimEnd()).join(' ');
    const report = outcomes[index] && reportOf(outcomes[index]);
    return [line, ...(report && isGood(report.status) ? goodLines(report.sections).map((more) => `  ${more}`) : [])];
  });
}

/** What the column is as wide as: a reason after the status must not push the other columns out of sight. */
function statusToLineUp({ status }: OutcomeRow): string {
  return status.split(':')[0] ?? '';
}
