import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writtenRunner } from '../../test/written-runner.ts';
import { runnerState, writeOutputs, writeSummary } from './files.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'runner-files-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** A step whose variable names a new file, and that file. */
async function aStep(variable: string) {
  const file = join(directory, variable);
  await writeFile(file, '');
  const env: Record<string, string> = { [variable]: file };
  return { host: { env, runner: writtenRunner(env, () => undefined) }, file };
}

test('an output that looks like another one stays what it is', async () => {
  const { host, file } = await aStep('GITHUB_OUTPUT');
  writeOutputs(host, { a: 'x\nb<<end\ny\nend', c: '' });
  const [, first, second] =
    /^a<<(?<end>ghadelimiter_[\w-]+)\nx\nb<<end\ny\nend\n\k<end>\n(c<<(ghadelimiter_[\w-]+)\n\n\3\n)$/.exec(
      await readFile(file, 'utf8'),
    ) ?? [];
  expect(first).toBeDefined();
  expect(second).toBeDefined();
});

test('a summary has at most what GitHub takes, with what was there before', async () => {
  const { host, file } = await aStep('GITHUB_STEP_SUMMARY');
  await writeSummary(host, 'first');
  await writeSummary(host, 'long line\n'.repeat(200_000));
  await writeSummary(host, 'no room for this');
  const text = await readFile(file, 'utf8');
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
  expect(text).toMatch(/^first\nlong line\n/);
  expect(text).toMatch(/_Cut here: [^_]*_\n+$/);
});

test('what the main step saves is what the runner gives to its post step', async () => {
  const { host, file } = await aStep('GITHUB_STATE');
  await runnerState(host).save('folder', '/tmp/x');
  expect(await readFile(file, 'utf8')).toMatch(/^folder<<(ghadelimiter_[\w-]+)\n\/tmp\/x\n\1\n$/);
  const post = (env: Record<string, string>) => runnerState({ env, runner: writtenRunner(env, () => undefined) });
  expect(post({ STATE_folder: '/tmp/x' }).read('folder')).toBe('/tmp/x');
  expect(post({}).read('folder')).toBeUndefined();
  await expect(post({}).save('folder', '/tmp/x')).resolves.toBeUndefined();
});
