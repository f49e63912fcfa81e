import type {
  BatchDeleteImageRequest,
  BatchDeleteImageResponse,
  GetDownloadUrlForLayerRequest,
  GetDownloadUrlForLayerResponse,
  ImageIdentifier,
  PutImageRequest,
  PutImageResponse,
} from '@aws-sdk/client-ecr';

import { Fault } from '../../../fault.ts';
import { digestOf } from '../behaviour/manifest.ts';
import { pushImage } from '../behaviour/push.ts';
import type { OperationTable } from '../../../world/operation.ts';
import { hexDigits } from '../../../world/random.ts';
import type { Repository } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { required, within } from '../../required.ts';
import { lookUp, REASONS } from './find-image.ts';
import { invalid } from './invalid.ts';
import { repositoryOf } from './repositories.ts';

/** ECR's writing of images, and the way to their layers. */
export const pushOperations: OperationTable = {
  'ecr:BatchDeleteImage': batchDeleteImage,
  'ecr:GetDownloadUrlForLayer': getDownloadUrlForLayer,
  'ecr:PutImage': putImage,
};

const TAG = /^[\w][\w.-]{0,127}$/;

function putImage(world: World, input: PutImageRequest): PutImageResponse {
  const repository = repositoryOf(world, input);
  const manifest = required(input.imageManifest, 'imageManifest', 'InvalidParameterException');
  const { imageTag: tag, imageDigest } = input;
  if (tag !== undefined && !TAG.test(tag)) throw invalid('imageTag', `must satisfy regular expression '${TAG.source}'`);
  const digest = digestOf(manifest);
  if (imageDigest !== undefined && imageDigest !== digest)
    throw new Fault(
      'ImageDigestDoesNotMatchException',
      `Image digest '${imageDigest}' does not match the digest '${digest}' of the manifest`,
    );
  const present = repository.images.find((image) => image.digest === digest);
  if (present && (tag === undefined || present.tags.includes(tag)))
    throw new Fault(
      'ImageAlreadyExistsException',
      `Image with digest '${digest}' and tag '${tag ?? 'null'}' already exists in the repository with name '${repository.name}' in registry with id '${world.account}'`,
    );
  const image = pushImage(world, repository, { manifest, mediaType: input.imageManifestMediaType, tag });
  return {
    image: {
      registryId: world.account,
      repositoryName: repository.name,
      imageId: { imageDigest: image.digest, ...(tag !== undefined && { imageTag: tag }) },
      imageManifest: image.manifest,
      imageManifestMediaType: image.mediaType,
    },
  };
}

function getDownloadUrlForLayer(world: World, input: GetDownloadUrlForLayerRequest): GetDownloadUrlForLayerResponse {
  const repository = repositoryOf(world, input);
  const digest = required(input.layerDigest, 'layerDigest', 'InvalidParameterException');
  if (!repository.layers[digest])
    throw new Fault(
      'LayersNotFoundException',
      `The layer with digest '${digest}' does not exist in the repository with name '${repository.name}' in the registry with id '${world.account}'`,
    );
  const bucket = `https://prod-${world.region}-starport-layer-bucket.s3.${world.region}.amazonaws.com`;
  const place = world.endpoint === undefined ? bucket : `${world.endpoint}/_emulator/layers`;
  const signature = hexDigits(world, 64, 'calls');
  return {
    layerDigest: digest,
    downloadUrl: `${place}/${repository.name}/${digest}?X-Amz-Expires=3600&X-Amz-Signature=${signature}`,
  };
}

function batchDeleteImage(world: World, input: BatchDeleteImageRequest): BatchDeleteImageResponse {
  const repository = repositoryOf(world, input);
  const ids = required(input.imageIds, 'imageIds', 'InvalidParameterException');
  within(ids.length, 'imageIds.length', [1, 100], 'InvalidParameterException');
  const answers = ids.map((imageId) => ({ imageId, result: deleted(world, repository, imageId) }));
  return {
    imageIds: answers.flatMap(({ result }) => (typeof result === 'string' ? [] : result)),
    failures: answers.flatMap(({ imageId, result }) =>
      typeof result === 'string' ? [{ imageId, failureCode: result, failureReason: REASONS[result] }] : [],
    ),
  };
}

/** By its tag, an image loses the tag, and is gone with its last one; by its digest, it is gone with all of them. */
function deleted(world: World, repository: Repository, imageId: ImageIdentifier) {
  const { imageTag, imageDigest } = imageId;
  const image = lookUp(world, repository, imageId);
  if (typeof image === 'string') return image;
  const gone = imageTag === undefined ? image.tags : [imageTag];
  image.tags = imageDigest === undefined ? image.tags.filter((tag) => tag !== imageTag) : [];
  if (image.tags.length === 0) repository.images = repository.images.filter((other) => other !== image);
  return gone.length === 0
    ? [{ imageDigest: image.digest }]
    : gone.map((tag) => ({ imageDigest: image.digest, imageTag: tag }));
}
