import type { Image, Repository } from '../model.ts';
import { digestOf } from './manifest.ts';

const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';

/** What DescribeImages says of an image whose layers nobody ever pushed. */
const TYPICAL_BYTES = 52_428_800;

/**
 * An image without layers that is not pushed yet: its configuration is put into the repository, so that it can be
 * looked at as any other.
 *
 * @param name tells one such image from another: the same name makes the same digest.
 */
export function madeUpImage(repository: Repository, name: string, pushedAt: number): Image {
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: { Env: [`IMAGE=${repository.name}:${name}`] },
    rootfs: { type: 'layers', diff_ids: [] },
  });
  const digest = digestOf(config);
  repository.layers[digest] = { sizeInBytes: config.length, text: config };
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: 'application/vnd.docker.container.image.v1+json', size: config.length, digest },
    layers: [],
  });
  return {
    digest: digestOf(manifest),
    tags: [],
    pushedAt,
    manifest,
    mediaType: MANIFEST_TYPE,
    sizeInBytes: TYPICAL_BYTES,
  };
}
