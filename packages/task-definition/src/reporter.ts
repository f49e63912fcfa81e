import type { Diagnostics, Document, Path } from '@fargate-actions/files';
import { containersOf } from './containers.ts';

/** Reports what is found at a path of a definition, at its place in the file. */
export interface Reporter {
  error(path: Path, rule: string, message: string, hint?: string): void;
  warning(path: Path, rule: string, message: string, hint?: string): void;
  notice(path: Path, rule: string, message: string, hint?: string): void;
  /** As `notice`, at the key instead of the value. */
  noticeAtKey(path: Path, rule: string, message: string, hint?: string): void;
}

/** What a later step may still fill in. */
const UNFINISHED: ReadonlySet<string> = new Set(['task-definition/placeholder', 'task-definition/image']);

/**
 * A reporter for a document.
 *
 * @param finished the containers that are as they shall be; an image or placeholder that is left open in another one is
 * only a warning. Without it all of them are.
 */
export function reporterFor(
  document: Document,
  finished: readonly string[] | undefined,
  diagnostics: Diagnostics,
): Reporter {
  const containers = containersOf(document);
  const isUnfinished = (path: Path) => {
    const container = containers.find((candidate) => candidate.path.every((step, index) => path[index] === step));
    return finished !== undefined && container?.name !== undefined && !finished.includes(container.name);
  };
  return {
    error: (path, rule, message, hint) => {
      if (UNFINISHED.has(rule) && isUnfinished(path)) diagnostics.warning(document.at(path), rule, message, hint);
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
