import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DiagnosedError, memoryWorkspace } from '@fargate-actions/documents';
import { dockerWith, type Ended } from '../processes.ts';
import { aBuild, aBuilder } from '../../test/a-build.ts';
import { aClock, aDocker } from '../../test/a-docker.ts';
import { build } from './build.ts';
import type { Builder } from './builder.ts';

const DIGEST = `sha256:${'d'.repeat(64)}`;

let temp = '';
beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'build-test-'));
});
afterEach(() => rm(temp, { recursive: true }));

function output(name: string): string[] {
  return readFileSync(new URL(`../../test/outputs/${name}.txt`, import.meta.url), 'utf8').split('\n');
}

type Answer = Partial<Ended> & { readonly lines?: readonly string[] };

/** Builds and pushes with a docker that answers so, call by call. */
async function built(answers: readonly Answer[], builder: Builder = aBuilder(), names = ['registry.test/r:abc']) {
  const { clock, slept } = aClock();
  const { processes, calls } = aDocker((_args, call) => answers[call - 1] ?? {});
  const logged: string[] = [];
  const docker = dockerWith(
    {
      ...processes,
      run: async (program, args, options) => {
        const report = args.find((arg) => arg.startsWith('--metadata-file='))?.slice('--metadata-file='.length);
        if (report !== undefined) await writeFile(report, JSON.stringify({ 'containerimage.digest': DIGEST }));
        return processes.run(program, args, options);
      },
    },
    {},
    undefined,
  );
  const result = await build(
    aBuild({ names }),
    builder,
    { kind: 'push' },
    {
      docker,
      clock,
      log: {
        info: (text) => logged.push(text),
        during: async (title, work) => {
          logged.push(`> ${title}`);
          return work();
        },
      },
      workspace: memoryWorkspace({ 'backend/Dockerfile': 'FROM scratch\n' }),
      tempDirectory: temp,
    },
  ).catch((error: unknown) => error);
  return { result, calls, slept, logged };
}

describe('a build with buildx', () => {
  test('gives the digest that was pushed, streams what docker writes, and leaves nothing behind', async () => {
    const { result, logged } = await built([
      { lines: ['#4 [1/2] COPY a /a', '#4 CACHED', '#5 [2/2] RUN b', '#5 DONE 1s'] },
    ]);
    expect(result).toEqual({ digest: DIGEST, diagnostics: [], steps: { all: 2, cached: 1 } });
    expect(logged[0]).toBe('> docker build and push');
    expect(logged).toContain('#5 [2/2] RUN b');
    expect(await readdir(temp)).toEqual([]);
  });

  test('goes on when the registry failed in mid-push', async () => {
    const { result, calls, slept } = await built([{ exitCode: 1, lines: output('push-refused') }, {}]);
    expect(result).toMatchObject({ digest: DIGEST });
    expect(calls).toHaveLength(2);
    expect(slept).toEqual([1]);
  });

  test.each([
    { name: 'push-refused', calls: 4, rule: 'image/push', message: 'The registry failed again and again' },
    { name: 'push-unauthorized', calls: 1, rule: 'image/push', message: 'The registry does not know who pushes' },
    {
      name: 'push-unauthorized-docker-driver',
      calls: 1,
      rule: 'image/push',
      message: 'The registry does not know who',
    },
    { name: 'failing-run', calls: 1, rule: 'build/failed', message: 'ended with exit code 1: one' },
  ])('that fails is told once: $name', async ({ name, calls: expectedCalls, rule, message }) => {
    const lines = output(name);
    const { result, calls } = await built(Array.from({ length: 5 }, () => ({ exitCode: 1, lines })));
    expect(result).toBeInstanceOf(DiagnosedError);
    expect(result).toMatchObject({ diagnostics: [{ rule, message: expect.stringContaining(message) }] });
    expect(calls).toHaveLength(expectedCalls);
    expect(await readdir(temp)).toEqual([]);
  });

  test('that dies without a word is told with its exit code', async () => {
    const { result } = await built([{ exitCode: 137, lines: [] }]);
    expect(result).toMatchObject({ diagnostics: [{ rule: 'build/failed', message: expect.stringContaining('137') }] });
  });
});

describe('a build without buildx', () => {
  const PLAIN: Builder = { kind: 'docker build' };

  test('pushes each name, and takes the digest from what the push says', async () => {
    const pushed = { stdout: `abc: digest: ${DIGEST} size: 733\n` };
    const { result, calls } = await built([{}, pushed, pushed], PLAIN, ['r/x:abc', 'r/x:v1']);
    expect(result).toMatchObject({ digest: DIGEST });
    expect(calls.map(({ args }) => args.slice(0, 2).join(' '))).toEqual([
      'build --progress=plain',
      'push r/x:abc',
      'push r/x:v1',
    ]);
  });

  test('tells what the registry refuses', async () => {
    const { result } = await built([{}, { exitCode: 1, lines: ['denied: User is not authorized'] }], PLAIN);
    expect(result).toMatchObject({ diagnostics: [{ rule: 'image/push', message: expect.stringContaining('denied') }] });
  });
});
