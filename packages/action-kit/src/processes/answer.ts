import { access, constants, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { getExecOutput } from '@actions/exec';
import type { Ended } from './ended.ts';

/** The exit code of a program that a signal ended; @actions/exec does not say which. */
const SIGNALLED = 128;

/**
 * Asks a program of this machine that reads no input, however long its answer takes. Undefined where there is none of that
 * name.
 */
export async function answerOf(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended | undefined> {
  const file = isAbsolute(program) ? program : await inPath(program, env['PATH'] ?? '');
  if (file === undefined) return undefined;
  const { exitCode, stdout, stderr } = await getExecOutput(`"${file.replaceAll('"', '\\"')}"`, [...args], {
    env,
    // Neither the command with its arguments nor its output is logged.
    silent: true,
    ignoreReturnCode: true,
    // No `input`, not even an empty one: nobody listens to the error of writing it to a program that has ended.
  });
  // Null after a signal, whatever the type says.
  return { exitCode: Number.isInteger(exitCode) ? exitCode : SIGNALLED, stdout, stderr };
}

const ENDING = process.platform === 'win32' ? '.exe' : '';

/**
 * Where a program is, by a search path. @actions/exec goes by that of this process, and takes relative directories too: what
 * is in them is the checkout's, not the machine's.
 */
async function inPath(program: string, path: string): Promise<string | undefined> {
  for (const directory of path.split(delimiter).filter(isAbsolute)) {
    const file = join(directory, `${program}${ENDING}`);
    if (await isExecutable(file)) return file;
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
