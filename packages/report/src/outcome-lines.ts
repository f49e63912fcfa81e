import { outcomesAlone } from './each-alone.ts';
import { logLines } from './log-text.ts';
import { outcomeRow, reportOf, type OutcomeRow, type RolloutOutcome } from './outcome-row.ts';
import { timeLines } from './time-text.ts';

/** What became of each resource, one line each, lined up; below it where its time went, where that is known. */
export function outcomeLines(all: readonly RolloutOutcome[]): string[] {
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
    const facts = [...(row.tasks ? [`${row.tasks} tasks`] : []), row.time];
    const line = logLines([...cells, ...facts].join('  ').trimEnd()).join(' ');
    const time = outcomes[index] && reportOf(outcomes[index])?.time;
    return [line, ...(time ? timeLines(time).map((more) => `  ${more}`) : [])];
  });
}

/** What the column is as wide as: a reason after the status must not push the other columns out of sight. */
function statusToLineUp({ status }: OutcomeRow): string {
  return status.split(':')[0] ?? '';
}
