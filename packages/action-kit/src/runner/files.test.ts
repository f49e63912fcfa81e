import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runnerState, writeOutputs, writeSummary } from './files.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'runner-files-'));
});
afterAll(() => rm(directory, { recursive: true }));

test('an output that looks like another one stays what it is', async () => {
  const file = join(directory, 'output');
  await writeOutputs(file, { a: 'x\nb<<end\ny\nend', c: '' });
  const [, first, second] =
    /^a<<(?<end>end-[\w-]+)\nx\nb<<end\ny\nend\n\k<end>\n(c<<(end-[\w-]+)\n\n\3\n)$/.exec(
      await readFile(file, 'utf8'),
    ) ?? [];
  expect(first).toBeDefined();
  expect(second).toBeDefined();
});

test('a summary has at most what GitHub takes, with what was there before', async () => {
  const file = join(directory, 'summary');
  await writeSummary(file, 'first');
  await writeSummary(file, 'long line\n'.repeat(200_000));
  await writeSummary(file, 'no room for this');
  const text = await readFile(file, 'utf8');
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
  expect(text).toMatch(/^first\nlong line\n/);
  expect(text).toMatch(/_Cut here: [^_]*_\n+$/);
});

test('what the main step saves is what the runner gives to its post step', async () => {
  const file = join(directory, 'state');
  await runnerState({ GITHUB_STATE: file }).save('folder', '/tmp/x');
  expect(await readFile(file, 'utf8')).toMatch(/^folder<<(end-[\w-]+)\n\/tmp\/x\n\1\n$/);
  expect(runnerState({ STATE_folder: '/tmp/x' }).read('folder')).toBe('/tmp/x');
  expect(runnerState({}).read('folder')).toBeUndefined();
});
