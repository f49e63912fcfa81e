import { environmentOfCallers } from './git/settings.ts';

/** Runs other programs: what this room needs of `ActionContext.processes`, so that it does not know the runner. */
export interface Processes {
  /** The environment that every program gets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** One that is not there ends with exit code 127. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** Asks one that answers soon, without input. One that takes longer is not waited for and gets exit code 124. */
  ask(program: string, args: readonly string[], options: QuestionOptions): Promise<Ended>;
}

export interface QuestionOptions extends Pick<RunOptions, 'env' | 'signal'> {
  readonly withinSeconds: number;
}

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

/** How a program ended. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a shell and our processes say of a program that is not there. */
export const NOT_FOUND = 127;

/** What `timeout` and our processes say of a program that was ended because its time was over. */
export const TIMED_OUT = 124;

/** How long a question to docker, or a login, may take. */
const QUESTION_SECONDS = 60;

/** What moves an image, or runs what is in it, may take as long as something is heard of it: a step may compile for long. */
const SILENT_SECONDS = 3600;

/** The calls of docker that take as long as an image is large, by their first word; `buildx inspect` is a question. */
const LONG = new Set(['build', 'push', 'pull', 'run', 'create', 'export']);

/** The calls that only ask: `buildx inspect`, `info`, `version`, `image inspect`. A login has a password as its input. */
const QUESTIONS = new Set(['inspect', 'info', 'version', 'image']);

/** Runs docker, always with the same environment and signal. */
export type Docker = (args: readonly string[], options?: Omit<RunOptions, 'signal'>) => Promise<Ended>;

/**
 * Docker with an environment of its own, in which its plugins call git as carefully as we do.
 *
 * @param env where its configuration lies, after a login.
 */
export function dockerWith(
  processes: Processes,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Docker {
  const own = { ...environmentOfCallers(processes.env), ...env };
  return (args, options = {}) => {
    const env = { ...own, ...options.env };
    const command = args.find((arg) => arg !== 'buildx') ?? '';
    if (QUESTIONS.has(command)) {
      return processes.ask('docker', args, { env, signal, withinSeconds: QUESTION_SECONDS });
    }
    const limit = LONG.has(command) ? { silentSeconds: SILENT_SECONDS } : { withinSeconds: QUESTION_SECONDS };
    return processes.run('docker', args, { ...limit, ...options, env, signal });
  };
}
