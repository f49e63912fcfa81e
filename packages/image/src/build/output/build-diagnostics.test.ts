import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildDiagnostics } from './build-diagnostics.ts';
import { readBuildOutput } from './build-output.ts';

/** What BuildKit 0.12.5 and Docker 20.10 really wrote; `warnings` is put together from what buildx 0.17 writes. */
function output(name: string): string[] {
  return readFileSync(new URL(`../../../test/outputs/${name}.txt`, import.meta.url), 'utf8').split('\n');
}

const DOCKERFILE = `FROM scratch

COPY nothere /x
`;

function told(name: string, hasFailed = true) {
  return buildDiagnostics(readBuildOutput(output(name), hasFailed), 'backend/Dockerfile', DOCKERFILE).map(
    ({ at, message, severity }) => `${at?.line ?? '-'} ${severity} ${message}`,
  );
}

describe('a failing build is told at the line of its Dockerfile, with the cause first', () => {
  test.each([
    {
      name: 'failing-run',
      expected: '8 error RUN echo one &&     false ended with exit code 1: one',
    },
    { name: 'unknown-instruction', expected: '2 error dockerfile parse error on line 2: unknown instruction: FOO' },
    { name: 'missing-file', expected: '3 error COPY nothere /x: "/nothere": not found' },
    { name: 'missing-file-docker-driver', expected: '3 error COPY nothere /x: "/nothere" not found: not found' },
    { name: 'missing-file-docker-20.10', expected: '3 error COPY nothere /x: "/nothere" not found: not found' },
    {
      name: 'unknown-instruction-docker-20.10',
      expected: '2 error dockerfile parse error line 2: unknown instruction: FOO',
    },
    { name: 'no-dockerfile', expected: '- error failed to read dockerfile: open Dockerfile.none: no such file' },
    { name: 'program-missing', expected: '4 error RUN ["/bin/nope"] ended with exit code 1: runc run failed' },
    { name: 'command-not-found', expected: '4 error RUN foo ended with exit code 127: sh: foo: not found' },
    { name: 'disk-full', expected: '3 error RUN ["/bin/busybox","dd",' },
  ])('$name', ({ name, expected }) => {
    const all = told(name);
    expect(all).toHaveLength(1);
    expect(all[0]).toContain(expected);
  });

  test('a full disk says what to do', () => {
    const [found] = buildDiagnostics(readBuildOutput(output('disk-full'), true), 'Dockerfile', '');
    expect(found?.hint).toContain("The runner's disk is full");
  });

  test('what the step wrote before stands below the cause', () => {
    const lines = ['#4 [1/1] RUN pip install .', '#4 ERROR: process "x" did not complete successfully: exit code: 1'];
    const tail = ['------', ' > [1/1] RUN pip install .:', '0.1 Collecting amply', '0.2 No such package', '------'];
    const end = [
      'Dockerfile:3',
      '-'.repeat(20),
      'ERROR: failed to solve: process "x" did not complete successfully: exit code: 1',
    ];
    const [found] = buildDiagnostics(readBuildOutput([...lines, ...tail, ...end], true), 'Dockerfile', '');
    expect(found?.message).toBe('RUN pip install . ended with exit code 1: No such package\nCollecting amply');
  });
});

describe('a build that succeeds', () => {
  test('tells its warnings at their lines, and takes no program for the builder', () => {
    expect(told('warnings', false)).toEqual([
      "1 warning 'as' and 'FROM' keywords' casing do not match",
      '- warning Empty continuation line found in: RUN date &&     sleep 4',
    ]);
  });

  test('does not mind a cache that is not there yet', () => {
    expect(output('success-without-cache').some((line) => line.startsWith('#'))).toBe(true);
    expect(output('success-without-cache').join('\n')).toContain('ERROR');
    expect(told('success-without-cache', false)).toEqual([]);
  });
});
