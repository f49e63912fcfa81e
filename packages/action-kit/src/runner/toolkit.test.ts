import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { writtenRunner } from '../../test/written-runner.ts';
import type { Runner } from './runner.ts';
import { toolkit } from './toolkit.ts';

const FILES = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'] as const;
const before = { ...process.env };
let directory = '';

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'toolkit-'));
  for (const file of FILES) process.env[file] = join(directory, file);
});
afterAll(() => {
  process.env = before;
  rmSync(directory, { recursive: true });
});

/** What a runner writes: to standard output, and to its files with the delimiter that nobody can guess left out. */
async function writtenBy(runnerWriting: (write: (text: string) => void) => Runner, use: (runner: Runner) => unknown) {
  for (const file of FILES) writeFileSync(join(directory, file), '');
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    await use(runnerWriting((text) => process.stdout.write(text)));
  } finally {
    spy.mockRestore();
  }
  const files = FILES.map((file) =>
    readFileSync(join(directory, file), 'utf8').replaceAll(/(ghadelimiter_)\S+/g, '$1'),
  );
  return { log: written.join(''), files };
}

const TRICKY = ['100%', 'a:b,c', 'two\nlines', '::error::x', '%0A', '😀', ''];

test.each(TRICKY)('of %j the runner of tests and @actions/core write the same', async (text) => {
  const use = async (runner: Runner) => {
    runner.setSecret(text);
    runner.startGroup(text);
    runner.endGroup();
    runner.debug(text);
    for (const severity of ['error', 'warning', 'notice'] as const)
      runner.annotate(severity, text, { title: text, file: text, startLine: 3, startColumn: 4 });
    runner.setOutput('name', text);
    runner.saveState('name', text);
    await runner.addToSummary(text);
  };
  const official = await writtenBy(() => toolkit, use);
  expect(await writtenBy((write) => writtenRunner(process.env, write), use)).toEqual(official);
  expect(official.files).toEqual([
    `name<<ghadelimiter_\n${text}\nghadelimiter_\n`,
    `name<<ghadelimiter_\n${text}\nghadelimiter_\n`,
    `${text}\n`,
  ]);
});

test('what the main step saved is what its post step gets', () => {
  process.env['STATE_folder'] = '/tmp/x';
  for (const runner of [toolkit, writtenRunner(process.env, () => undefined)]) {
    expect(runner.getState('folder')).toBe('/tmp/x');
    expect(runner.getState('nothing')).toBe('');
  }
});

const NO_FILE = "Can't write a file of the runner: Missing file at path: /nowhere/at/all";

test('a missing file of the runner is not reported as a bug', () => {
  const kept = process.env['GITHUB_OUTPUT'];
  process.env['GITHUB_OUTPUT'] = '/nowhere/at/all';
  try {
    for (const runner of [toolkit, writtenRunner(process.env, () => undefined)]) {
      expect(() => {
        runner.setOutput('a', 'b');
      }).toThrow(expect.objectContaining({ name: 'RunnerFileError', message: NO_FILE }));
    }
  } finally {
    process.env['GITHUB_OUTPUT'] = kept;
  }
});
