import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server that nobody here wrote, and how it is started. */
export interface ServerProgram {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it takes calls yet. */
  isUp(): Promise<boolean>;
  readonly patienceSeconds: number;
}

/** A server that takes calls. */
export interface RunningServer {
  readonly pid: number;
  readonly close: () => Promise<void>;
}

const LAST_LINES = 8;

/**
 * Starts a server and waits until it takes calls; closing asks it to end and waits for that.
 *
 * @throws Error with the last lines of its log when it ends early or does not come up.
 */
export async function startServer(wanted: ServerProgram): Promise<RunningServer> {
  const { program, args, env, patienceSeconds } = wanted;
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const log: string[] = [];
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => {
      log.push(...text.split('\n').filter((line) => line !== ''));
      log.splice(0, log.length - LAST_LINES);
    });
  }
  child.on('error', (error) => log.push(error.message));
  const over = Promise.race([once(child, 'close'), once(child, 'error')]).catch(() => undefined);
  const ended = new AbortController();
  void over.then(() => {
    ended.abort();
  });
  const close = async (): Promise<void> => {
    if (!ended.signal.aborted) child.kill('SIGTERM');
    await over;
  };
  const deadline = Date.now() + patienceSeconds * 1000;
  while (!ended.signal.aborted && Date.now() < deadline) {
    if (await wanted.isUp()) return { pid: child.pid ?? 0, close };
    await sleep(200);
  }
  await close();
  throw new Error(`${program} did not come up:\n${log.join('\n')}`);
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Whether something answers HTTP there, whatever it answers. */
export const answersHttp = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    () => true,
    () => false,
  );
