import type { Severity } from '@fargate-actions/documents';
import { oneLine, plainText, shortened } from '@fargate-actions/report';
import { harmless } from './harmless.ts';
import type { Runner } from './runner.ts';

/** What the runner shows beside a step, and at a line of a file. */
export interface Annotation {
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly col?: number;
}

/** The runner cuts there. Source: docs.github.com, "Workflow commands". */
const MESSAGE_CHARACTERS = 4096;

/** Annotates with nothing in it that is unseen. GitHub drops an annotation without a message: an empty one is a blank. */
export function annotate(runner: Runner, { severity, title, message, file, line, col }: Annotation): void {
  const text = harmless(shortened(plainText(message), MESSAGE_CHARACTERS));
  runner.annotate(severity, text === '' ? ' ' : text, {
    title: harmless(oneLine(title)),
    ...(file !== undefined && { file: harmless(oneLine(file)) }),
    ...(line !== undefined && { startLine: line }),
    ...(col !== undefined && { startColumn: col }),
  });
}
