import { DiagnosedError, isList, isObject, type Json } from '@fargate-actions/documents';
import { isDigest } from './digest.ts';
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
  if (configDigest === undefined || !isDigest(configDigest) || !isList(layers as Json)) return undefined;
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
    return typeof digest === 'string' && isDigest(digest) && !isAttestation ? [digest] : [];
  });
}

/** Docker's official images have some ten platforms. */
const MOST_IMAGES = 100;

/**
 * The images behind a tag or digest: one, or one for each platform. None when it is not there.
 *
 * @throws DiagnosedError where an index lists more images than there are platforms.
 */
export async function imagesBehind(
  registry: Pick<RegistryReader, 'manifest'>,
  reference: string,
): Promise<{ digest: string; images: readonly ImageManifest[] } | undefined> {
  const found = await registry.manifest(reference);
  if (!found) return undefined;
  const single = imageManifest(found.json);
  if (single) return { digest: found.digest, images: [single] };
  const digests = imagesOfIndex(found.json);
  if (digests.length > MOST_IMAGES) throw tooMany(reference, digests.length);
  const images = await Promise.all(
    digests.map(async (digest) => imageManifest((await registry.manifest(digest))?.json)),
  );
  return { digest: found.digest, images: images.filter((image) => image !== undefined) };
}

function tooMany(reference: string, count: number): DiagnosedError {
  return new DiagnosedError([
    {
      rule: 'image/index',
      severity: 'error',
      message: `The index ${reference} lists ${count} images; at most ${MOST_IMAGES} are read.`,
      hint: 'Delete this tag in the registry, or push under another one: an index has one image for each platform.',
    },
  ]);
}

function digestsIn(list: unknown): string[] {
  return (list as readonly unknown[])
    .flatMap((entry) => textOf(objectOf(entry)['digest']) ?? [])
    .filter((digest) => isDigest(digest));
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
