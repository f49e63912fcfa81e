import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const ACTION = fileURLToPath(new URL('../test/patient-action.ts', import.meta.url));
const LINGERING = fileURLToPath(new URL('../test/lingering-action.ts', import.meta.url));

/** One that does not end by itself is ended, so that its test fails. */
const ENDED: SpawnOptions & { stdio: ['ignore', 'pipe', 'inherit'] } = {
  env: {},
  stdio: ['ignore', 'pipe', 'inherit'],
  timeout: 45_000,
  killSignal: 'SIGKILL',
};

test.each(['SIGINT', 'SIGTERM'] as const)('%s lets a process say its last words and fail', async (signal) => {
  const action = spawn(process.execPath, [ACTION], { env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
  let log = '';
  action.stdout.setEncoding('utf8').on('data', (text: string) => {
    log += text;
    if (log === 'waiting\n') action.kill(signal);
  });
  const [exitCode] = (await once(action, 'close')) as [number | null];
  expect(exitCode).toBe(1);
  expect(log).toBe(`waiting
last words
output status: cancelled
::error title=patient-action was cancelled::The run was cancelled (${signal}).
`);
});

test('a process ends when its outputs are out, whatever still goes on in it', async () => {
  const action = spawn(process.execPath, [LINGERING], ENDED);
  let log = '';
  action.stdout.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const [exitCode] = (await once(action, 'close')) as [number | null];
  expect(exitCode).toBe(0);
  expect(log).toMatch(/^x{1000000}\noutput status: deployed\n$/);
}, 60_000);

test('under an old Node a process says which one it needs, and does nothing', async () => {
  // The version alone is the old one's: an old Node itself reads no TypeScript.
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, ACTION];
  const action = spawn(process.execPath, args, ENDED);
  let log = '';
  action.stdout.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const [exitCode] = (await once(action, 'close')) as [number | null];
  expect(exitCode).toBe(1);
  expect(log).toMatch(
    /^::error title=Node 24 is required::This action needs Node 24 or newer, and runs on Node 20\.20\.2\. .*\n$/,
  );
}, 60_000);
