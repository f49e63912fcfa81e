import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DiagnosedError } from '@fargate-actions/documents';
import type { Docker } from '../processes.ts';
import { imageConfig, type ImageConfig } from '../registry/image-config.ts';
import { imagesBehind, imagesOfIndex, type ImageManifest } from '../registry/image-manifests.ts';
import type { RegistryReader } from '../registry/registry-reader.ts';
import { FileTree, type LayerEntry } from './file-tree.ts';
import { eachEntry, peek, readLayer } from './read-layer.ts';

/** An image that can be looked into, for one platform. */
export interface OpenImage {
  readonly config: ImageConfig;
  readonly tree: FileTree;
}

/** Opens an image of the local engine. It is never started. */
export async function openLocalImage(docker: Docker, image: string, tempDirectory: string): Promise<OpenImage[]> {
  const inspected = await answered(docker, ['image', 'inspect', image]);
  const [json]: unknown[] = JSON.parse(inspected) as unknown[];
  // An image without a command needs one to become a container; it is not run.
  const container = (await answered(docker, ['create', image, 'none'])).trim();
  const file = join(tempDirectory, `${container}.tar`);
  try {
    await answered(docker, ['export', `--output=${file}`, container]);
    return [{ config: imageConfig(json), tree: treeOf([await readLayer(createReadStream(file))]) }];
  } finally {
    await docker(['rm', container]);
    await rm(file, { force: true });
  }
}

async function answered(docker: Docker, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await docker(args);
  if (exitCode === 0) return stdout;
  throw new DiagnosedError([
    {
      rule: 'verify/docker',
      severity: 'error',
      message: `The image could not be looked into: docker ${args[0] ?? ''}: ${stderr.trim()}`,
      hint: 'Set `verify: false` to push it unseen.',
    },
  ]);
}

/** Opens the images of a registry, one for each platform. */
export async function openRegistryImage(registry: RegistryReader, reference: string): Promise<OpenImage[]> {
  const found = await imagesBehind(registry, reference);
  const layers = new Map<string, Promise<LayerEntry[]>>();
  const layer = (digest: string) => {
    // Platforms share layers, and a layer can be in an image twice.
    const known = layers.get(digest) ?? registry.blob(digest).then((bytes) => entriesOf(digest, bytes));
    layers.set(digest, known);
    return known;
  };
  return Promise.all(
    (found?.images ?? []).map(async ({ configDigest, layerDigests }) => ({
      config: imageConfig(await registry.config(configDigest)),
      tree: treeOf(await Promise.all(layerDigests.map(layer))),
    })),
  );
}

/** @throws DiagnosedError where the bytes are no archive: they are what was pushed, as their digest says. */
async function entriesOf(digest: string, bytes: Uint8Array): Promise<LayerEntry[]> {
  return readLayer(once(bytes)).catch((error: unknown) => {
    throw new DiagnosedError([
      {
        rule: 'verify/layer',
        severity: 'error',
        message: `The layer ${digest} can't be unpacked: ${error instanceof Error ? error.message : String(error)}`,
        hint: 'Build the image again with `rebuild: true`, or set `verify: false` to take it unseen.',
      },
    ]);
  });
}

/**
 * Opens the images of an archive that BuildKit wrote (`type=oci`), one for each platform.
 *
 * Source: the OCI image specification, "Image Layout".
 */
export async function openArchive(file: string): Promise<OpenImage[]> {
  const documents = new Map<string, unknown>();
  const layers = new Map<string, readonly LayerEntry[]>();
  await eachEntry(createReadStream(file), async ({ name, type }, content) => {
    if (type !== 'file') return;
    const digest = name.replace(/^blobs\/sha256\//, 'sha256:');
    const [start, whole] = await peek(content);
    if (start[0] === BRACE) documents.set(digest, parsed(await bytesOf(whole)));
    else layers.set(digest, await readLayer(whole));
  });
  const registry = {
    manifest: async (digest: string) => ({ digest, mediaType: '', json: documents.get(digest) }),
  };
  const top = imagesOfIndex(documents.get('index.json'));
  const images = (await Promise.all(top.map((digest) => imagesBehind(registry, digest)))).flatMap(
    (found): readonly ImageManifest[] => found?.images ?? [],
  );
  return images.map(({ configDigest, layerDigests }) => ({
    config: imageConfig(documents.get(configDigest)),
    tree: treeOf(layerDigests.map((digest) => layers.get(digest) ?? [])),
  }));
}

/** JSON begins so, and no layer does. */
const BRACE = 0x7b;

function treeOf(layers: readonly (readonly LayerEntry[])[]): FileTree {
  const tree = new FileTree();
  for (const entries of layers) tree.addLayer(entries);
  return tree;
}

function parsed(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
