import { spawn, type ChildProcess } from 'node:child_process';
import { delimiter, isAbsolute } from 'node:path';
import type { Clock } from '@fargate-actions/aws';
import { collected } from './processes/collected.ts';
import type { Ended } from './processes/ended.ts';
import { survivorsWatch } from './processes/survivors-watch.ts';

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
  /**
   * Asks a program something that it answers soon and without input, changing nothing. One that is not there ends with exit
   * code 127; one that takes longer is not waited for and gets 124. Nothing ends it then: the runner does, at the job's end.
   *
   * @throws the signal's reason when it is aborted.
   */
  ask(program: string, args: readonly string[], options: QuestionOptions): Promise<Ended>;
}

/** How a program is asked. */
export interface QuestionOptions extends Pick<RunOptions, 'env' | 'signal'> {
  readonly withinSeconds: number;
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
  /** One that takes longer is ended, with exit code 124. */
  readonly withinSeconds?: number;
  /** One that writes nothing for so long is ended, with exit code 124. */
  readonly silentSeconds?: number;
}

/** A program that does not end when asked to is killed. The runner leaves 7.5 s, of which others need some. */
const PATIENCE_MS = 2000;

/** How long the outputs of a program that has ended may stay open: something that it started may hold them for good. */
const LINGER_SECONDS = 10;

/** What a shell says of a program that it does not find. */
const NOT_FOUND = 127;

/** What coreutils' `timeout` says of a program that it ended. */
const TIMED_OUT = 124;

/**
 * Programs as processes of this machine, each in a process group of its own, which ends at the latest with this process.
 *
 * @param env of this process. Inputs and saved state may hold secrets and are no business of other programs.
 * @param clock of this machine.
 */
export function nodeProcesses(env: Readonly<Record<string, string | undefined>>, clock: Clock): Processes {
  const kept = Object.entries(env).filter(([name]) => !/^(INPUT|STATE)_/.test(name));
  const inherited = Object.fromEntries(kept.map(([name, value]) => [name, name === 'PATH' ? absolute(value) : value]));
  const survivors = survivorsWatch();
  return {
    env: inherited,
    run(program, args, options = {}) {
      const { input = '', env: added, cwd, signal, onLine } = options;
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
        survivors.add(child);
        const stdout = collected(child.stdout, onLine);
        const stderr = collected(child.stderr, onLine);
        const over = new AbortController();
        const end = groupEnd(child, over.signal);
        signal?.addEventListener('abort', end, { once: true, signal: over.signal });
        let overdue: string | undefined;
        const endLate = (why: string): void => {
          overdue = `${[program, ...args.slice(0, 1)].join(' ')} ${why} and was ended.`;
          end();
        };
        limitTime(child, options, clock, over.signal, endLate);

        child.on('error', (error: NodeJS.ErrnoException) => {
          over.abort();
          if (error.code === 'ENOENT') {
            resolve(notFound(program));
          } else reject(error);
        });
        child.on('exit', () => {
          after(LINGER_SECONDS, clock, over.signal, () => {
            closeOutputs(child);
          });
        });
        child.on('close', (code, by) => {
          over.abort();
          survivors.remove(child);
          if (signal?.aborted === true) reject(signal.reason as Error);
          else if (overdue !== undefined) {
            onLine?.(overdue);
            resolve({ exitCode: TIMED_OUT, stdout: stdout(), stderr: `${stderr()}\n${overdue}` });
          } else resolve({ exitCode: code ?? exitCodeOf(by), stdout: stdout(), stderr: stderr() });
        });
        // A program that ends before it has read all is judged by its exit code.
        child.stdin.on('error', () => undefined);
        child.stdin.end(input);
      });
    },
    async ask(program, args, { env: added, signal, withinSeconds }) {
      signal?.throwIfAborted();
      // A chunk of its own: most actions ask nothing.
      const { answerOf } = await import('./processes/answer.ts');
      const over = new AbortController();
      const limit = clock.sleep(withinSeconds, AbortSignal.any([over.signal, ...(signal ? [signal] : [])]));
      try {
        return await Promise.race([
          answerOf(program, args, defined({ ...inherited, ...added })).then((answer) => answer ?? notFound(program)),
          limit.then(() => ({
            exitCode: TIMED_OUT,
            stdout: '',
            stderr: `${[program, ...args.slice(0, 1)].join(' ')} did not end within ${withinSeconds} s.`,
          })),
        ]);
      } finally {
        over.abort();
      }
    },
  };
}

function notFound(program: string): Ended {
  return { exitCode: NOT_FOUND, stdout: '', stderr: `${program}: command not found` };
}

function defined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A search path without the working directory: that is the checkout, and a program in it is not the one that is meant. */
function absolute(path: string | undefined): string | undefined {
  return path?.split(delimiter).filter(isAbsolute).join(delimiter);
}

function exitCodeOf(signal: NodeJS.Signals | null): number {
  return 128 + (signal === 'SIGKILL' ? 9 : 15);
}

/** Calls back after so many seconds, unless it is over before. */
function after(seconds: number, clock: Clock, over: AbortSignal, then: () => void): void {
  clock.sleep(seconds, over).then(then, () => undefined);
}

/** Calls back with why a program's time is over. */
function limitTime(
  child: ChildProcess,
  { withinSeconds, silentSeconds }: RunOptions,
  clock: Clock,
  over: AbortSignal,
  end: (why: string) => void,
): void {
  if (withinSeconds !== undefined) {
    after(withinSeconds, clock, over, () => {
      end(`did not end within ${withinSeconds} s`);
    });
  }
  if (silentSeconds === undefined) return;
  let heardAt = clock.now();
  for (const output of [child.stdout, child.stderr]) output?.on('data', () => (heardAt = clock.now()));
  const listen = (seconds: number): void => {
    after(seconds, clock, over, () => {
      const left = silentSeconds - (clock.now() - heardAt) / 1000;
      if (left <= 0) end(`wrote nothing for ${silentSeconds} s`);
      else listen(left);
    });
  };
  listen(silentSeconds);
}

/** What ends a child's whole group: it is asked first, and killed when it does not listen. */
function groupEnd(child: ChildProcess, over: AbortSignal): () => void {
  const send = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // It has ended by itself meanwhile.
    }
  };
  return () => {
    send('SIGTERM');
    const patience = setTimeout(() => {
      send('SIGKILL');
      // What left the group may hold them for good.
      closeOutputs(child);
    }, PATIENCE_MS);
    over.addEventListener(
      'abort',
      () => {
        clearTimeout(patience);
      },
      { once: true },
    );
  };
}

function closeOutputs(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}
