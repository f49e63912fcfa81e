import type { HttpAnswer } from '../http/protocol.ts';
import { repositoryOf } from '../services/ecr/operations/repositories.ts';
import type { Repository } from '../services/ecr/model.ts';
import type { Asked } from './asked.ts';
import { RegistryError } from './registry-error.ts';
import type { RegistryStore } from './store.ts';

/** A layer or a configuration: whole, or from where a broken download stopped. */
export function getBlob({ world, store, route, request }: Asked): HttpAnswer {
  const digest = route.reference;
  const content = blobOf(store, repositoryOf(world, route), digest);
  if (!content) throw new RegistryError(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
  const headers = {
    'content-type': 'application/octet-stream',
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
  };
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
  if (from === undefined) return { status: 200, headers, body: content };
  if (Number(from) >= content.length) throw new RegistryError(416, 'RANGE_INVALID', 'range not satisfiable');
  const contentRange = `bytes ${from}-${String(content.length - 1)}/${String(content.length)}`;
  return { status: 206, headers: { ...headers, 'content-range': contentRange }, body: content.subarray(Number(from)) };
}

/** The bytes of a layer that the repository has. */
export function blobOf(store: RegistryStore, repository: Repository, digest: string): Buffer | undefined {
  const layer = repository.layers[digest];
  if (!layer) return undefined;
  return layer.text === undefined ? store.blobs.get(digest) : Buffer.from(layer.text);
}
