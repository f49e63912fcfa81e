import { createHash } from 'node:crypto';
import { isAwsError } from '../errors.ts';
import type { Wire } from '../wire.ts';

/** Every manifest kind that a tag in ECR can stand for: without the list ECR converts an index to one of its images. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** Where an image lies in ECR. */
export interface ImagePlace {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
}

/** Images in ECR. */
export function images(wire: Wire) {
  return {
    /** The digests that a tag stands for now: the tag's own, and those of the images in it when it is an index. */
    async digests(place: ImagePlace, imageTag: string): Promise<{ digest: string; children: string[] } | undefined> {
      try {
        const answer = await wire.call('ecr:BatchGetImage', {
          repositoryName: place.repositoryName,
          ...(place.registryId && { registryId: place.registryId }),
          imageIds: [{ imageTag }],
          acceptedMediaTypes: MANIFESTS,
        });
        const image = answer.images?.[0];
        if (!image) return undefined;
        const manifest = image.imageManifest ?? '';
        const digest = image.imageId?.imageDigest ?? `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
        return { digest, children: childDigests(manifest) };
      } catch (error) {
        if (isAwsError(error, 'missing')) return undefined;
        throw error;
      }
    },
    /** Whether ECR has the repository. */
    async hasRepository(place: ImagePlace): Promise<boolean> {
      try {
        const answer = await wire.call('ecr:DescribeRepositories', {
          repositoryNames: [place.repositoryName],
          ...(place.registryId && { registryId: place.registryId }),
        });
        return (answer.repositories ?? []).length > 0;
      } catch (error) {
        if (isAwsError(error, 'missing')) return false;
        throw error;
      }
    },
  };
}

function childDigests(manifest: string): string[] {
  try {
    const { manifests } = JSON.parse(manifest) as { manifests?: { digest?: unknown }[] };
    return (manifests ?? []).flatMap(({ digest }) => (typeof digest === 'string' ? [digest] : []));
  } catch {
    return [];
  }
}
