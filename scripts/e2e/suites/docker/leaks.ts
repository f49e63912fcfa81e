import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The argument lists of all processes, sampled while something runs. */
export interface ArgumentWatch {
  /** Ends the watch: those that hold one of the texts. */
  stop(texts: readonly string[]): Promise<{ readonly sampled: number; readonly leaks: readonly string[] }>;
}

const PERIOD_MS = 5;

/** Begins to watch `/proc/PID/cmdline` of every process. */
export function watchArguments(): ArgumentWatch {
  const seen = new Set<string>();
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
      const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
      for (const line of lines) seen.add(line.replaceAll('\0', ' '));
      await sleep(PERIOD_MS);
    }
  })();
  return {
    stop: async (texts) => {
      over.abort();
      await watching;
      const leaks = [...seen].filter((line) => texts.some((text) => line.includes(text)));
      return { sampled: seen.size, leaks };
    },
  };
}

/** The files below a directory that hold one of the texts. */
export async function filesWith(directory: string, texts: readonly string[]): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const found = await Promise.all(
    files.map(async (file) => {
      const content = await readFile(file, 'latin1').catch(() => '');
      return texts.some((text) => content.includes(text)) ? [file] : [];
    }),
  );
  return found.flat();
}
