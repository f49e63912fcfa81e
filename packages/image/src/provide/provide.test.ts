import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DiagnosedError, memoryWorkspace } from '@fargate-actions/documents';
import type { BuildRequest } from '../build/request.ts';
import { imageLabels } from '../build/labels.ts';
import { inputsHash } from '../inputs-hash/inputs-hash.ts';
import { dockerWith, type Processes } from '../processes.ts';
import { registryReader } from '../registry/registry-reader.ts';
import { aBuild, aBuilder } from '../../test/a-build.ts';
import { aClock } from '../../test/a-docker.ts';
import { aContainer } from '../../test/an-image.ts';
import type { Requirements } from '../verify/requirements.ts';
import { verifyImage } from '../verify/verify-image.ts';
import { factsOfPresent, imageWork, presentTags } from './present-image.ts';
import { pushReady, readyImage } from './ready-image.ts';
import { aBuildingDocker, aLayerArchive, ARegistry } from '../../test/a-registry.ts';

const PLACE = { registry: 'registry.test', repository: 'amply-backend' };

const CHECKED = aContainer({ healthCheck: ['CMD', 'check'] });

/** What a test orders; the rest is as the seed has it. */
interface Order {
  readonly tags?: readonly string[];
  readonly requirements?: readonly Requirements[];
  readonly isRebuilt?: boolean;
  readonly target?: string;
}

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
  const run: Processes['run'] = async (program, args) => {
    // No git here: the context is read from the disk.
    if (program !== 'docker') return { exitCode: 127, stdout: '', stderr: '' };
    if (args[1] === 'build') builds.push(args.includes('--push') ? 'push' : 'look');
    return { exitCode: 0, stdout: '', stderr: '', ...(await building(args)) };
  };
  const processes: Processes = { env: {}, run, ask: run };
  const workspace = { ...memoryWorkspace({ Dockerfile: 'FROM scratch\n' }), root: context };
  const reader = registryReader(PLACE, { username: 'AWS', password: 'password' }, { clock, fetch: registry.fetch });
  const log = { info: () => undefined, during: <T>(_title: string, work: () => Promise<T>) => work() };
  const needs = { docker: dockerWith(processes, {}, undefined), clock, log, workspace, tempDirectory: temp };

  /** The phases of a run, one after the other, as build-push-ecr has them. */
  async function provide({ tags = ['abc'], requirements = [CHECKED], isRebuilt = false, target }: Order = {}) {
    const unnamed = aBuild({ context: '.', target });
    const hash = await inputsHash(unnamed, workspace, processes);
    const work = imageWork(tags, await presentTags(reader, tags), hash, isRebuilt);
    if (work.kind !== 'build') {
      const found = verifyImage(await factsOfPresent(work.image, requirements, reader), requirements);
      return { kind: work.kind, digest: work.image.digest, found: found.map(({ rule }) => rule) };
    }
    const names = tags.map((tag) => `${PLACE.registry}/${PLACE.repository}:${tag}`);
    const request: BuildRequest = { ...unnamed, names, labels: imageLabels({}, {}, hash) };
    const ready = await readyImage(request, aBuilder(), { requirements, verifyCommand: [] }, needs);
    const { digest } = await pushReady(ready, tags, reader, needs);
    return { kind: work.kind, digest, found: ready.diagnostics.map(({ rule }) => rule) };
  }
  return { registry, builds, provide, slept };
}

describe('an image that is not there', () => {
  test('is built, looked into and pushed, and nothing is left on the disk', async () => {
    const { provide, builds, registry } = await aWorld();
    expect(await provide()).toEqual({ kind: 'build', digest: registry.tags.get('abc'), found: [] });
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
    expect((await provide({ requirements: [] })).kind).toBe('build');
    expect(builds).toEqual(['push']);
  });
});

describe('an image that is there', () => {
  test('is taken as it is: no build, no layer, two requests', async () => {
    const { provide, builds, registry } = await aWorld();
    const { digest } = await provide();
    builds.length = 0;
    registry.requests.length = 0;
    expect(await provide()).toEqual({ kind: 'nothing', digest, found: [] });
    expect(builds).toEqual([]);
    expect(registry.requests.map((request) => request.split(' ')[0])).toEqual(['manifests', 'blobs']);
  });

  test('is verified by what is recorded with it, and by its layers for what nobody asked before', async () => {
    const { provide, builds, registry } = await aWorld();
    await provide();
    builds.length = 0;
    registry.requests.length = 0;
    const requirements = [aContainer({ healthCheck: ['CMD', 'curl'] })];
    expect((await provide({ requirements })).found).toEqual(['verify/health-check']);
    expect(builds).toEqual([]);
    expect(registry.requests.filter((request) => request.startsWith('blobs'))).toHaveLength(3);
  });

  test.each<{ why: string; order: Order }>([
    { why: 'that is asked', order: { isRebuilt: true } },
    { why: 'it is of other inputs', order: { target: 'prod' } },
  ])('is built again when $why', async ({ order }) => {
    const { provide, builds } = await aWorld();
    await provide();
    builds.length = 0;
    expect((await provide(order)).kind).toBe('build');
    expect(builds).toEqual(['look', 'push']);
  });

  test('under the first of two tags only gets the other; under the second only it is built', async () => {
    const { provide, builds } = await aWorld();
    await provide();
    builds.length = 0;
    expect((await provide({ tags: ['abc', 'v1'] })).kind).toBe('tag');
    expect(builds).toEqual([]);
    expect((await provide({ tags: ['v1', 'abc'] })).kind).toBe('build');
  });
});

describe('a registry', () => {
  test('that fails for a moment is asked again', async () => {
    const { provide, registry, slept } = await aWorld();
    registry.failures.push(503, 429);
    expect((await provide()).kind).toBe('build');
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
