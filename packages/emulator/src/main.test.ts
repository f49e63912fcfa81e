import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { afterEach, expect, jest, test } from '@jest/globals';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const started: ChildProcess[] = [];
const blockers: Server[] = [];

// Node itself takes its time to start where other tests use all cores.
jest.setTimeout(30_000);

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  for (const blocker of blockers.splice(0)) blocker.close();
});

function emulator(...flags: string[]): ChildProcess {
  const child = spawn(process.execPath, [main, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  return child;
}

async function endpointOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The emulator has no output.');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return (JSON.parse(line) as { endpoint: string }).endpoint;
}

const scenarioOf = async (endpoint: string): Promise<unknown> => (await fetch(`${endpoint}/_emulator/scenario`)).json();

/** What the account of an emulator is asked to show: the names of its topics. */
const topicsOf = async (endpoint: string): Promise<string> =>
  (
    await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=ListTopics&Version=2010-03-31',
    })
  ).text();

test('the first line tells the endpoint, and SIGTERM ends it cleanly', async () => {
  const child = emulator('--port', '0', '--speed', '60');
  const endpoint = await endpointOf(child);
  expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await topicsOf(endpoint)).toContain('amply-alerts');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('SIGINT ends it cleanly too', async () => {
  const child = emulator();
  await endpointOf(child);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('it can begin with a scenario from a file', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'scenario.yml');
  writeFileSync(file, 'denied: [ecs:ListTasks]\n');
  expect(await scenarioOf(await endpointOf(emulator('--scenario', file)))).toMatchObject({ denied: ['ecs:ListTasks'] });
});

test('it can begin with an empty account', async () => {
  expect(await topicsOf(await endpointOf(emulator('--scenario', 'empty')))).not.toContain('amply-alerts');
});

test.each([
  { flags: ['--port', 'x'], says: '--port x is not a number' },
  { flags: ['--port', '70000'], says: '--port 70000 is not a number' },
  { flags: ['--speed', '0'], says: '--speed 0 is not a number' },
  { flags: ['--sped', '2'], says: "Unknown option '--sped'" },
  { flags: ['extra'], says: "Unexpected argument 'extra'" },
  { flags: ['--scenario', '/nope/scenario.yml'], says: '/nope/scenario.yml' },
])('it says what is wrong with $flags', async ({ flags, says }) => {
  const child = emulator(...flags);
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(text).toContain(says);
  expect(text).toContain('npm run emulator --');
});

test('it says that the port is taken', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  blockers.push(taken);
  await once(taken, 'listening');
  const child = emulator('--port', String((taken.address() as AddressInfo).port));
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(text).toContain('EADDRINUSE');
});
