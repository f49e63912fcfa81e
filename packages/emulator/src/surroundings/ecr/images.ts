import type {
  BatchGetImageRequest,
  BatchGetImageResponse,
  DescribeImagesRequest,
  DescribeImagesResponse,
  ImageFailureCode,
  ImageIdentifier,
  ListImagesRequest,
  ListImagesResponse,
} from '@aws-sdk/client-ecr';

import { Fault } from '../../fault.ts';
import { imageOfTag } from '../../world/images.ts';
import type { OperationTable } from '../../world/operation.ts';
import type { Image, Repository } from '../../world/surroundings.ts';
import type { World } from '../../world/world.ts';
import { page } from '../paging.ts';
import { repositoryOf } from './repositories.ts';
import { required, within } from '../required.ts';
import { describedScan } from './scans.ts';

/** ECR's reading of images. */
export const imageOperations: OperationTable = {
  'ecr:BatchGetImage': batchGetImage,
  'ecr:DescribeImages': describeImages,
  'ecr:ListImages': listImages,
};

const DIGEST = /^sha256:[0-9a-f]{64}$/;

function batchGetImage(world: World, input: BatchGetImageRequest): BatchGetImageResponse {
  const repository = repositoryOf(world, input);
  const ids = required(input.imageIds, 'imageIds', 'InvalidParameterException');
  within(ids.length, 'imageIds.length', [1, 100], 'InvalidParameterException');
  const answers = ids.map((imageId) => ({ imageId, found: lookUp(world, repository, imageId) }));
  return {
    images: answers.flatMap(({ imageId, found }) =>
      typeof found === 'string'
        ? []
        : [
            {
              registryId: world.account,
              repositoryName: repository.name,
              imageId: { ...imageId, imageDigest: found.digest },
              imageManifest: found.manifest,
              imageManifestMediaType: found.mediaType,
            },
          ],
    ),
    failures: answers.flatMap(({ imageId, found }) =>
      typeof found === 'string' ? [{ imageId, failureCode: found, failureReason: REASONS[found] }] : [],
    ),
  };
}

export type Failure = Extract<
  ImageFailureCode,
  'ImageNotFound' | 'InvalidImageDigest' | 'MissingDigestAndTag' | 'ImageTagDoesNotMatchDigest'
>;

/** What ECR says of each failure. */
export const REASONS: Readonly<Record<Failure, string>> = {
  ImageNotFound: 'Requested image not found',
  InvalidImageDigest: 'Invalid request parameters: image digest is not valid',
  MissingDigestAndTag: 'Invalid request parameters: both tag and digest cannot be null',
  ImageTagDoesNotMatchDigest: 'Requested image tag does not match the digest',
};

/** The image that an id names, or why there is none. */
export function lookUp(
  world: World,
  repository: Repository,
  { imageTag, imageDigest }: ImageIdentifier,
): Image | Failure {
  if (imageTag === undefined && imageDigest === undefined) return 'MissingDigestAndTag';
  if (imageDigest !== undefined && !DIGEST.test(imageDigest)) return 'InvalidImageDigest';
  const tagged = imageTag === undefined ? undefined : imageOfTag(world, repository, imageTag);
  if (imageDigest === undefined) return tagged ?? 'ImageNotFound';
  if (imageTag !== undefined && tagged?.digest !== imageDigest) {
    return tagged ? 'ImageTagDoesNotMatchDigest' : 'ImageNotFound';
  }
  return repository.images.find(({ digest }) => digest === imageDigest) ?? 'ImageNotFound';
}

/** The image that an id names. Throws ImageNotFoundException where there is none. */
export function imageOf(world: World, repository: Repository, imageId: ImageIdentifier): Image {
  const found = lookUp(world, repository, imageId);
  if (typeof found !== 'string') return found;
  throw new Fault(
    'ImageNotFoundException',
    `The image with imageId ${idText(imageId)} does not exist within the ` +
      `repository with name '${repository.name}' in the registry with id '${world.account}'`,
  );
}

/** An image's id as ECR writes it in its messages. */
export const idText = ({ imageDigest = 'null', imageTag = 'null' }: ImageIdentifier): string =>
  `{imageDigest:'${imageDigest}', imageTag:'${imageTag}'}`;

function describeImages(world: World, input: DescribeImagesRequest): DescribeImagesResponse {
  const repository = repositoryOf(world, input);
  const asked = input.imageIds?.map((imageId) => imageOf(world, repository, imageId));
  const all = (asked ?? repository.images).filter(({ tags }) => hasStatus(tags, input.filter?.tagStatus));
  const { items, nextToken } = page(all, pageRequest(world, input));
  return {
    imageDetails: items.map((image) => ({
      registryId: world.account,
      repositoryName: repository.name,
      imageDigest: image.digest,
      ...(image.tags.length > 0 && { imageTags: [...image.tags] }),
      imageSizeInBytes: image.sizeInBytes,
      imagePushedAt: new Date(image.pushedAt),
      imageManifestMediaType: image.mediaType,
      imageStatus: 'ACTIVE',
      ...(image.lastPulledAt !== undefined && { lastRecordedPullTime: new Date(image.lastPulledAt) }),
      ...describedScan(world, repository, image),
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function listImages(world: World, input: ListImagesRequest): ListImagesResponse {
  const repository = repositoryOf(world, input);
  const all = repository.images
    .filter(({ tags }) => hasStatus(tags, input.filter?.tagStatus))
    .flatMap(({ digest, tags }): ImageIdentifier[] =>
      tags.length === 0 ? [{ imageDigest: digest }] : tags.map((imageTag) => ({ imageDigest: digest, imageTag })),
    );
  const { items, nextToken } = page(all, pageRequest(world, input));
  return { imageIds: [...items], ...(nextToken !== undefined && { nextToken }) };
}

/** Whether an image with such tags is among those asked for. */
export function hasStatus(tags: readonly string[], status: string | undefined): boolean {
  if (status === 'TAGGED') return tags.length > 0;
  return status !== 'UNTAGGED' || tags.length === 0;
}

/** Which page a request asks for. */
export function pageRequest(world: World, input: { nextToken?: string | undefined; maxResults?: number | undefined }) {
  within(input.maxResults, 'maxResults', [1, 1000], 'InvalidParameterException');
  return {
    token: input.nextToken,
    size: input.maxResults ?? world.scenario.pageSize,
    badToken: () => new Fault('InvalidParameterException', 'Invalid parameter at nextToken'),
  };
}
