import { addressText, isGood, isWarning, type Column, type Outcome, type Report } from '@fargate-actions/engine';
import { durationText } from './duration.ts';
import { oneLine } from './plain-text.ts';
import { STATUS_WORDS, statusWord } from './status-words.ts';
import { valueText } from './value-text.ts';

/** What became of one resource, in the words of a table. */
export interface OutcomeRow {
  /** A service's name; another resource's address. */
  readonly name: string;
  readonly isService: boolean;
  readonly isFailure: boolean;
  readonly mark: string;
  readonly status: string;
  /** `amply-api:41 -> amply-api:42`; empty where there is none. */
  readonly revisions: string;
  readonly columns: readonly Column[];
  readonly time: string;
}

/** What became of one resource, in the words of a table. */
export function outcomeRow(outcome: Outcome): OutcomeRow {
  const { address } = outcome;
  const isService = address.kind === SERVICE;
  const report = reportOf(outcome);
  const bare = {
    name: isService ? (address.name ?? '') : addressText(address),
    isService,
    isFailure: outcome.result === 'failed' && !isWarning(outcome),
    revisions: '',
    columns: [],
    time: '',
  };
  if (report) {
    const { status } = report;
    const { from, to, columns, seconds } = report.facts;
    return {
      ...bare,
      mark: !bare.isFailure && !isGood(status) ? STATUS_WORDS.superseded.mark : STATUS_WORDS[status].mark,
      status: statusWord(report),
      revisions: from === to ? (to ?? '') : `${from ?? NEW} -> ${to ?? ''}`,
      columns,
      time: seconds === undefined ? '' : durationText(seconds),
    };
  }
  switch (outcome.result) {
    case 'unchanged':
      return { ...bare, mark: '✅', status: 'unchanged', revisions: unchangedRevision(outcome) };
    case 'applied':
      return { ...bare, mark: '✅', status: appliedWord(outcome) };
    case 'failed':
      return { ...bare, mark: bare.isFailure ? '❌' : '⚠️', status: isPartial(outcome) ? PARTIAL : 'failed' };
    case 'not attempted':
      return { ...bare, mark: '⏭️', status: `not attempted: ${oneLine(outcome.because)}` };
  }
}

/** How something is called of which only the first writes went through. */
export const PARTIAL = 'changed only in part';

/** Whether only some of a resource's writes went through; of what is deleted each thing is told by itself. */
export function isPartial(outcome: Outcome): boolean {
  return (
    outcome.result === 'failed' && outcome.completedWrites !== undefined && outcome.resource.changes.action !== 'delete'
  );
}

/** The report of a resource's process, where there was one. */
export function reportOf(outcome: Outcome): Report | undefined {
  return outcome.result === 'applied' || outcome.result === 'failed' ? outcome.end : undefined;
}

/** Stands where a service had no revision before. */
export const NEW = 'new';

const SERVICE = 'service';

const APPLIED_WORDS = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
  watch: 'seen to its end',
  refused: 'refused',
  none: 'unchanged',
};

function appliedWord({ address, resource }: Outcome): string {
  // A task definition is never changed: it gets another revision.
  return address.kind === 'task definition' ? 'registered' : APPLIED_WORDS[resource.changes.action];
}

function unchangedRevision({ resource }: Outcome): string {
  const revision = resource.outputs?.['taskDefinition'];
  return revision === undefined ? '' : valueText(revision, 200);
}
