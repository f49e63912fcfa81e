import type {
  BatchGetImageRequest,
  BatchGetImageResponse,
  DescribeImagesRequest,
  DescribeImagesResponse,
  ImageIdentifier,
  ListImagesRequest,
  ListImagesResponse,
} from '@aws-sdk/client-ecr';

import type { OperationTable } from '../../../world/operation.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { imageOf, lookUp, REASONS } from './find-image.ts';
import { pageRequest } from './page-request.ts';
import { repositoryOf } from './repositories.ts';
import { required, within } from '../../required.ts';
import { describedScan } from './scans.ts';

/** ECR's reading of images. */
export const imageOperations: OperationTable = {
  'ecr:BatchGetImage': batchGetImage,
  'ecr:DescribeImages': describeImages,
  'ecr:ListImages': listImages,
};

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
