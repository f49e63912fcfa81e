/** What the runner would show beside the step. */
export interface ShownAnnotation {
  readonly severity: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** `file:line:column`; absent for what stands in no file. */
  readonly at?: string;
}

/** The annotations in a step's log. */
export function annotationsIn(log: string): ShownAnnotation[] {
  return Array.from(
    log.matchAll(/^::(error|warning|notice) ([^\n]*?)::([^\n]*)$/gm),
    ([, kind, written = '', text = '']) => {
      const properties = Object.fromEntries(
        written
          .split(',')
          .map((pair) => [pair.slice(0, pair.indexOf('=')), unescaped(pair.slice(pair.indexOf('=') + 1))]),
      );
      const { title = '', file, line, col } = properties;
      return {
        severity: kind as ShownAnnotation['severity'],
        title,
        message: unescaped(text),
        ...(file !== undefined && { at: `${file}:${line ?? ''}:${col ?? ''}` }),
      };
    },
  );
}

function unescaped(text: string): string {
  return text
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
