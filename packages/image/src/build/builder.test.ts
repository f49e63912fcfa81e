import { describe, expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/documents';
import type { Docker } from '../processes.ts';
import { aBuild, aBuilder } from '../../test/a-build.ts';
import { checkBuilder, findBuilder, type Builder } from './builder.ts';
import type { BuildRequest } from './request.ts';

/** What buildx 0.12 said. */
const INSPECTED = `Name:          rem
Driver:        remote
Last Activity: 2026-11-23 00:43:21 +0000 UTC

Nodes:
Name:      rem0
Endpoint:  unix:///tmp/s.sock
Status:    running
Platforms: linux/amd64*, linux/amd64/v2, linux/386
`;

function aDocker(answers: Record<string, Partial<Awaited<ReturnType<Docker>>>>): Docker {
  return async ([first = '']) => ({ exitCode: 0, stdout: '', stderr: '', ...answers[first] });
}

describe('the builder', () => {
  test('is what buildx says', async () => {
    expect(await findBuilder(aDocker({ buildx: { stdout: INSPECTED } }), new Diagnostics())).toEqual({
      kind: 'buildx',
      name: 'rem',
      driver: 'remote',
      platforms: ['linux/amd64', 'linux/amd64/v2', 'linux/386'],
      hasContainerdStore: false,
    });
  });

  test("is docker's own, with containerd's store", async () => {
    const docker = aDocker({
      buildx: { stdout: 'Name: default\nDriver: docker\n' },
      info: { stdout: '[["driver-type","io.containerd.snapshotter.v1"]]' },
    });
    expect(await findBuilder(docker, new Diagnostics())).toMatchObject({ driver: 'docker', hasContainerdStore: true });
  });

  test('is not guessed where docker does not answer', async () => {
    const diagnostics = new Diagnostics();
    const stderr = 'docker buildx did not end within 60 s.';
    expect(await findBuilder(aDocker({ buildx: { exitCode: 124, stderr } }), diagnostics)).toBeUndefined();
    expect(diagnostics.all).toMatchObject([
      { message: 'Docker does not answer: docker buildx did not end within 60 s.' },
    ]);
  });

  test.each([
    "docker: 'buildx' is not a docker command.",
    'docker: unknown command: docker buildx\n\nRun docker --help for more information',
  ])('is docker build where buildx is not there: %s', async (stderr) => {
    expect(await findBuilder(aDocker({ buildx: { exitCode: 1, stderr } }), new Diagnostics())).toEqual({
      kind: 'docker build',
    });
  });

  test.each([
    { exitCode: 127, stderr: 'docker: command not found', rule: 'image/no-docker' },
    { exitCode: 1, stderr: 'ERROR: no builder "x" found', rule: 'image/builder' },
  ])('is an error where nothing builds: $rule', async ({ rule, ...answer }) => {
    const diagnostics = new Diagnostics();
    expect(await findBuilder(aDocker({ buildx: answer }), diagnostics)).toBeUndefined();
    expect(diagnostics.all).toMatchObject([{ rule, severity: 'error' }]);
  });
});

describe('what a builder can do', () => {
  const registry = { cache: { kind: 'registry', name: 'r' } } as const;
  const gha = { cache: { kind: 'gha' } } as const;
  const two = { platforms: ['linux/amd64', 'linux/386'] };
  const plain: Builder = { kind: 'docker build' };
  test.each<{ name: string; request: Partial<BuildRequest>; builder: Builder; env?: object; expected: string[] }>([
    { name: 'registry cache, container', request: registry, builder: aBuilder(), expected: [] },
    { name: 'registry cache, docker', request: registry, builder: aBuilder('docker'), expected: ['image/cache'] },
    { name: 'registry cache, containerd', request: registry, builder: aBuilder('docker', true), expected: [] },
    { name: 'registry cache, no buildx', request: registry, builder: plain, expected: ['image/cache'] },
    { name: 'gha at GitHub', request: gha, builder: aBuilder(), env: { ACTIONS_RUNTIME_TOKEN: 'x' }, expected: [] },
    { name: 'gha elsewhere', request: gha, builder: aBuilder(), expected: ['image/cache'] },
    { name: 'inline, docker', request: { cache: { kind: 'inline', from: [] } }, builder: plain, expected: [] },
    { name: 'two platforms, docker', request: two, builder: aBuilder('docker'), expected: ['image/platforms'] },
    { name: 'a platform it does not list', request: two, builder: aBuilder(), expected: ['image/platforms'] },
    {
      name: 'provenance without buildx',
      request: { hasProvenance: true },
      builder: plain,
      expected: ['image/provenance'],
    },
  ])('$name', ({ request, builder, env = {}, expected }) => {
    const diagnostics = new Diagnostics();
    checkBuilder(aBuild(request), builder, { ...env }, diagnostics);
    expect(diagnostics.all.map(({ rule }) => rule)).toEqual(expected);
    for (const { hint } of diagnostics.all) expect(hint).toMatch(/setup-(buildx|qemu)-action|cache: registry/);
  });
});
