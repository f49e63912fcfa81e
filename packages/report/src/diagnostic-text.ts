import type { Diagnostic, Severity } from '@fargate-actions/documents';
import { logLines } from './log-text.ts';
import { code, prose } from './markdown-text.ts';
import { oneLine } from './plain-text.ts';
import { counted, listed } from './wording.ts';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice'];

/** Diagnostics with the gravest first, each kind in the order of files and lines. */
export function inOrderOfSeverity(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compare(a.at?.file ?? '', b.at?.file ?? '') ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
      (a.at?.column ?? 0) - (b.at?.column ?? 0),
  );
}

/** `2 errors and 1 warning`; empty when there are none. */
export function diagnosticCounts(diagnostics: readonly Diagnostic[]): string {
  return listed(
    SEVERITIES.map((severity) => ({ severity, number: diagnostics.filter((d) => d.severity === severity).length }))
      .filter(({ number }) => number > 0)
      .map(({ severity, number }) => counted(number, severity)),
  );
}

/** Diagnostics as a block of log lines: where, how grave, which rule; then what and why; then what to do. */
export function diagnosticLines(diagnostics: readonly Diagnostic[]): string[] {
  return inOrderOfSeverity(diagnostics).flatMap(({ severity, rule, message, hint, at }, index) => {
    const where = at ? [`${at.file}:${at.line}:${at.column}`] : [];
    return [
      ...(index > 0 ? [''] : []),
      logLines([...where, severity, rule].map(oneLine).join('  ')).join(''),
      ...[message, ...(hint ? [hint] : [])].flatMap((text) => logLines(text).map((line) => `  ${line}`)),
    ];
  });
}

/** Diagnostics as a list in Markdown. Empty when there are none. */
export function diagnosticsMarkdown(diagnostics: readonly Diagnostic[]): string {
  return inOrderOfSeverity(diagnostics)
    .map(({ severity, rule, message, hint, at }) => {
      const where = at ? [code(`${at.file}:${at.line}:${at.column}`)] : [];
      const text = [prose(message), ...(hint ? [prose(hint)] : [])];
      return `- ${[`**${severity}**`, ...where, ...text, `(${code(rule)})`].join(' ')}`;
    })
    .join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
