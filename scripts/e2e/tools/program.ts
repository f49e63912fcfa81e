import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Whether a program can be started and ends well. */
export function succeeds(program: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<boolean> {
  return execute(program, [...args], env && { env }).then(
    () => true,
    () => false,
  );
}

/**
 * What a program wrote to its standard output.
 *
 * @throws Error with what it complained about, when it can't be started or ends with an error.
 */
export async function outputOf(program: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await execute(program, [...args], { ...(env && { env }), maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** Whether the shell would find a program. */
export const isOnPath = (program: string): Promise<boolean> => succeeds('/bin/sh', ['-c', 'command -v "$0"', program]);
