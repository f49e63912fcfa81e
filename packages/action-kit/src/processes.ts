import { spawn, type ChildProcess } from 'node:child_process';
import { delimiter, isAbsolute } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

/** Runs other programs. */
export interface Processes {
  /** The environment that every program gets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Runs a program to its end, without a shell. One that is not there ends with exit code 127, as in a shell.
   *
   * @throws the signal's reason when it is aborted; the program, and all that it started, is ended first.
   */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<Ended>;
}

/** How a program is run. */
export interface RunOptions {
  /** Its whole standard input. */
  readonly input?: string;
  /** Added to the environment; what is undefined is taken out of it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with each line as it comes, of both outputs. */
  readonly onLine?: (line: string) => void;
}

/** How a program ended. */
export interface Ended {
  /** 128 and the signal's number, as a shell has it, when a signal ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that does not end when asked to is killed. The runner leaves 7.5 s, of which others need some. */
const PATIENCE_MS = 2000;

/** What a shell says of a program that it does not find. */
const NOT_FOUND = 127;

/**
 * Programs as processes of this machine, each in a process group of its own.
 *
 * @param env of this process. Inputs and saved state may hold secrets and are no business of other programs.
 */
export function nodeProcesses(env: Readonly<Record<string, string | undefined>>): Processes {
  const kept = Object.entries(env).filter(([name]) => !/^(INPUT|STATE)_/.test(name));
  const inherited = Object.fromEntries(kept.map(([name, value]) => [name, name === 'PATH' ? absolute(value) : value]));
  return {
    env: inherited,
    run(program, args, { input = '', env: added, cwd, signal, onLine } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason as Error);
          return;
        }
        const child = spawn(program, args, {
          // A group of its own: docker starts plugins, which have to end with it.
          detached: true,
          env: { ...inherited, ...added },
          ...(cwd !== undefined && { cwd }),
          stdio: ['pipe', 'pipe', 'pipe'],
        });
        const stdout = collected(child.stdout, onLine);
        const stderr = collected(child.stderr, onLine);
        const end = endOnAbort(child, signal);
        child.on('error', (error: NodeJS.ErrnoException) => {
          end.cancel();
          if (error.code === 'ENOENT') {
            resolve({ exitCode: NOT_FOUND, stdout: '', stderr: `${program}: command not found` });
          } else reject(error);
        });
        child.on('close', (code, by) => {
          end.cancel();
          if (signal?.aborted === true) reject(signal.reason as Error);
          else resolve({ exitCode: code ?? exitCodeOf(by), stdout: stdout(), stderr: stderr() });
        });
        // A program that ends before it has read all is judged by its exit code.
        child.stdin.on('error', () => undefined);
        child.stdin.end(input);
      });
    },
  };
}

/** A search path without the working directory: that is the checkout, and a program in it is not the one that is meant. */
function absolute(path: string | undefined): string | undefined {
  return path?.split(delimiter).filter(isAbsolute).join(delimiter);
}

function exitCodeOf(signal: NodeJS.Signals | null): number {
  return 128 + (signal === 'SIGKILL' ? 9 : 15);
}

/** Collects an output, and hands on each line when it is whole. */
function collected(output: NodeJS.ReadableStream, onLine: ((line: string) => void) | undefined): () => string {
  const decoder = new StringDecoder('utf8');
  const texts: string[] = [];
  let rest = '';
  const take = (text: string) => {
    texts.push(text);
    if (!onLine) return;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.replace(/\r$/, ''));
  };
  output.on('data', (chunk: Buffer) => {
    take(decoder.write(chunk));
  });
  output.on('end', () => {
    take(decoder.end());
    if (rest !== '') onLine?.(rest);
  });
  return () => texts.join('');
}

/** Ends a child's whole group when the signal is aborted: asked first, killed when it does not listen. */
function endOnAbort(child: ChildProcess, signal: AbortSignal | undefined): { cancel: () => void } {
  let patience: NodeJS.Timeout | undefined;
  const send = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // It has ended by itself meanwhile.
    }
  };
  const abort = () => {
    send('SIGTERM');
    patience = setTimeout(() => {
      send('SIGKILL');
    }, PATIENCE_MS);
  };
  signal?.addEventListener('abort', abort, { once: true });
  return {
    cancel: () => {
      clearTimeout(patience);
      signal?.removeEventListener('abort', abort);
    },
  };
}
