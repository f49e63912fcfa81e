import { expect, test } from '@jest/globals';
import { writtenRunner } from '../../test/written-runner.ts';
import { runnerConsole } from './log.ts';

/** A console with some secrets, and where it writes. */
function aConsoleOf(env: Record<string, string>, secrets: readonly string[], written: string[]) {
  const write = (text: string) => void written.push(text);
  return runnerConsole({ env, write, runner: writtenRunner(env, write) }, secrets);
}

/** A console, and what it wrote. */
function aConsole(env: Record<string, string> = { GITHUB_ACTIONS: 'true' }) {
  const written: string[] = [];
  return { console: aConsoleOf(env, ['first'], written), written };
}

test('a secret that turns up later is masked at the runner, and never written after', () => {
  const { console, written } = aConsole();
  console.mask('second');
  console.info('first and second');
  expect(written).toEqual(['::add-mask::first\n', '::add-mask::second\n', '*** and ***\n']);
});

test('without a runner the command to mask would show the secret', () => {
  const { console, written } = aConsole({});
  console.mask('second');
  console.info(`first ${console.withoutSecrets('second')}`);
  expect(written).toEqual(['*** ***\n']);
});

test('what is written during a piece of work is folded, and the group is closed when it fails', async () => {
  const { console, written } = aConsole({});
  const work = console.during('docker build', async () => {
    console.info('#1 [1/1] COPY');
    throw new Error('failed');
  });
  await expect(work).rejects.toThrow('failed');
  expect(written).toEqual(['::group::docker build\n', '#1 [1/1] COPY\n', '::endgroup::\n']);
});

test('a secret that is given thousands of times is masked once', () => {
  const written: string[] = [];
  const secrets = Array.from({ length: 20_000 }, () => 'hunter2');
  const log = aConsoleOf({ GITHUB_ACTIONS: 'true' }, secrets, written);
  log.mask('hunter2');
  log.info('it is hunter2');
  expect(written).toEqual(['::add-mask::hunter2\n', 'it is ***\n']);
});
