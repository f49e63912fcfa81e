import { describe, expect, test } from '@jest/globals';
import { aClock } from '../../test/a-docker.ts';
import { ARegistry } from '../../test/a-registry.ts';
import { findImage } from './existing-image.ts';
import { registryReader } from './registry-reader.ts';

const PLACE = { registry: 'registry.test', repository: 'amply-backend' };
const PAGE = '<html><body>Sign in</body></html>';

/** A registry that has an image, and in whose place something else answers as often as there are answers. */
function aDisturbed(kind: 'manifests' | 'blobs', answers: readonly (() => Response)[]) {
  const registry = new ARegistry();
  const digest = registry.put(['abc'], Buffer.from('layer'), { os: 'linux', config: { Cmd: ['app'] } });
  const left = [...answers];
  const { clock, slept } = aClock();
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const odd = url.includes(`/${kind}/`) ? left.shift() : undefined;
    return odd ? Promise.resolve(odd()) : registry.fetch(input, init);
  };
  const reader = registryReader(PLACE, { username: 'AWS', password: 'password' }, { clock, fetch });
  return { digest, slept, registry, found: () => findImage(reader, 'abc'), reader };
}

const ODD = [
  { name: 'a page', answer: () => new Response(PAGE, { headers: { 'content-type': 'text/html' } }) },
  { name: 'nothing', answer: () => new Response('') },
  { name: 'the beginning', answer: () => new Response('{"schemaVersion":2,"conf') },
  { name: 'a list', answer: () => new Response('[]') },
  {
    name: 'other content',
    answer: () => new Response('{}', { headers: { 'docker-content-digest': `sha256:${'0'.repeat(64)}` } }),
  },
];

describe.each(['manifests', 'blobs'] as const)('in place of one of its %s', (kind) => {
  test.each(ODD)('$name is asked for again', async ({ answer }) => {
    const { found, slept, digest } = aDisturbed(kind, [answer]);
    expect(await found()).toMatchObject({ digest, configs: [{ command: ['app'] }] });
    expect(slept).toEqual([1]);
  });

  test.each(ODD)('$name again and again is an error that says what came', async ({ answer }) => {
    const { found } = aDisturbed(kind, [answer, answer, answer, answer]);
    await expect(found()).rejects.toMatchObject({
      diagnostics: [
        {
          rule: 'image/registry-read',
          message: expect.stringContaining('sent something else than the content (HTTP 200'),
        },
      ],
    });
  });
});

test("a page that says 404 is not the registry's word", async () => {
  const page = () => new Response(PAGE, { status: 404 });
  const { found, digest } = aDisturbed('manifests', [page]);
  expect(await found()).toMatchObject({ digest });
});

test('an answer that never ends is not taken into memory', async () => {
  const endless = () =>
    new Response(
      new ReadableStream({
        pull: (to) => {
          to.enqueue(new Uint8Array(2 ** 20));
        },
      }),
    );
  const { found, slept } = aDisturbed('manifests', [endless]);
  await expect(found()).rejects.toMatchObject({
    diagnostics: [{ message: expect.stringContaining('it is larger than 4 MiB') }],
  });
  expect(slept).toEqual([]);
});

test('a layer is what its digest says', async () => {
  const { reader, registry } = aDisturbed('blobs', [() => new Response(PAGE)]);
  const [layer = ''] = [...registry.blobs].flatMap(([digest, bytes]) => (bytes.toString() === 'layer' ? [digest] : []));
  expect(Buffer.from(await reader.blob(layer)).toString()).toBe('layer');
});

describe('an index', () => {
  /** An index of these digests, under the tag. */
  function anIndex(digests: readonly string[]) {
    const index = () =>
      new Response(JSON.stringify({ schemaVersion: 2, manifests: digests.map((digest) => ({ digest })) }));
    return aDisturbed('manifests', [index]);
  }

  test('of 20,000 entries is refused before any of them is asked for', async () => {
    const { found, registry } = anIndex(
      Array.from({ length: 20_000 }, (_, at) => `sha256:${String(at).padStart(64, '0')}`),
    );
    await expect(found()).rejects.toMatchObject({
      diagnostics: [{ rule: 'image/index', message: 'The index abc lists 20000 images; at most 100 are read.' }],
    });
    expect(registry.requests).toEqual([]);
  });

  test('leads nowhere but to digests', async () => {
    const { found, registry } = anIndex(['../../other/manifests/abc', 'abc', '']);
    expect(await found()).toMatchObject({ configs: [] });
    expect(registry.requests).toEqual([]);
  });
});
