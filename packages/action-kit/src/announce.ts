import type { Diagnostic, Severity } from '@fargate-actions/documents';
import { diagnosticLines, inOrderOfSeverity, logLines, type Failure } from '@fargate-actions/report';
import type { Annotation } from './runner/annotation.ts';
import type { Console, Log } from './runner/log.ts';

/** Shows diagnostics as one readable block, each only the first time. */
export function announcer(log: Log): (diagnostics: readonly Diagnostic[]) => void {
  const announced = new Set<string>();
  return (diagnostics) => {
    const fresh = diagnostics.filter((diagnostic) => !announced.has(JSON.stringify(diagnostic)));
    for (const diagnostic of fresh) announced.add(JSON.stringify(diagnostic));
    if (fresh.length > 0) log.info(['', ...diagnosticLines(fresh), ''].join('\n'));
  };
}

/** Source: reference/actions-ecosystem.md, "Workflows": 10 per type and step. */
const ANNOTATIONS_PER_SEVERITY = 10;

/** Annotates failures, each with its cause first, and diagnostics; what GitHub would drop is counted. */
export function annotateOutcome(
  console: Console,
  failures: readonly Failure[],
  diagnostics: readonly Diagnostic[],
): void {
  for (const { title, message, details = [] } of failures) {
    // A log shows an annotation's message alone: of several it would not tell which is whose.
    if (failures.length > 1) console.info(logLines(title).join(' '));
    console.annotate({ severity: 'error', title, message });
    for (const line of details) console.info(line);
  }
  const places: Record<Severity, number> = {
    error: ANNOTATIONS_PER_SEVERITY - failures.length,
    warning: ANNOTATIONS_PER_SEVERITY,
    notice: ANNOTATIONS_PER_SEVERITY,
  };
  let dropped = Math.max(0, -places.error);
  for (const diagnostic of inOrderOfSeverity(diagnostics)) {
    if (places[diagnostic.severity]-- > 0) console.annotate(annotationOf(diagnostic));
    else dropped += 1;
  }
  if (dropped > 0) console.info(`GitHub shows ten annotations of a kind: ${dropped} more are in the log above.`);
}

function annotationOf({ severity, rule, message, hint, at }: Diagnostic): Annotation {
  return {
    severity,
    title: rule,
    message: hint === undefined ? message : `${message}\n${hint}`,
    ...(at && { file: at.file, line: at.line, col: at.column }),
  };
}
