import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { failed, type Check } from './checks.ts';
import { judgePython, pythonSources } from './tools/python.ts';

/** A Python package of ours, run as a program. */
export interface PythonProgram {
  /** The package's name. */
  readonly program: string;
  readonly arguments?: readonly string[];
  /** All that it gets besides the PATH. */
  readonly environment?: Readonly<Record<string, string>>;
  /** After so long it is ended, and that is a failed check. */
  readonly limitSeconds: number;
}

/** Nothing of the machine's own AWS settings: a profile or an endpoint of a service could lead to a real account. */
const isolation = {
  PATH: process.env['PATH'],
  PYTHONUNBUFFERED: '1',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** Runs a program that prints one check a line as JSON, and gives them as they come; that it ends well is one more. */
export async function* checksOfPython(wanted: PythonProgram): AsyncIterable<Check> {
  const { program, limitSeconds } = wanted;
  const child = spawn(judgePython.program('python'), ['-B', '-m', program, ...(wanted.arguments ?? [])], {
    cwd: pythonSources,
    env: { ...isolation, ...wanted.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const limit = setTimeout(() => child.kill('SIGKILL'), limitSeconds * 1000);
  const complaints: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  try {
    for await (const line of createInterface({ input: child.stdout })) yield checkOf(line);
    await ended;
  } finally {
    clearTimeout(limit);
    child.kill();
  }
  const { exitCode, signalCode } = child;
  if (exitCode === 0) return;
  const how = signalCode === 'SIGKILL' ? `was ended after ${limitSeconds} s` : `ended with ${exitCode ?? signalCode}`;
  yield failed(`${program} runs to its end`, how, ...complaints.join('').trimEnd().split('\n'));
}

/**
 * Runs a program that prints JSON, and gives what it says.
 *
 * @throws Error with what it complained about, when it ends with an error or takes too long.
 */
export async function jsonOfPython(wanted: PythonProgram): Promise<unknown> {
  const { program, limitSeconds, environment } = wanted;
  const { stdout } = await execute(judgePython.program('python'), ['-B', '-m', program, ...(wanted.arguments ?? [])], {
    cwd: pythonSources,
    env: { ...isolation, ...environment },
    timeout: limitSeconds * 1000,
    maxBuffer: MOST_BYTES,
  });
  return JSON.parse(stdout);
}

const execute = promisify(execFile);
const MOST_BYTES = 64 * 1024 * 1024;

function checkOf(line: string): Check {
  // What our own programs print; a line that is none breaks the suite, with the line in the message.
  const { name, passed, details } = JSON.parse(line) as { name: string; passed: boolean; details: string[] };
  return { name, isPassed: passed, details };
}
