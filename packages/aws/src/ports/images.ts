import { createHash } from 'node:crypto';
import type { ImageDetail } from '@aws-sdk/client-ecr';
import { isAwsError } from '../errors.ts';
import { expected } from '../expected.ts';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';

/** Every manifest kind that a tag in ECR can stand for: without the list ECR converts an index to one of its images. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** ECR gives this many manifests a call. */
const BATCH = 100;

/** Where an image lies in ECR. */
export interface ImagePlace {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
}

/** An image of a repository, by its tag or its digest. */
export type ImageId = { readonly imageTag: string } | { readonly imageDigest: string };

/** A manifest as ECR keeps it: the digest is that of exactly these bytes. */
export interface StoredManifest {
  readonly digest: string;
  readonly mediaType: string | undefined;
  readonly manifest: string;
}

/** The members of every call about a repository. */
export function inPlace({ registryId, repositoryName }: ImagePlace): { registryId?: string; repositoryName: string } {
  return { repositoryName, ...(registryId && { registryId }) };
}

/** Images in ECR. */
export function images(wire: Wire) {
  /** The manifest of an image; undefined when image or repository is not there. */
  async function manifest(place: ImagePlace, imageId: ImageId): Promise<StoredManifest | undefined> {
    try {
      const answer = await wire.call('ecr:BatchGetImage', {
        ...inPlace(place),
        imageIds: [{ ...imageId }],
        acceptedMediaTypes: MANIFESTS,
      });
      const image = answer.images?.[0];
      if (!image) return undefined;
      const text = image.imageManifest ?? '';
      const digest = image.imageId?.imageDigest ?? `sha256:${createHash('sha256').update(text).digest('hex')}`;
      return { digest, mediaType: image.imageManifestMediaType, manifest: text };
    } catch (error) {
      if (isAwsError(error, 'missing')) return undefined;
      throw error;
    }
  }

  return {
    manifest,
    /** The digests that a tag stands for now: the tag's own, and those of the images in it when it is an index. */
    async digests(place: ImagePlace, imageTag: string): Promise<{ digest: string; children: string[] } | undefined> {
      const found = await manifest(place, { imageTag });
      return found && { digest: found.digest, children: childDigests(found.manifest) };
    },
    /** The digests of the images in each of these manifest lists, as far as they are there. */
    async parts(place: ImagePlace, digests: readonly string[]): Promise<Map<string, string[]>> {
      const parts: string[][] = [];
      for (let start = 0; start < digests.length; start += BATCH) parts.push(digests.slice(start, start + BATCH));
      const answers = await Promise.all(
        parts.map((part) =>
          wire.call('ecr:BatchGetImage', {
            ...inPlace(place),
            imageIds: part.map((imageDigest) => ({ imageDigest })),
            acceptedMediaTypes: MANIFESTS,
          }),
        ),
      );
      const images = answers.flatMap((answer) => answer.images ?? []);
      return new Map(
        images.map((image) => [image.imageId?.imageDigest ?? '', childDigests(image.imageManifest ?? '')]),
      );
    },
    /** Tags, size, times of an image; undefined when image or repository is not there. */
    async find(place: ImagePlace, imageId: ImageId): Promise<ImageDetail | undefined> {
      try {
        const answer = await wire.call('ecr:DescribeImages', { ...inPlace(place), imageIds: [{ ...imageId }] });
        return answer.imageDetails?.[0];
      } catch (error) {
        if (isAwsError(error, 'missing')) return undefined;
        throw error;
      }
    },
    /** All images of a repository, untagged ones too; none when it is not there. */
    async list(place: ImagePlace): Promise<ImageDetail[]> {
      try {
        return await allPages('ecr:DescribeImages', async (nextToken) => {
          const answer = await wire.call('ecr:DescribeImages', {
            ...inPlace(place),
            maxResults: 1000,
            ...(nextToken && { nextToken }),
          });
          return { items: answer.imageDetails, next: answer.nextToken };
        });
      } catch (error) {
        if (isAwsError(error, 'missing')) return [];
        throw error;
      }
    },
    /** Where a layer or an image's configuration can be fetched from for a while. The URL is as good as a credential. */
    async layerUrl(place: ImagePlace, layerDigest: string): Promise<string> {
      const { downloadUrl } = await wire.call('ecr:GetDownloadUrlForLayer', { ...inPlace(place), layerDigest });
      return expected(downloadUrl, 'ecr:GetDownloadUrlForLayer');
    },
    /**
     * Puts a tag on an image that is there. That it has the tag already is fine.
     *
     * @throws AwsError `ImageTagAlreadyExistsException` where the tag is immutable and on another image.
     */
    async tag(place: ImagePlace, image: StoredManifest, imageTag: string): Promise<void> {
      try {
        await wire.call('ecr:PutImage', {
          ...inPlace(place),
          imageTag,
          imageDigest: image.digest,
          imageManifest: image.manifest,
          ...(image.mediaType && { imageManifestMediaType: image.mediaType }),
        });
      } catch (error) {
        if (!isAwsError(error) || error.code !== 'ImageAlreadyExistsException') throw error;
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
