import { environmentOfCallers } from './git/settings.ts';

/** Runs other programs: what this room needs of `Surroundings.processes`, so that it does not know the runner. */
export interface Processes {
  /** The environment that every program gets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** One that is not there ends with exit code 127. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<Ended>;
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
}

/** How a program ended. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a shell and our processes say of a program that is not there. */
export const NOT_FOUND = 127;

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
  return (args, options = {}) => processes.run('docker', args, { ...options, env: { ...own, ...options.env }, signal });
}
