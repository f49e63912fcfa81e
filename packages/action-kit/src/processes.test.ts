import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { nodeProcesses } from './processes.ts';

const processes = nodeProcesses({ ...process.env, INPUT_TOKEN: 'secret', STATE_FOLDER: 'secret' });
/** A program of Node's, which is everywhere that these tests run. */
const node = (script: string, options = {}) => processes.run(process.execPath, ['-e', script], options);

describe('a program', () => {
  test('ends with its exit code and both outputs', async () => {
    expect(await node('console.log("out"); console.error("err"); process.exit(3)')).toEqual({
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  test('reads its input from stdin', async () => {
    const { stdout } = await node('process.stdin.pipe(process.stdout)', { input: 'päss' });
    expect(stdout).toBe('päss');
  });

  test('that does not read its input is judged by its exit code', async () => {
    expect((await node('process.exit(0)', { input: 'x'.repeat(1_000_000) })).exitCode).toBe(0);
  });

  test('is given arguments as they are, no shell reads them', async () => {
    const { stdout } = await processes.run(process.execPath, ['-e', 'console.log(process.argv[1])', '$HOME; a "b"']);
    expect(stdout).toBe('$HOME; a "b"\n');
  });

  test('gets the environment and what is added, but no inputs and no saved state', async () => {
    const { stdout } = await node('const e = process.env; console.log(e.INPUT_TOKEN, e.STATE_FOLDER, e.MORE)', {
      env: { MORE: 'more' },
    });
    expect(stdout).toBe('undefined undefined more\n');
  });

  test('is heard line by line, the last one without its end too', async () => {
    const lines: string[] = [];
    await node('process.stdout.write("on"); process.stdout.write("e\\r\\ntwo\\nthr€€")', {
      onLine: (line: string) => lines.push(line),
    });
    expect(lines).toEqual(['one', 'two', 'thr€€']);
  });

  test('that is not there ends as a shell says it', async () => {
    expect(await processes.run('no-such-program-here', [])).toMatchObject({
      exitCode: 127,
      stderr: 'no-such-program-here: command not found',
    });
  });

  test.each(['.', '', './bin'])('of the checkout is never taken for one of the machine: PATH has %j', async (entry) => {
    const checkout = await mkdtemp(join(tmpdir(), 'path-'));
    await mkdir(join(checkout, 'bin'));
    for (const path of ['planted', 'bin/planted'])
      await writeFile(join(checkout, path), '#!/bin/sh\necho ran', { mode: 0o755 });
    const misled = nodeProcesses({ PATH: `${entry}:${process.env['PATH'] ?? ''}` });
    expect((await misled.run('planted', [], { cwd: checkout })).exitCode).toBe(127);
    await rm(checkout, { recursive: true });
  });

  test('that a signal ended says so in its exit code', async () => {
    expect((await node('process.kill(process.pid, "SIGKILL")')).exitCode).toBe(137);
  });
});

describe('a cancelled run', () => {
  test('ends the program and what it started, and throws the reason', async () => {
    const stop = new AbortController();
    const reason = new Error('cancelled');
    const pids: number[] = [];
    const script = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      console.log(child.pid);
      setInterval(() => {}, 1000);`;
    const ended = node(script, {
      signal: stop.signal,
      onLine: (line: string) => {
        pids.push(Number(line));
        stop.abort(reason);
      },
    });
    await expect(ended).rejects.toBe(reason);
    expect(pids).toHaveLength(1);
    expect(isRunning(pids[0] ?? 0)).toBe(false);
  });

  test('starts nothing any more', async () => {
    await expect(node('', { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
  });
});

/** Whether a process runs: one that has ended may still be listed until its parent has heard of it. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(' Z ');
  } catch {
    return true;
  }
}
