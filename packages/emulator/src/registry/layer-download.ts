import type { HttpAnswer, HttpRequest } from '../http/protocol.ts';
import type { World } from '../world/world.ts';
import { blobOf } from './blobs.ts';
import { outsideBlob } from './outside-registry.ts';
import type { RegistryStore } from './store.ts';

const PATH = /^\/_emulator\/layers\/(.+)\/(sha256:[0-9a-f]{64})\?.*X-Amz-Signature=/;

/** Whether a request is for what GetDownloadUrlForLayer gave the address of. */
export const isLayerDownload = (path: string): boolean => path.startsWith('/_emulator/layers/');

/** The layer, to whoever has its signed address: ECR keeps layers in S3, which asks for no login then. */
export async function answerLayerDownload(
  world: World,
  store: RegistryStore,
  { path }: HttpRequest,
): Promise<HttpAnswer> {
  const [, name, digest = ''] = PATH.exec(path) ?? [];
  const repository = world.repositories.find((candidate) => candidate.name === name);
  const content =
    repository && (blobOf(store, repository, digest) ?? (await outsideBlob(world, repository.name, digest)));
  if (!content)
    return {
      status: 403,
      headers: { 'content-type': 'application/xml' },
      body: '<Error><Code>AccessDenied</Code></Error>',
    };
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: content };
}
