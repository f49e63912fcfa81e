import type { HttpAnswer } from '../http/protocol.ts';
import { repositoryOf } from '../services/ecr/operations/repositories.ts';
import { digestOf } from '../services/ecr/behaviour/manifest.ts';
import { uuid } from '../world/random.ts';
import type { Asked } from './asked.ts';
import { RegistryError } from './registry-error.ts';

/** Begins an upload; with a digest it is the whole of it, and with `mount` none is needed where the other repository has it. */
export function startUpload(asked: Asked): HttpAnswer {
  const { world, store, route, request } = asked;
  const { query } = route;
  if (mounted(asked)) return created(route.repositoryName, query.get('mount') ?? '');
  const id = uuid(world, 'calls');
  const digest = query.get('digest');
  if (digest !== null) return kept(asked, request.body, digest);
  store.uploads.set(id, Buffer.alloc(0));
  return underWay(202, route.repositoryName, id, 0);
}

/** Takes the next part of an upload. */
export function patchUpload({ store, route, request }: Asked): HttpAnswer {
  const soFar = uploadOf(store.uploads, route.reference);
  const [, from] = /^(?:bytes )?(\d+)-\d+/.exec(request.headers['content-range'] ?? '') ?? [];
  if (from !== undefined && Number(from) !== soFar.length)
    throw new RegistryError(416, 'RANGE_INVALID', `The upload goes on at ${String(soFar.length)}.`);
  const grown = Buffer.concat([soFar, request.body]);
  store.uploads.set(route.reference, grown);
  return underWay(202, route.repositoryName, route.reference, grown.length);
}

/** Ends an upload: its last part, and the digest that all of it must have. */
export function completeUpload(asked: Asked): HttpAnswer {
  const { store, route, request } = asked;
  const content = Buffer.concat([uploadOf(store.uploads, route.reference), request.body]);
  const answer = kept(asked, content, route.query.get('digest') ?? '');
  store.uploads.delete(route.reference);
  return answer;
}

/** How far an upload has come. */
export function getUpload({ store, route }: Asked): HttpAnswer {
  const { length } = uploadOf(store.uploads, route.reference);
  return underWay(204, route.repositoryName, route.reference, length);
}

/** Forgets an upload. */
export function cancelUpload({ store, route }: Asked): HttpAnswer {
  uploadOf(store.uploads, route.reference);
  store.uploads.delete(route.reference);
  return { status: 204, headers: {}, body: '' };
}

function mounted({ world, route }: Asked): boolean {
  const digest = route.query.get('mount') ?? '';
  const source = world.repositories.find(({ name }) => name === route.query.get('from'));
  const layer = source?.layers[digest];
  if (layer) repositoryOf(world, route).layers[digest] = layer;
  return layer !== undefined;
}

function kept({ world, store, route }: Asked, content: Buffer, digest: string): HttpAnswer {
  if (digestOf(content) !== digest)
    throw new RegistryError(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content');
  store.blobs.set(digest, content);
  repositoryOf(world, route).layers[digest] = { sizeInBytes: content.length };
  return created(route.repositoryName, digest);
}

function uploadOf(uploads: ReadonlyMap<string, Buffer>, id: string): Buffer {
  const found = uploads.get(id);
  if (found) return found;
  throw new RegistryError(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
}

const created = (repositoryName: string, digest: string): HttpAnswer => ({
  status: 201,
  headers: { location: `/v2/${repositoryName}/blobs/${digest}`, 'docker-content-digest': digest },
  body: '',
});

const underWay = (status: number, repositoryName: string, id: string, length: number): HttpAnswer => ({
  status,
  headers: {
    location: `/v2/${repositoryName}/blobs/uploads/${id}`,
    'docker-upload-uuid': id,
    range: `0-${String(Math.max(0, length - 1))}`,
  },
  body: '',
});
