import type { Position } from './diagnostics.ts';

/**
 * A file's text, and the line and column of each of its characters.
 *
 * Columns count UTF-16 code units, as editors and GitHub's annotations do; a byte-order mark is not part of the text.
 */
export class Source {
  readonly file: string;
  readonly text: string;
  readonly #lineStarts: readonly number[];

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.#lineStarts = [0, ...Array.from(text.matchAll(/\n/g), (end) => end.index + end[0].length)];
  }

  /** The position of the character at the offset. */
  at(offset: number): Position {
    const line = this.lineNumber(offset);
    return { file: this.file, line, column: offset - this.#startOf(line) + 1 };
  }

  /** The number, from 1, of the line the offset stands in. */
  lineNumber(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** The offset at which the line of the offset begins. */
  lineStart(offset: number): number {
    return this.#startOf(this.lineNumber(offset));
  }

  /** The offset of the line break (or the end of the text) that ends the line of the offset. */
  lineEnd(offset: number): number {
    const found = this.text.slice(offset).search(/[\r\n]/);
    return found === -1 ? this.text.length : offset + found;
  }

  /** The line of the offset, without its line break. */
  line(offset: number): string {
    return this.text.slice(this.lineStart(offset), this.lineEnd(offset));
  }

  #startOf(line: number): number {
    return this.#lineStarts[line - 1] ?? 0;
  }
}
