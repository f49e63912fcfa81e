import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Exchange } from './recorder.ts';

/** An answer as the emulator gave it, before encoding left out what no model knows. */
export interface Given {
  readonly run: string;
  /** `ecs:DescribeServices`. */
  readonly operation: string;
  readonly given: unknown;
}

/** Everything that was seen of some runs, for a judge in another process. */
export class Recording {
  readonly #entries: (Exchange | Given)[] = [];

  get size(): number {
    return this.#entries.length;
  }

  add(entry: Exchange | Given): void {
    this.#entries.push(entry);
  }

  /** Writes it, one entry a line as JSON. */
  async save(file: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    const stream = createWriteStream(file);
    for (const entry of this.#entries) stream.write(`${JSON.stringify(entry)}\n`);
    stream.end();
    await once(stream, 'finish');
  }
}
