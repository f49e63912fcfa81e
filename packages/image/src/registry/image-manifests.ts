import { isList, isObject, type Json } from '@fargate-actions/files';
import type { RegistryReader } from './registry-reader.ts';

/** One image, for one platform. */
export interface ImageManifest {
  readonly configDigest: string;
  /** From the lowest up. */
  readonly layerDigests: readonly string[];
}

/** Reads a manifest as that of one image; undefined when it is an index or something else. */
function imageManifest(json: unknown): ImageManifest | undefined {
  const { config, layers } = objectOf(json);
  const configDigest = textOf(objectOf(config)['digest']);
  if (configDigest === undefined || !isList(layers as Json)) return undefined;
  return { configDigest, layerDigests: digestsIn(layers) };
}

/** The images of an index, without the attestations that BuildKit puts beside them. */
export function imagesOfIndex(json: unknown): string[] {
  const { manifests } = objectOf(json);
  return (isList(manifests as Json) ? (manifests as Json[]) : []).flatMap((entry) => {
    const { digest, platform, annotations } = objectOf(entry);
    const isAttestation =
      objectOf(platform)['os'] === 'unknown' ||
      objectOf(annotations)['vnd.docker.reference.type'] === 'attestation-manifest';
    return typeof digest === 'string' && !isAttestation ? [digest] : [];
  });
}

/** The images behind a tag or digest: one, or one for each platform. None when it is not there. */
export async function imagesBehind(
  registry: Pick<RegistryReader, 'manifest'>,
  reference: string,
): Promise<{ digest: string; images: readonly ImageManifest[] } | undefined> {
  const found = await registry.manifest(reference);
  if (!found) return undefined;
  const single = imageManifest(found.json);
  if (single) return { digest: found.digest, images: [single] };
  const images = await Promise.all(
    imagesOfIndex(found.json).map(async (digest) => imageManifest((await registry.manifest(digest))?.json)),
  );
  return { digest: found.digest, images: images.filter((image) => image !== undefined) };
}

function digestsIn(list: unknown): string[] {
  return (list as readonly unknown[]).flatMap((entry) => textOf(objectOf(entry)['digest']) ?? []);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
