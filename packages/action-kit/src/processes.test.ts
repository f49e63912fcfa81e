import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, jest, test } from '@jest/globals';
import { systemClock, type Clock } from '@fargate-actions/aws';
import { nodeProcesses } from './processes.ts';

const processes = nodeProcesses({ ...process.env, INPUT_TOKEN: 'secret', STATE_FOLDER: 'secret' }, systemClock);
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
    const misled = nodeProcesses({ PATH: `${entry}:${process.env['PATH'] ?? ''}` }, systemClock);
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
    await expectEnded(pids[0] ?? 0);
  });

  test('starts nothing any more', async () => {
    await expect(node('', { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
  });
});

/** A clock on which the first sleep of so many seconds is over when it is said so. */
function aClock(seconds: number) {
  const over = Promise.withResolvers<undefined>();
  let now = 0;
  const asked: number[] = [];
  const clock: Clock = {
    now: () => now,
    sleep: async (wanted, signal) => {
      asked.push(wanted);
      const aborted = Promise.withResolvers<never>();
      signal?.addEventListener('abort', () => {
        aborted.reject(signal.reason as Error);
      });
      if (asked.filter((other) => other === seconds).length > 1 || wanted !== seconds) return aborted.promise;
      await Promise.race([over.promise, aborted.promise]);
      now = Math.max(now, seconds * 1000);
    },
  };
  return {
    clock,
    asked,
    pass: (atSeconds = 0) => {
      now = atSeconds * 1000;
      over.resolve(undefined);
    },
  };
}

describe('a program that takes too long', () => {
  test('is ended, with what it has said', async () => {
    const { clock, pass } = aClock(60);
    const lines: string[] = [];
    const ended = await nodeProcesses(process.env, clock).run(
      process.execPath,
      ['-e', 'console.log("begun"); setInterval(() => {}, 1000)'],
      {
        withinSeconds: 60,
        onLine: (line) => {
          lines.push(line);
          pass();
        },
      },
    );
    const why = `${process.execPath} -e did not end within 60 s and was ended.`;
    expect(ended).toEqual({ exitCode: 124, stdout: 'begun\n', stderr: `\n${why}` });
    expect(lines).toEqual(['begun', why]);
  });

  test('is let go on as long as it says something', async () => {
    const { clock, asked, pass } = aClock(60);
    const ended = await nodeProcesses(process.env, clock).run(process.execPath, ['-e', 'console.log("begun")'], {
      silentSeconds: 60,
      onLine: () => {
        pass(30);
      },
    });
    expect(ended).toMatchObject({ exitCode: 0 });
    // Heard half-way: the rest of the time is left from then on. The 10 s are for outputs that stay open.
    expect(asked.filter((seconds) => seconds !== 10)).toEqual([60, 30]);
  });

  test('is not waited for when it has ended and something that it started holds its outputs', async () => {
    const { clock, pass } = aClock(10);
    const script = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 100000)'], { detached: true, stdio: 'inherit' });
      console.log(child.pid);
      child.unref();`;
    let pid = 0;
    const ended = await nodeProcesses(process.env, clock).run(process.execPath, ['-e', script], {
      onLine: (line) => {
        pid = Number(line);
        pass();
      },
    });
    expect(ended.exitCode).toBe(0);
    process.kill(pid, 'SIGKILL');
  });
});

describe('a question', () => {
  const SOON = { withinSeconds: 60 };
  const ask = (script: string, options = {}) =>
    processes.ask(process.execPath, ['-e', script], { ...SOON, ...options });

  test('is answered with the exit code and both outputs, and the log has none of it', async () => {
    const written: unknown[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(text) > 0);
    const ended = await ask('console.log("oüt"); console.error("err"); process.exit(3)').finally(() => {
      write.mockRestore();
    });
    expect(ended).toEqual({ exitCode: 3, stdout: 'oüt\n', stderr: 'err\n' });
    expect(written).toEqual([]);
  });

  test('has its arguments as they are, and the environment without inputs and saved state', async () => {
    const script = `
      const { INPUT_TOKEN, STATE_FOLDER, MORE, HOME } = process.env;
      console.log(process.argv[1], INPUT_TOKEN, STATE_FOLDER, MORE, HOME);`;
    const { stdout } = await processes.ask(process.execPath, ['-e', script, '$HOME; a "b"'], {
      ...SOON,
      env: { MORE: 'more', HOME: undefined },
    });
    expect(stdout).toBe('$HOME; a "b" undefined undefined more undefined\n');
  });

  test('to a program that a signal ended has failed', async () => {
    expect((await ask('process.kill(process.pid, "SIGKILL")')).exitCode).toBe(128);
  });

  test('to a program that is not there ends as a shell says it', async () => {
    expect(await processes.ask('no-such-program-here', [], SOON)).toEqual({
      exitCode: 127,
      stdout: '',
      stderr: 'no-such-program-here: command not found',
    });
  });

  test('is never answered by a program of the checkout', async () => {
    const checkout = await mkdtemp(join(tmpdir(), 'a "path" '));
    await writeFile(join(checkout, 'planted'), '#!/bin/sh\necho ran', { mode: 0o755 });
    const asking = (PATH: string) => nodeProcesses({ PATH }, systemClock).ask('planted', [], SOON);
    expect((await asking(`:.:${relative(process.cwd(), checkout)}`)).exitCode).toBe(127);
    expect((await asking(checkout)).stdout).toBe('ran\n');
    await rm(checkout, { recursive: true });
  });

  test('that takes too long is not waited for', async () => {
    const { clock, pass } = aClock(60);
    const asked = nodeProcesses(process.env, clock).ask(process.execPath, ['-e', 'setTimeout(() => {}, 2000)'], SOON);
    pass();
    expect(await asked).toEqual({
      exitCode: 124,
      stdout: '',
      stderr: `${process.execPath} -e did not end within 60 s.`,
    });
  });

  test('is given up at once when the run is cancelled, and none is asked after that', async () => {
    const stop = new AbortController();
    const reason = new Error('cancelled');
    const asked = ask('setTimeout(() => {}, 2000)', { signal: stop.signal });
    setImmediate(() => {
      stop.abort(reason);
    });
    await expect(asked).rejects.toBe(reason);
    await expect(ask('', { signal: stop.signal })).rejects.toBe(reason);
  });
});

test('no program survives an action that is killed', async () => {
  const action = spawn(process.execPath, [fileURLToPath(new URL('../test/building-action.ts', import.meta.url))], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  action.stdout.setEncoding('utf8');
  const [said] = (await once(action.stdout, 'data')) as [string];
  const pid = Number(said);
  expect(isRunning(pid)).toBe(true);
  action.kill('SIGKILL');
  await once(action, 'close');
  await expectEnded(pid);
}, 60_000);

/** On a busy machine a process that was killed takes its time. */
async function expectEnded(pid: number): Promise<void> {
  for (let looks = 0; isRunning(pid) && looks < 2000; looks += 1) await sleep(20);
  expect(isRunning(pid)).toBe(false);
}

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
