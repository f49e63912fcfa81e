/** A line of a step's log, and when it came. */
export interface LogMoment {
  /** In seconds. */
  readonly at: number;
  readonly text: string;
}

/** Makes lines of the pieces in which a log arrives. */
export class LogClock {
  readonly lines: LogMoment[] = [];
  readonly #now: () => number;
  #unfinished = '';

  /** `now` gives seconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes a piece of the log, which may end anywhere: a line has come when its end has. */
  write(piece: string): void {
    const at = this.#now();
    const lines = `${this.#unfinished}${piece}`.split('\n');
    this.#unfinished = lines.pop() ?? '';
    for (const text of lines) this.lines.push({ at, text });
  }
}

/** What a progress line begins with, whatever is behind it: `00:36  amply-api  new 2 of 2 running; old 0  deployed`. */
const PROGRESS = /^[\d:]+ {2}(?<service>\S+) +new \d+ of \d+ running[^;]*; old \d+ {2}(?<doing>.*)$/;

/** When a progress line of the service first said something that matches; undefined where none did. */
export function momentOf(lines: readonly LogMoment[], service: string, said: RegExp): number | undefined {
  return lines.find(({ text }) => {
    const { service: of, doing = '' } = PROGRESS.exec(text)?.groups ?? {};
    return of === service && said.test(doing);
  })?.at;
}

/** What a service's line says when its rollout is over. */
export const ENDED = /^(deployed|rolled back|failed|timed out|superseded|cancelled)/;
