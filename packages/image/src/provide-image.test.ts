import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DiagnosedError, memoryWorkspace } from '@fargate-actions/files';
import { provideImage, type ImageOrder } from './provide-image.ts';
import { dockerWith, type Processes } from './processes.ts';
import { registryReader } from './registry/registry-reader.ts';
import { aBuild } from './testing/a-build.ts';
import { aClock } from './testing/a-docker.ts';
import { aContainer } from './testing/an-image.ts';
import { aBuildingDocker, aLayerArchive, ARegistry } from './testing/a-registry.ts';

const PLACE = { registry: 'registry.test', repository: 'amply-backend' };

let temp = '';
let context = '';
beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'provide-'));
  context = await mkdtemp(join(tmpdir(), 'context-'));
});
afterEach(() => Promise.all([temp, context].map((directory) => rm(directory, { recursive: true }))));

/** A registry and a builder, and what docker was called for. */
async function aWorld(programs = ['app', 'check']) {
  const registry = new ARegistry();
  const building = aBuildingDocker(registry, await aLayerArchive(programs));
  const builds: string[] = [];
  const { clock, slept } = aClock();
  const processes: Processes = {
    env: {},
    run: async (program, args) => {
      // No git here: the context is read from the disk.
      if (program !== 'docker') return { exitCode: 127, stdout: '', stderr: '' };
      if (args[1] === 'build') builds.push(args.includes('--push') ? 'push' : 'look');
      return { exitCode: 0, stdout: '', stderr: '', ...(await building(args)) };
    },
  };
  const provide = (order: Partial<ImageOrder> = {}) =>
    provideImage(
      {
        place: PLACE,
        tags: ['abc'],
        request: aBuild({ context: '.' }),
        mutability: { imageTagMutability: 'IMMUTABLE', exclusions: [] },
        isRebuilt: false,
        requirements: [aContainer({ healthCheck: ['CMD', 'check'] })],
        verifyCommand: [],
        ...order,
      },
      {
        docker: dockerWith(processes, {}, undefined),
        clock,
        log: { info: () => undefined, during: (_title, work) => work() },
        workspace: { ...memoryWorkspace({ Dockerfile: 'FROM scratch\n' }), root: context },
        tempDirectory: temp,
        processes,
        registry: registryReader(PLACE, { username: 'AWS', password: 'password' }, { clock, fetch: registry.fetch }),
      },
    );
  return { registry, builds, provide, slept };
}

describe('an image that is not there', () => {
  test('is built, looked into and pushed, and nothing is left on the disk', async () => {
    const { provide, builds, registry } = await aWorld();
    const image = await provide();
    expect(image).toMatchObject({ digest: registry.tags.get('abc'), isPushed: true, diagnostics: [] });
    expect(builds).toEqual(['look', 'push']);
    expect(await readdir(temp)).toEqual([]);
  });

  test('and can not run what its containers start, is not pushed', async () => {
    const { provide, builds, registry } = await aWorld(['app']);
    await expect(provide()).rejects.toMatchObject({ diagnostics: [{ rule: 'verify/health-check' }] });
    expect(builds).toEqual(['look']);
    expect(registry.tags.size).toBe(0);
    expect(await readdir(temp)).toEqual([]);
  });

  test('is pushed unseen when nobody is to look', async () => {
    const { provide, builds } = await aWorld([]);
    expect((await provide({ requirements: undefined })).isPushed).toBe(true);
    expect(builds).toEqual(['push']);
  });
});

describe('an image that is there', () => {
  test('is taken as it is: no build, no layer, three requests', async () => {
    const { provide, builds, registry } = await aWorld();
    const first = await provide();
    builds.length = 0;
    registry.requests.length = 0;
    const second = await provide();
    expect(second).toMatchObject({ digest: first.digest, isPushed: false });
    expect(builds).toEqual([]);
    expect(registry.requests.map((request) => request.split(' ')[0])).toEqual(['manifests', 'manifests', 'blobs']);
  });

  test('is verified by what is recorded with it, and by its layers for what nobody asked before', async () => {
    const { provide, builds, registry } = await aWorld();
    await provide();
    builds.length = 0;
    registry.requests.length = 0;
    const requirements = [aContainer({ healthCheck: ['CMD', 'curl'] })];
    await expect(provide({ requirements })).rejects.toMatchObject({ diagnostics: [{ rule: 'verify/health-check' }] });
    expect(builds).toEqual([]);
    expect(registry.requests.filter((request) => request.startsWith('blobs'))).toHaveLength(3);
  });

  test('is built again when that is asked, where its tag may move', async () => {
    const { provide, builds } = await aWorld();
    await provide();
    builds.length = 0;
    await provide({ isRebuilt: true, mutability: { imageTagMutability: 'MUTABLE', exclusions: [] } });
    expect(builds).toEqual(['look', 'push']);
  });

  test('from other inputs is an error before the build, where its tag may not move', async () => {
    const { provide, builds } = await aWorld();
    await provide();
    builds.length = 0;
    const request = aBuild({ context: '.', target: 'prod' });
    await expect(provide({ request })).rejects.toMatchObject({ diagnostics: [{ rule: 'image/immutable-tag' }] });
    expect(builds).toEqual([]);
  });

  test('under one of two tags only is not taken', async () => {
    const { provide, builds, registry } = await aWorld();
    await provide();
    builds.length = 0;
    const mutability = { imageTagMutability: 'MUTABLE', exclusions: [] };
    await provide({ tags: ['abc', 'v1'], mutability });
    expect(builds).toEqual(['look', 'push']);
    expect(registry.tags.get('v1')).toBe(registry.tags.get('abc'));
  });
});

describe('a registry', () => {
  test('that fails for a moment is asked again', async () => {
    const { provide, registry, slept } = await aWorld();
    registry.failures.push(503, 429);
    expect((await provide()).isPushed).toBe(true);
    expect(slept).toEqual([1, 3]);
  });

  test.each([
    { failures: [403], message: 'answered 403' },
    { failures: [500, 500, 500, 500], message: 'answered 500' },
  ])('that refuses is told: $message', async ({ failures, message }) => {
    const { provide, registry, builds } = await aWorld();
    registry.failures.push(...failures);
    const error: unknown = await provide().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DiagnosedError);
    expect(error).toMatchObject({ message: expect.stringContaining(message) });
    expect(builds).toEqual([]);
  });

  test('in which somebody moves the tag after the push is an error', async () => {
    const { provide, registry } = await aWorld();
    const put = registry.put.bind(registry);
    registry.put = (tags, layer, config) => {
      const digest = put(tags, layer, config);
      put(tags, Buffer.from('another'), config);
      return digest;
    };
    await expect(provide()).rejects.toMatchObject({ diagnostics: [{ rule: 'image/moved-tag' }] });
  });
});
