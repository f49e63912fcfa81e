/** An annotation as the runner reads it from the log. */
export interface ShownAnnotation {
  readonly severity: 'error' | 'warning' | 'notice';
  /** A diagnostic's rule, or the title of a failure. */
  readonly title: string;
  readonly message: string;
  /** `stack.yml:3:7`, where it has a position. */
  readonly at?: string;
}

const COMMAND = /^::(?<severity>error|warning|notice) (?<properties>.*?)::(?<message>.*)$/gm;

/** The annotations in a log, in the order in which they were written. */
export function annotationsIn(log: string): ShownAnnotation[] {
  return Array.from(log.matchAll(COMMAND), ({ groups = {} }) => {
    const properties = new Map(
      (groups['properties'] ?? '').split(',').map((property) => {
        const [name = '', value = ''] = property.split('=', 2);
        return [name, unescaped(value)] as const;
      }),
    );
    const file = properties.get('file');
    const at = [file, properties.get('line'), properties.get('col')].join(':');
    return {
      severity: severityOf(groups['severity']),
      title: properties.get('title') ?? '',
      message: unescaped(groups['message'] ?? ''),
      ...(file !== undefined && { at }),
    };
  });
}

/** `severity title file:line:column`: what a table of cases compares. */
export function annotationLine({ severity, title, at }: ShownAnnotation): string {
  return [severity, title, at].filter(Boolean).join(' ');
}

/** Those with that title: a rule, or what failed. */
export function annotated(
  { annotations }: { readonly annotations: readonly ShownAnnotation[] },
  title: string,
): ShownAnnotation[] {
  return annotations.filter((annotation) => annotation.title === title);
}

function severityOf(word: string | undefined): ShownAnnotation['severity'] {
  return word === 'error' || word === 'warning' ? word : 'notice';
}

/** Source: github.com/actions/toolkit, "Workflow commands": what a command's text is escaped for. */
function unescaped(text: string): string {
  return text
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%25', '%');
}
