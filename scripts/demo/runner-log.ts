/** A line of a step's log, as the runner's page shows it. */
export interface LogLine {
  readonly kind: 'text' | 'group' | 'error';
  readonly text: string;
}

const COMMAND = /^::(?<name>[a-z-]+)(?: (?<properties>.*?))?::(?<message>.*)$/;

/**
 * Makes of what an action writes what a person sees at the runner: a group has a title, an error is one.
 *
 * Warnings and notices are left out: the actions have said them in words before, and the runner shows them elsewhere.
 */
export class RunnerLog {
  readonly #show: (line: LogLine) => void;
  #unfinished = '';

  constructor(show: (line: LogLine) => void) {
    this.#show = show;
  }

  /** Takes a piece of the log, which may end anywhere. */
  write(piece: string): void {
    const lines = `${this.#unfinished}${piece}`.split('\n');
    this.#unfinished = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
  }

  /** There is no more. */
  end(): void {
    if (this.#unfinished !== '') this.#line(this.#unfinished);
    this.#unfinished = '';
  }

  #line(line: string): void {
    const { name, properties = '', message = '' } = COMMAND.exec(line)?.groups ?? {};
    if (name === undefined) this.#show({ kind: 'text', text: line });
    else if (name === 'group') this.#show({ kind: 'group', text: unescaped(message) });
    else if (name === 'error') {
      const title = /(?:^|,)title=([^,]*)/.exec(properties)?.[1];
      const text = unescaped(title === undefined ? message : `${title}: ${message}`);
      for (const part of text.split('\n')) this.#show({ kind: 'error', text: part });
    }
  }
}

/** Source: docs.github.com, "Workflow commands": what the toolkit escapes. */
function unescaped(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
