import { oneLine, plainText, shortened } from '@fargate-actions/report';
import type { Severity } from '@fargate-actions/documents';

/** What the runner shows beside a step, and at a line of a file. */
export interface Annotation {
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly col?: number;
}

/** The runner cuts there. Source: reference/actions-ecosystem.md, "Workflows". */
const MESSAGE_CHARACTERS = 4096;

/** The command for an annotation. */
export function annotate({ severity, title, message, file, line, col }: Annotation): string {
  const text = shortened(plainText(message), MESSAGE_CHARACTERS);
  const place = { title: oneLine(title), ...(file !== undefined && { file: oneLine(file) }), line, col };
  return command(severity, text === '' ? ' ' : text, place);
}

/**
 * A workflow command as one line, with all in it escaped and nothing unseen: only a secret to mask is given as it is.
 *
 * The same bytes as @actions/core writes (a test compares them). Importing it would bring the HTTP client of its
 * OIDC support along and take longer than all the rest of an action's start: reference/actions-ecosystem.md, "Packages".
 */
export function command(
  name: 'add-mask' | 'debug' | 'endgroup' | 'group' | Severity,
  message = '',
  properties: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const list = Object.entries(properties)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(
      ([key, value]) =>
        `${key}=${escaped(harmless(String(value)))
          .replaceAll(':', '%3A')
          .replaceAll(',', '%2C')}`,
    );
  const text = name === 'add-mask' ? message : harmless(message);
  return `::${name}${list.length > 0 ? ` ${list.join(',')}` : ''}::${escaped(text)}`;
}

/** The runner shows a command's text line by line in the log, where `##[` folds and colours what comes after it. */
function harmless(text: string): string {
  return plainText(text).replaceAll('##[', '##\\[');
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
