import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Far more than any program takes: a busy machine is slow, and only what hangs is to fail. */
export const AT_MOST_MS = 600_000;

/**
 * Runs a program of the tests in a process of its own, and gives what it wrote: worlds by the thousand take half of the
 * time there that they take in jest's realm, and an unhandled rejection ends the process.
 *
 * @throws Error with what it complained of, where it fails or complains.
 */
export async function inBareNode(program: URL, ...args: readonly (string | number)[]): Promise<string> {
  const run = promisify(execFile);
  const words = [fileURLToPath(program), ...args.map(String)];
  const { stdout, stderr } = await run(process.execPath, words, { timeout: AT_MOST_MS });
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}
