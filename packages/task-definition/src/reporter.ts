import type { Diagnostic, Diagnostics, Document, Path } from '@fargate-actions/documents';

/** Reports what is found at a path of a definition, at its place in the file. */
export interface Reporter {
  error(path: Path, rule: string, message: string, hint?: string): void;
  warning(path: Path, rule: string, message: string, hint?: string): void;
  notice(path: Path, rule: string, message: string, hint?: string): void;
  /** As `notice`, at the key instead of the value. */
  noticeAtKey(path: Path, rule: string, message: string, hint?: string): void;
}

/** What is only missing yet: a later step may still fill it in. */
const UNFINISHED: ReadonlySet<string> = new Set([
  'task-definition/required',
  'task-definition/execution-role',
  'logs/awslogs-group',
  'logs/awslogs-region',
  'logs/awslogs-stream-prefix',
  'logs/splunk',
  'logs/firelens',
]);

/**
 * A reporter for a document.
 *
 * @param known what was found before this run set anything; it and what is missing yet are only warnings. Undefined: the
 * definition has to be whole.
 */
export function reporterFor(
  document: Document,
  known: readonly Diagnostic[] | undefined,
  diagnostics: Diagnostics,
): Reporter {
  const before = new Set(known?.map(({ rule, message }) => `${rule} ${message}`));
  const isLeftOpen = (rule: string, message: string) =>
    known !== undefined && (UNFINISHED.has(rule) || before.has(`${rule} ${message}`));
  return {
    error: (path, rule, message, hint) => {
      if (isLeftOpen(rule, message)) diagnostics.warning(document.at(path), rule, message, hint);
      else diagnostics.error(document.at(path), rule, message, hint);
    },
    warning: (path, rule, message, hint) => {
      diagnostics.warning(document.at(path), rule, message, hint);
    },
    notice: (path, rule, message, hint) => {
      diagnostics.notice(document.at(path), rule, message, hint);
    },
    noticeAtKey: (path, rule, message, hint) => {
      diagnostics.notice(document.keyAt(path), rule, message, hint);
    },
  };
}
