import type { Outcome } from '@fargate-actions/engine';
import { durationText } from './duration.ts';
import { outcomesAlone } from './each-alone.ts';
import { failuresOf } from './failures.ts';
import { outcomeRow, reportOf, type OutcomeRow } from './outcome-row.ts';
import { STATUS_WORDS } from './status-words.ts';
import { capitalised, counted, listed } from './wording.ts';

/** What became of a run, in one sentence; of a failed one its first cause. */
export function outcomeSentence(outcomes: readonly Outcome[]): string {
  const [first] = failuresOf(outcomes);
  return first ? `${failedTitle(outcomes)}: ${first.message}` : goodSentence(outcomes);
}

/** What failed: `amply-api was rolled back (and 1 more failure)`. Empty when nothing did. */
export function failedTitle(outcomes: readonly Outcome[]): string {
  const [first, ...others] = failuresOf(outcomes);
  if (!first) return '';
  return first.title + (others.length > 0 ? ` (and ${counted(others.length, 'more failure')})` : '');
}

function goodSentence(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(outcomesAlone).map(outcomeRow);
  const changed = rows.filter(({ status }) => status !== 'unchanged');
  if (changed.length === 0) return 'Nothing had to change.';
  // Services are what people look for; what else there is they see in the table.
  const services = changed.some(({ isService }) => isService) ? rows.filter(({ isService }) => isService) : changed;
  const deployed = services.filter(isDeployed);
  const others = Map.groupBy(
    services.filter((row) => !isDeployed(row)),
    ({ status }) => status,
  );
  const seconds = Math.max(0, ...outcomes.map((outcome) => reportOf(outcome)?.facts.seconds ?? 0));
  return `${[
    ...(deployed.length > 0 ? [capitalised(`deployed ${names(deployed)} in ${durationText(seconds)}`)] : []),
    ...[...others].map(([status, rows]) => `${names(rows)} ${status}`),
  ].join('; ')}.`;
}

function isDeployed({ status }: OutcomeRow): boolean {
  return status === STATUS_WORDS.deployed.word;
}

/** A sentence stays one: the table names them all. */
const NAMES_SHOWN = 6;

function names(rows: readonly OutcomeRow[]): string {
  const all = rows.map(({ name }) => name);
  const rest = all.length - NAMES_SHOWN;
  return rest > 1 ? listed([...all.slice(0, NAMES_SHOWN), `${rest} more`]) : listed(all);
}
